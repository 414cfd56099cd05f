"""What came back from a write, taken apart once, with the questions the rules of ``outcomes`` ask of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from promo_data.errors import UnreadableAnswerError
from promo_data.models.effect import Effect, Proof
from promo_data.models.enrol import EnrolBody
from promo_data.models.issue import IssueBody
from promo_data.protocol.call import Answer
from promo_data.protocol.enrol import enrol_effect
from promo_data.protocol.issue import issue_effect
from promo_data.protocol.notices import Notice, Notices, complaint, decoded_object, notices, undescribed
from promo_data.vocabulary import Endpoint

_NOT_ISSUED = 8890
_NOT_ENROLLED = ("already enrolled or limit reached",)
_MILESTONES_FAILED = ("failed to enrol into milestones", "milestone enrollment failed")
_IN_DOUBT = ("no response from emf", "something went wrong")
_CONCURRENT = 521
"""In the 500s by number only: several actions for the same customer, turned away (api-facts §3.5)."""

_NO_NOTICES, _NO_EFFECT = Notices(), Effect(Proof.NOTHING)


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer to a write; ``unreadable`` is a sentence where the body is not JSON.

    ``complaint`` is what the body says went wrong, in whatever shape (``notices.complaint``).
    """

    endpoint: Endpoint
    status: int
    notices: Notices = _NO_NOTICES
    complaint: Notice | None = None
    effect: Effect = _NO_EFFECT
    request_id: str | None = None
    unreadable: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the HTTP status speaks of success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def failed_status(self) -> int | None:
        """The HTTP status where it speaks of failure."""
        return self.status if self.status >= HTTPStatus.BAD_REQUEST else None

    @property
    def error(self) -> Notice | None:
        """The first error."""
        return next(iter(self.notices.errors), None)

    @property
    def error_codes(self) -> frozenset[int | None]:
        """The codes of all errors."""
        return frozenset(error.code for error in self.notices.errors)

    @property
    def declined(self) -> Notice | None:
        """The warning that nothing was done: a warning, although nothing else was asked for (api-facts §6)."""
        if self.endpoint is Endpoint.ENROL:
            return _saying(self.notices.warnings, _NOT_ENROLLED)
        return next((warning for warning in self.notices.warnings if warning.code == _NOT_ISSUED), None)

    @property
    def milestones_failed(self) -> Notice | None:
        """The warning that only the promotion itself was enrolled in (002, warning messages)."""
        return _saying(self.notices.warnings, _MILESTONES_FAILED)

    @property
    def in_doubt(self) -> Notice | None:
        """An error or warning after which it may have been done all the same (002, warnings and error 500)."""
        said = (*self.notices.errors, *self.notices.warnings)
        failed = (notice for notice in said if _is_server_failure(notice.code))
        return next(failed, None) or _saying(said, _IN_DOUBT)


def heard(asked: IssueBody | EnrolBody, answer: Answer) -> Heard:
    """The answer to ``asked``, decoded as far as it can be."""
    endpoint = Endpoint.ENROL if isinstance(asked, EnrolBody) else Endpoint.ISSUE
    try:
        body = decoded_object(answer)
    except UnreadableAnswerError:  # its own words advise to try again, as is right after a read only
        return Heard(endpoint, answer.status, request_id=answer.request_id, unreadable=undescribed(answer))
    effect = enrol_effect(body, asked) if isinstance(asked, EnrolBody) else issue_effect(body, asked)
    return Heard(endpoint, answer.status, notices(body), complaint(body), effect, answer.request_id)


def _is_server_failure(code: int | None) -> bool:
    family = None if code is None else code // 100
    return family == HTTPStatus.INTERNAL_SERVER_ERROR // 100 and code != _CONCURRENT


def _saying(said: Iterable[Notice], fragments: Iterable[str]) -> Notice | None:
    wanted = tuple(fragments)
    return next((notice for notice in said if any(part in notice.message.casefold() for part in wanted)), None)
