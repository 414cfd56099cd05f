"""What the vendor's codes mean, as data: one table keyed (endpoint, code[, a part of the message]), with sources.

Codes are only unique within one endpoint (api-facts §3.5, conflicts), and one code may have several causes that only
its message tells apart (002, error codes: five times 400).
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from promo_data.codes.benefits import BENEFITS
from promo_data.codes.bulk import BULK_GRANT, BULK_REVOKE
from promo_data.codes.create import CREATE
from promo_data.codes.customer_promotions import CUSTOMER_PROMOTIONS
from promo_data.codes.enrol import ENROL
from promo_data.codes.find_promotions import FIND_PROMOTIONS
from promo_data.codes.issue import ISSUE
from promo_data.codes.revoke import REVOKE
from promo_data.codes.row import READ_BACK, Meaning, Row
from promo_data.codes.shared import SHARED
from promo_data.codes.token import TOKEN
from promo_data.vocabulary import Endpoint

TABLE: Mapping[Endpoint, tuple[Row, ...]] = {
    Endpoint.TOKEN: TOKEN,
    Endpoint.CUSTOMER_PROMOTIONS: CUSTOMER_PROMOTIONS,
    Endpoint.ISSUE: ISSUE,
    Endpoint.ENROL: ENROL,
    Endpoint.ENROL_AND_EARN: BULK_GRANT,
    Endpoint.DIRECT_EARN: BULK_GRANT,
    Endpoint.REVOKE_ENROL_AND_EARN: BULK_REVOKE,
    Endpoint.REVOKE_DIRECT_EARN: BULK_REVOKE,
    Endpoint.REVOKE: REVOKE,
    Endpoint.FIND_PROMOTIONS: FIND_PROMOTIONS,
    Endpoint.CREATE: CREATE,
    Endpoint.BENEFITS: BENEFITS,
}
"""The rows of each endpoint; those of ``SHARED`` follow them at every endpoint."""


def meaning(
    endpoint: Endpoint, code: int | None, message: str = "", *, status: int | None = None, evidence: str = ""
) -> Meaning:
    """What a vendor's code says at this endpoint; an unknown code is shown as it came.

    ``status`` is the HTTP status of the answer: it speaks where the code is not known, unless it is a bare 400.
    ``evidence`` is a sentence about what was read before, such as a limit that is used up: only with it is one of
    several causes called likely.
    """
    row = _row(endpoint, (code, None, status), message)
    if row is None or (code is not None and row.code != code and _says_nothing(row)):
        return _unknown(code, message)
    return row.meaning(evidence)


def is_documented(endpoint: Endpoint, code: int | None, message: str = "") -> bool:
    """Whether the documents list this code, or these words, as a cause for this endpoint to refuse.

    A bare 400 names no cause, whatever words come with it, unless the documents have those (002, error codes).
    """
    row = _row(endpoint, (code, HTTPStatus.BAD_REQUEST), message)
    return row is not None and not _says_nothing(row)


def _says_nothing(row: Row) -> bool:
    """Whether a code that nobody knows, with the vendor's words, says more than this row does."""
    return row.code == HTTPStatus.BAD_REQUEST and not row.fragment


def _row(endpoint: Endpoint, numbers: Iterable[int | None], message: str) -> Row | None:
    """The row whose message fits best; among equals that of the earlier number, and the endpoint's own."""
    rows = (*TABLE[endpoint], *SHARED)
    fitting = [row for number in numbers for row in rows if row.fits(number, message)]
    return max(fitting, key=lambda row: len(row.fragment), default=None)


def _unknown(code: int | None, message: str) -> Meaning:
    number = "without a code" if code is None else f"with code {code}, which no document explains"
    words = f": “{message.rstrip('.')}”" if message else ""
    return Meaning(
        what=f"The vendor refused {number}{words}.",
        advice="Give this code and message to the vendor's support.",
        source="not documented",
    )


__all__ = ["READ_BACK", "SHARED", "TABLE", "Meaning", "Row", "is_documented", "meaning"]
