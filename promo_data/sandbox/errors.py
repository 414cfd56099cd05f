"""How each family of the API says no: three envelopes (api-facts §6), and the error that carries one to the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Family = Literal["v2", "v3", "loyalty"]

UNSUPPORTED_SCOPE = 310141
SCOPE_NOT_SET = 310144
ACCESS_DENIED = 4000
FRAUD = 618
BUSY = 521


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answers: a JSON body, the HTTP status, and the first code in it for the ledger."""

    body: object
    status: int = 200
    code: int | None = None


class RefusedError(Exception):
    """A request that is answered with an error: raised where the reason is found, answered by the app."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"HTTP {answer.status}, code {answer.code}")
        self.answer = answer


def lookup_refused(code: int, message: str, status: int = 200) -> RefusedError:
    """An error of promotionData (api-facts §3.5: `errors` alone), with HTTP 200 unless a document says otherwise."""
    return RefusedError(Answer({"errors": [{"status": False, "message": message, "code": code}]}, status, code))


def issue_refused(code: int, message: str, status: int = 200) -> RefusedError:
    """An error of v2/promotion/issue (000, example answers: empty `warnings`, no `sideEffects`)."""
    body = {"warnings": [], "errors": [{"status": False, "message": message, "code": code}]}
    return RefusedError(Answer(body, status, code))


def bulk_refused(code: int, message: str, rows: int) -> RefusedError:
    """A bulk request that fails as a whole: the same error for each row (api-facts §4.2; samples have one row)."""
    entry = {"errors": [{"status": False, "code": code, "message": message}], "warnings": []}
    count = max(rows, 1)
    body = {"response": [entry] * count, "totalCount": count, "failureCount": count}
    return RefusedError(Answer(body, 200, code))


def v3_refused(code: int, message: str, status: int = 400) -> RefusedError:
    """An error of a v3 endpoint (002; the envelope from api-facts §2, 310141)."""
    return RefusedError(
        Answer({"data": None, "errors": [{"code": code, "message": message}], "warnings": None}, status, code)
    )


def creation_refused(problems: Sequence[tuple[int, str]]) -> RefusedError:
    """The errors of createPromotion, in `validationErrors` (004, response parameters): their shape is our reading."""
    listed = [{"code": code, "message": message} for code, message in problems]
    body = {"status": {"code": 400, "message": "validation failed"}, "validationErrors": listed, "data": None}
    return RefusedError(Answer(body, 400, problems[0][0]))


def access_denied() -> RefusedError:
    """The credentials lack the permission: HTTP 403 with the words and the code of api-facts §1."""
    body = {"errorMessage": "Not authorized. Access is denied!", "errorCode": ACCESS_DENIED}
    return RefusedError(Answer(body, 403, ACCESS_DENIED))


def busy(family: Family) -> RefusedError:
    """Several actions for one customer at the same time (api-facts §3.5 and §6, 521)."""
    return refused(family, BUSY, "Concurrent actions on the same customer, retry later")


def refused(family: Family, status: int, message: str, code: int | None = None) -> RefusedError:
    """A refusal that is not an endpoint's own (401, 404, 405, 429 …), in the envelope of the family.

    The body of these is documented nowhere (api-facts §10), so it is our choice; the code is the status unless given.
    """
    number = status if code is None else code
    if family == "v3":
        return v3_refused(number, message, status)
    if family == "v2":
        return lookup_refused(number, message, status)
    body = {"status": {"code": number, "message": message}, "validationErrors": None, "data": None}
    return RefusedError(Answer(body, status, number))


def family_of(path: str) -> Family:
    """The family a path belongs to, for answers to requests that no endpoint took."""
    if "/v3/" in path:
        return "v3"
    return "loyalty" if "/api_gateway/" in path else "v2"
