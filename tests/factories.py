"""Builders of the vendor's JSON, of what is read from it, and of cases from a table: a test spells what it is about."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import orjson
import pytest
from _pytest.mark import ParameterSet

from promo_data.frames import Frames, frames
from promo_data.frames.records import records
from promo_data.models.promotion import Promotion
from promo_data.models.reading import CustomerRead, OrgCoverage, PromotionRow
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import PromotionsPage, decode_page
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState

Json = dict[str, Any]

ABSENT: Final = ...
"""Given as a value, it leaves the key out."""

AS_OF = datetime(2026, 1, 31, 10, tzinfo=UTC)
OWN_ORG = Org(50404, "Own brand")
CUSTOMER_ID = 347297848


def restriction_json(**given: object) -> Json:
    """A limit of five activities a customer over the whole promotion, one of them used."""
    usual = {
        "kpi": "NUMBER_OF_TIMES",
        "maxLimit": "5",
        "currentCustomerUsage": "1",
        "limitOn": "CUSTOMER",
        "type": "NON_PERIOD_BASED",
    }
    return _with(usual, given)


def window_json(unit: str) -> Json:
    """The fields that make a restriction a moving window of ``unit``; none for the whole promotion."""
    return {"type": "PERIOD_BASED", "periodType": "MOVING_WINDOW", "periodUnit": unit} if unit else {}


def restrictions_json(
    *, issual: Sequence[object] = (), earn: Sequence[object] = (), redemption: Sequence[object] = ()
) -> Json:
    """``promotionRestriction`` with these limits."""
    return {
        "issualRestrictions": [*issual],
        "earnRestrictions": [*earn],
        "redemptionRestrictions": [*redemption],
    }


def promotion_json(**given: object) -> Json:
    """A running GENERIC promotion of the own org, without any limit."""
    usual = {
        "promotionId": 1122938,
        "promotionName": "Award50",
        "programId": 1147,
        "startDate": "2026-01-01T00:00:00.000Z",
        "endDate": "2026-12-31T23:59:59.000Z",
        "active": True,
        "pointsOfferType": "GENERIC",
        "promotionRestriction": restrictions_json(),
        "orgId": OWN_ORG.id,
    }
    return _with(usual, given)


def page_json(*promotions: object, **given: object) -> Json:
    """One page of the customer's promotions."""
    usual = {
        "pageDetails": {"pageNumber": 0, "pageSize": 100, "totalEntries": len(promotions), "pageCount": 1},
        "customerId": CUSTOMER_ID,
        "promotions": [*promotions],
        "warnings": [],
    }
    return _with(usual, given)


def answer(body: object, status: int = 200) -> Answer:
    """An answer with these bytes, or with this value as JSON."""
    return Answer(status, {}, body if isinstance(body, bytes) else orjson.dumps(body))


def decoded_page(*promotions: object, **given: object) -> PromotionsPage:
    """The first page of a walk, read from its bytes."""
    return decode_page(answer(page_json(*promotions, **given)), 0)


def decoded_promotion(**given: object) -> Promotion:
    """The promotion of ``promotion_json``, read from its bytes."""
    return decoded_page(promotion_json(**given)).promotions[0]


def customer_read(*promotions: object, as_of: datetime = AS_OF) -> CustomerRead:
    """What asking the own org brings when it answers with one page."""
    page = decoded_page(*promotions)
    rows = tuple(PromotionRow(page.customer_id, one.org_id, one, as_of) for one in page.promotions)
    coverage = (OrgCoverage(OWN_ORG, CoverageState.ANSWERED, as_of=as_of),)
    return CustomerRead(page.customer_id, rows, coverage, page.problems, as_of)


def customer_frames(*promotions: object, near_share: float = 0.8) -> Frames:
    """The frames of one customer with these promotions."""
    return frames([customer_read(*promotions)], near_share=near_share)


def promotion_record(**given: object) -> Json:
    """The row of ``promotion_json`` in the promotions frame, absent values as ``None``."""
    return records(customer_frames(promotion_json(**given)).promotions)[0]


def allowance_records(**given: object) -> list[Json]:
    """The rows of ``promotion_json`` in the allowances frame, absent values as ``None``."""
    return records(customer_frames(promotion_json(**given)).allowances)


def cases(table: str) -> list[ParameterSet]:
    """One case for each of ``lines_of(table)``, named by its cells."""
    return [pytest.param(line, id=", ".join(_text(cell) for cell in line.values() if cell)) for line in lines_of(table)]


def lines_of(table: str) -> list[Json]:
    """The lines below the first, each with its cells under the headings; ``absent`` is the value that leaves out."""
    headings, *lines = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return [dict(zip(headings, map(_value, cells), strict=True)) for cells in lines]


def _value(cell: str) -> object:
    return ABSENT if cell == "absent" else cell


def _text(value: object) -> str:
    return "absent" if value is ABSENT else str(value)


def _with(usual: Json, given: Json) -> Json:
    return {name: value for name, value in {**usual, **given}.items() if value is not ABSENT}
