"""Reading what a customer got from one promotion: ``GET /v3/customers/{id}/…/actionSummary`` (api-facts §3.6).

The v2 twin asks by identifier and answers the same; this one is used because the vendor's number in the address is
nobody's mobile or e-mail.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError

from promo_data.codes.customer_promotions import SURVIVOR_SHOWN
from promo_data.errors import UnreadableAnswerError
from promo_data.models.base import Answered
from promo_data.models.benefits import BenefitSummary, CurrencyIssued, IncentiveIssued, PointsIssued
from promo_data.models.reading import Problem
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.notices import Notice, decoded_object, notices, refusal
from promo_data.vocabulary import Endpoint

Entry = TypeVar("Entry", bound=Answered)

_PATH = "/v3/customers/{customer_id}/customerPromotionDetails/actionSummary"
_NONE_FOUND = 8116
_LISTS = ("points", "alternateCurrencies", "incentives")


def benefits_call(customer_id: int, program_id: int, promotion_id: int) -> Call:
    """The request; programme and promotion are both needed (api-facts §3.6)."""
    query = (("programId", str(program_id)), ("promotionId", str(promotion_id)))
    return Call(Endpoint.BENEFITS, "GET", _PATH.format(customer_id=customer_id), query=query)


def decode_benefits(
    answer: Answer, *, customer_id: int, program_id: int, promotion_id: int, as_of: datetime
) -> BenefitSummary:
    """What ``answer`` says of the customer and promotion asked for.

    The vendor's sample of a full answer has no envelope, and that of an empty one has (api-facts §6): both are taken.
    Raises ``RefusedError`` where the vendor refused, and ``UnreadableAnswerError`` where the answer has no list of
    benefits or is about another promotion.
    """
    if (refused := refusal(Endpoint.BENEFITS, answer)) is not None:
        raise refused
    body = decoded_object(answer)
    data = body["data"] if isinstance(body.get("data"), Mapping) else body
    if not isinstance(data, Mapping) or any(_differs(data, n, i) for n, i in _ids(program_id, promotion_id)):
        raise UnreadableAnswerError("The vendor's answer is not about this promotion.", status=answer.status)
    warnings = [*notices(body).warnings, *(notices(data).warnings if data is not body else ())]
    is_none = any(warning.code == _NONE_FOUND for warning in warnings)
    if not is_none and not any(isinstance(data.get(name), list) for name in _LISTS):
        raise UnreadableAnswerError("The vendor's answer has no list of benefits.", status=answer.status)
    found = _Reading(data, is_none=is_none)
    return BenefitSummary(
        _answered_for(data, customer_id, found.problems),
        program_id,
        promotion_id,
        points=found.entries("points", PointsIssued),
        currencies=found.entries("alternateCurrencies", CurrencyIssued),
        incentives=found.entries("incentives", IncentiveIssued),
        problems=(*(_warned(w) for w in warnings if w.code != _NONE_FOUND), *found.problems),
        as_of=as_of,
    )


def _ids(program_id: int, promotion_id: int) -> tuple[tuple[str, int], ...]:
    return ("programId", program_id), ("promotionId", promotion_id)


def _differs(data: Mapping[str, object], name: str, asked: int) -> bool:
    return data.get(name) is not None and str(data[name]) != str(asked)


def _answered_for(data: Mapping[str, object], asked: int, problems: list[Problem]) -> int:
    """Whose benefits these are: v3 calls it ``entityId`` and v2 ``customerId``."""
    given = str(data.get("entityId") or data.get("customerId") or asked)
    if given == str(asked) or not given.isdecimal():
        return asked
    problems.append(Problem("customer", SURVIVOR_SHOWN, is_loss=False))
    return int(given)


def _warned(warning: Notice) -> Problem:
    number = "" if warning.code is None else f" (code {warning.code})"
    return Problem("answer", f"The vendor warns{number}: “{warning.message}”", is_loss=False)


class _Reading:
    """The lists of one answer, and what in them could not be read."""

    def __init__(self, data: Mapping[str, object], *, is_none: bool) -> None:
        self._data = data
        self._absent: tuple[()] | None = () if is_none else None
        self.problems: list[Problem] = []

    def entries(self, name: str, model: type[Entry]) -> tuple[Entry, ...] | None:
        """The readable entries of that list; ``None`` where it was not given."""
        given = self._data.get(name)
        if given is None:
            return self._absent
        if not isinstance(given, list):
            self._note(name, "This is not a list.")
            return None
        read = (self._entry(model, entry, f"{name} {place}") for place, entry in enumerate(given, start=1))
        return tuple(entry for entry in read if entry is not None)

    def _entry(self, model: type[Entry], entry: object, where: str) -> Entry | None:
        if not isinstance(entry, Mapping):
            self._note(where, "This entry is not a benefit.")
            return None
        try:
            return model.model_validate(entry)
        except ValidationError as error:
            odd = {str(each["loc"][0]) for each in error.errors(include_input=False, include_url=False)}
            for name in sorted(odd):
                self._note(f"{where}, {name}", "This value cannot be read.")
            return model.model_validate({name: value for name, value in entry.items() if name not in odd})

    def _note(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))
