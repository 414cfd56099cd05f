"""The head of an answer of promotionData: customer, org, totals and warnings, without the promotions (003)."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from promo_data.codes.customer_promotions import SURVIVOR_SHOWN
from promo_data.models.promotion import AnswerHead, Finite, Identity, PageDetails
from promo_data.models.reading import Problem
from promo_data.protocol.notices import Notice, notices

_MERGED = frozenset({8069, 91009})
"""The customer asked for was merged into another, who is answered for (api-facts §3.5)."""

Value = TypeVar("Value")


def warned(read: AnswerHead, page: int) -> list[Problem]:
    """What the vendor warns of (003, warnings); nothing is lost by it."""
    warnings = notices({"warnings": read.warnings}).warnings if read.warnings else ()
    return [Problem(f"page {page}", _warning(warning), is_loss=False) for warning in warnings]


def _warning(warning: Notice) -> str:
    if warning.code in _MERGED:
        return SURVIVOR_SHOWN
    number = "" if warning.code is None else f" (code {warning.code})"
    return f"The vendor warns{number}: “{warning.message}”"


def unreadable_customer(head: AnswerHead, body: Mapping[str, object], page: int) -> list[Problem]:
    """A loss where ``body`` names a customer whose number ``head``, made of it, does not have."""
    lost = head.customer_id is None and body.get("customerId") is not None
    return [Problem(f"customerId of page {page}", "This number cannot be read.")] if lost else []


def loose_head(body: Mapping[str, object]) -> AnswerHead:
    """Customer, org and totals without the promotions; what cannot be read is treated as not given."""
    details = body.get("pageDetails")
    given = details if isinstance(details, dict) else {}
    return AnswerHead(
        customer_id=_readable(body.get("customerId"), Identity),
        page_details=PageDetails(
            page_size=_readable(given.get("pageSize"), Finite),
            total_entries=_readable(given.get("totalEntries"), Finite),
            page_count=_readable(given.get("pageCount"), Finite),
        ),
        org_id_sampled=_readable(body.get("orgId"), Identity),
        org_id_documented=_readable(body.get("orgID"), Identity),
        warnings=body.get("warnings"),
    )


def _readable(value: object, kind: type[Value]) -> Value | None:
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        return None


def missing_list(head: AnswerHead, page: int) -> list[Problem]:
    """No list came: a loss where the server counts promotions, but a later page may be one behind the last."""
    count = whole_number(head.page_details.total_entries) if head.page_details else None
    if page > 0 or not count:
        return []
    return [Problem(f"page {page}", f"The list is missing, though {count} promotions are announced.")]


def whole_number(count: float | None) -> int | None:
    """A count as a whole number; ``None`` for none and for one that makes no sense."""
    return int(count) if count is not None and count.is_integer() and count >= 0 else None
