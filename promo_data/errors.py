"""What can go wrong, as a person would sort it.

    PromoInsightError
    ├── InputError              what was typed or configured is wrong: nothing was sent
    ├── TransportError
    │   ├── NotSentError        the request provably never left this machine
    │   └── AnswerLostError     it may have been carried out: no whole answer came back
    ├── UnreadableAnswerError   an answer came that the vendor's documents do not describe
    ├── RefusedError            the vendor said no, with a code
    └── StoreError              our own record could not be read or written

``str(error)`` is a sentence for the person at the screen: it never holds an identifier, an address or a secret.
"""

from promo_data.vocabulary import Endpoint

_SERVER_ERRORS = 500
_BUSY = frozenset({429, 461, 521, 4001, 8105})


class PromoInsightError(Exception):
    """Anything we expected might fail; its text may be shown to a user."""


class InputError(PromoInsightError, ValueError):
    """A setting, an argument or an identifier is wrong; the text says which and what to do."""


class TransportError(PromoInsightError):
    """The vendor could not be talked to."""


class NotSentError(TransportError):
    """The request never left: the host was not found, refused the connection, or we held the request back."""


class AnswerLostError(TransportError):
    """The request may have left and no whole answer arrived: whether it was carried out is not known."""


class UnreadableAnswerError(PromoInsightError):
    """The answer is not what the documents describe (HTML, broken JSON, a missing part).

    ``status`` is the HTTP status it came with.
    """

    def __init__(self, sentence: str, *, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class RefusedError(PromoInsightError):
    """The vendor answered readably and refused.

    ``code`` is the vendor's (or the HTTP status where the body gave none, ``None`` where it cannot be told),
    ``vendor_message`` its own words, ``status`` the HTTP status.
    """

    def __init__(
        self, sentence: str, *, endpoint: Endpoint, code: int | None, vendor_message: str, status: int
    ) -> None:
        super().__init__(sentence)
        self.endpoint = endpoint
        self.code = code
        self.vendor_message = vendor_message
        self.status = status

    @property
    def is_passing(self) -> bool:
        """Whether it was the server's state and not the question: too many calls, busy, broken (api-facts §3.5, §6)."""
        return self.status >= _SERVER_ERRORS or bool(_BUSY & {self.status, self.code})


class StoreError(PromoInsightError):
    """The journal or another record of ours cannot be read or written, so nothing that needs it was done."""
