"""What came back from a write, taken apart once, with the questions the rules of ``outcomes`` ask of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from promo_data.actions.requests import Asked
from promo_data.errors import UnreadableAnswerError
from promo_data.models.effect import Effect, Proof
from promo_data.models.enrol import EnrolAction, EnrolBody
from promo_data.models.issue import IssueBody
from promo_data.models.revoke import RevokeBody
from promo_data.protocol.bulk import BulkAsk
from promo_data.protocol.bulk_answer import row_answers
from promo_data.protocol.call import Answer
from promo_data.protocol.enrol import enrol_effect
from promo_data.protocol.issue import issue_effect
from promo_data.protocol.notices import Notice, Notices, complaint, decoded_object, notices, undescribed
from promo_data.protocol.revoke import revoke_effect, revoke_notices
from promo_data.vocabulary import Endpoint

_NOT_DONE = 8890
_NOT_ENROLLED = ("already enrolled or limit reached",)
_MILESTONES_FAILED = ("failed to enrol into milestones", "milestone enrollment failed")
_NO_MILESTONES = (*_NOT_ENROLLED, *_MILESTONES_FAILED)
_IN_DOUBT = ("no response from emf", "something went wrong", "internal error occurred in the promotion engine")
_CONCURRENT = 521
"""In the 500s by number only: several actions for the same customer, turned away (api-facts §3.5).

558 is another such number, of a requestId that was used before (api-facts §4.3). It stays in doubt: the program uses
each once, so something on the way repeated the request, and the first may have been carried out.
"""

_NO_NOTICES, _NO_EFFECT = Notices(), Effect(Proof.NOTHING)


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer to a write; ``unreadable`` is a sentence where the body is not JSON.

    ``complaint`` is what the body says went wrong, in whatever shape (``notices.complaint``). ``is_of_milestones``:
    nothing but milestones was asked for.
    """

    endpoint: Endpoint
    status: int
    notices: Notices = _NO_NOTICES
    complaint: Notice | None = None
    effect: Effect = _NO_EFFECT
    request_id: str | None = None
    unreadable: str = ""
    is_of_milestones: bool = False

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
            return _saying(self.notices.warnings, _NO_MILESTONES if self.is_of_milestones else _NOT_ENROLLED)
        return next((warning for warning in self.notices.warnings if warning.code == _NOT_DONE), None)

    @property
    def milestones_failed(self) -> Notice | None:
        """The warning that only the promotion itself was enrolled in (002, warning messages)."""
        return None if self.is_of_milestones else _saying(self.notices.warnings, _MILESTONES_FAILED)

    @property
    def in_doubt(self) -> Notice | None:
        """An error or warning after which it may have been done all the same (002, warnings and error 500)."""
        said = (*self.notices.errors, *self.notices.warnings)
        failed = (notice for notice in said if _is_server_failure(notice.code))
        return next(failed, None) or _saying(said, _IN_DOUBT)


def heard(asked: Asked, answer: Answer) -> tuple[Heard, ...]:
    """The answer to ``asked``, decoded as far as it can be: one, or one for each row of a bulk request."""
    try:
        body = decoded_object(answer)
    except UnreadableAnswerError:  # its own words advise to try again, as is right after a read only
        unreadable = undescribed(answer)
        alone = Heard(_endpoint(asked), answer.status, request_id=answer.request_id, unreadable=unreadable)
        return (alone,) * (len(asked.rows) if isinstance(asked, BulkAsk) else 1)
    if isinstance(asked, BulkAsk):
        return tuple(_heard(asked, answer, row.effect, row.body, body) for row in row_answers(body, asked))
    return (_heard(asked, answer, _effect(asked, body), body),)


def _heard(asked: Asked, answer: Answer, effect: Effect, *parts: Mapping[str, object]) -> Heard:
    """What all ``parts`` of the body say together: a row's own, and what is said of the whole request."""
    said = [_notices(asked, part) for part in parts]
    errors = tuple(error for one in said for error in one.errors)
    warnings = tuple(warning for one in said for warning in one.warnings)
    complained = next((found for part in parts if (found := complaint(part))), None)
    return Heard(
        _endpoint(asked),
        answer.status,
        Notices(errors, warnings),
        complained,
        effect,
        answer.request_id,
        is_of_milestones=isinstance(asked, EnrolBody) and asked.action is EnrolAction.ENROL_MILESTONES,
    )


def _notices(asked: Asked, body: Mapping[str, object]) -> Notices:
    return revoke_notices(body) if isinstance(asked, RevokeBody) else notices(body)


def _effect(asked: IssueBody | EnrolBody | RevokeBody, body: Mapping[str, object]) -> Effect:
    match asked:
        case IssueBody():
            return issue_effect(body, asked)
        case EnrolBody():
            return enrol_effect(body, asked)
        case RevokeBody():
            return revoke_effect(body, asked)


def _endpoint(asked: Asked) -> Endpoint:
    match asked:
        case IssueBody():
            return Endpoint.ISSUE
        case EnrolBody():
            return Endpoint.ENROL
        case BulkAsk():
            return asked.kind.endpoint
        case RevokeBody():
            return Endpoint.REVOKE


def _is_server_failure(code: int | None) -> bool:
    """Also where the server gave up waiting (408)."""
    family = None if code is None else code // 100
    is_failure = family == HTTPStatus.INTERNAL_SERVER_ERROR // 100 and code != _CONCURRENT
    return is_failure or code == HTTPStatus.REQUEST_TIMEOUT


def _saying(said: Iterable[Notice], fragments: Iterable[str]) -> Notice | None:
    wanted = tuple(fragments)
    return next((notice for notice in said if any(part in notice.message.casefold() for part in wanted)), None)
