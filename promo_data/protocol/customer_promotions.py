"""Reading a customer's promotions: ``GET /v2.1/customers/lookup/promotionData`` (003)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeVar

import msgspec

from promo_data.codes import meaning
from promo_data.errors import InputError, UnreadableAnswerError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.promotion import Finite, Identity, PageDetails, Promotion, PromotionsAnswer
from promo_data.models.reading import Problem
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.notices import Notice, accepted, notices
from promo_data.protocol.tolerance import read_leniently
from promo_data.scope import DataScope
from promo_data.vocabulary import READ_SOURCES, CustomerStatus, Endpoint, IdentifierKind

PATH = "/v2.1/customers/lookup/promotionData"
LARGEST_PAGE = 100
"""003, query parameters: limit is at most 100; 0 is refused by the vendor's own error table (api-facts §3.2)."""

_SPELLING: Mapping[IdentifierKind, str] = {IdentifierKind.EXTERNAL_ID: "externalid"}
"""003 writes ``externalid`` where 000 writes ``externalId``."""

_MERGED = frozenset({8069, 91009})
"""The customer asked for was merged into another, who is answered for (api-facts §3.5)."""

_NO_DETAILS = PageDetails()

Value = TypeVar("Value")

_answers = msgspec.json.Decoder(PromotionsAnswer, strict=False)


class PromotionsPage(msgspec.Struct, frozen=True):
    """One page: what could be read, how many entries the server sent, its total, and what could not be read.

    ``customer_id`` may differ from the one asked for: a merged customer's survivor (api-facts §3.5, 8069).
    ``page_size`` and ``page_count`` are what the server says of its pages (003, pageDetails), ``None`` where it does
    not or makes no sense.
    """

    customer_id: int | None
    promotions: tuple[Promotion, ...]
    arrived: int
    total: int | None
    problems: tuple[Problem, ...]
    page_size: int | None = None
    page_count: int | None = None


def page_call(
    identifier: CustomerIdentifier,
    scope: DataScope,
    *,
    offset: int,
    limit: int = LARGEST_PAGE,
    scope_header: str = "DATA-SCOPE-ORG",
    status: CustomerStatus | None = None,
    alternate_currency: bool = False,
) -> Call:
    """The request for one page (003, query parameters and headers).

    Raises ``InputError`` for a source that cannot be read with.
    """
    if identifier.source not in READ_SOURCES:
        raise InputError(f"The source {identifier.source} cannot be used to look a customer up: choose another.")
    optional = (("promotionStatusForCustomer", status.value),) if status else ()
    currency = (("includeAlternateCurrencyUsage", "true"),) if alternate_currency else ()
    return Call(
        Endpoint.CUSTOMER_PROMOTIONS,
        "GET",
        PATH,
        query=(
            ("identifierName", _SPELLING.get(identifier.kind, identifier.kind.value)),
            ("identifierValue", identifier.value),
            ("source", identifier.source.value),
            *optional,
            *currency,
            ("limit", str(limit)),
            ("offset", str(offset)),
        ),
        headers=scope.headers(scope_header),
    )


def decode_page(answer: Answer, page: int) -> PromotionsPage:
    """Page number ``page`` of a walk, from ``answer``.

    A record that cannot be read is named in ``problems`` and the others are given.

    Raises ``RefusedError`` where the vendor refused, under any HTTP status, and ``UnreadableAnswerError``.
    """
    if answer.status == HTTPStatus.OK and (read := _read_strictly(answer.body)):
        promotions = read.promotions or []
        problems = [*_warned(read, page), *_missing_list(read, page)]
        return _page(read, promotions, arrived=len(promotions), problems=problems)
    return _read_record_by_record(accepted(Endpoint.CUSTOMER_PROMOTIONS, answer), answer.status, page)


def _read_strictly(body: bytes) -> PromotionsAnswer | None:
    """The answer when every part of it is as documented and it names no error, else nothing."""
    try:
        read = _answers.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    return None if read.errors else read


def _read_record_by_record(body: Mapping[str, object], status: int, page: int) -> PromotionsPage:
    records = [] if "promotions" in body and body["promotions"] is None else body.get("promotions")
    if not isinstance(records, list):
        raise UnreadableAnswerError("The vendor's answer has no list of promotions.", status=status)
    head = _head(body)
    found = [
        read_leniently(record, f"promotion {place} of page {page}") for place, record in enumerate(records, start=1)
    ]
    readable = [promotion for promotion, _ in found if promotion is not None]
    problems = [*_warned(head, page), *_unreadable_customer(head, body, page)]
    problems += _missing_list(head, page) if body["promotions"] is None else []
    problems += [problem for _, found_here in found for problem in found_here]
    return _page(head, readable, arrived=len(records), problems=problems)


def _warned(read: PromotionsAnswer, page: int) -> list[Problem]:
    """What the vendor warns of (003, warnings); nothing is lost by it."""
    warnings = notices({"warnings": read.warnings}).warnings if read.warnings else ()
    return [Problem(f"page {page}", _warning(warning), is_loss=False) for warning in warnings]


def _warning(warning: Notice) -> str:
    if warning.code in _MERGED:
        return meaning(Endpoint.CUSTOMER_PROMOTIONS, warning.code).sentence
    number = "" if warning.code is None else f" (code {warning.code})"
    return f"The vendor warns{number}: “{warning.message}”"


def _unreadable_customer(head: PromotionsAnswer, body: Mapping[str, object], page: int) -> list[Problem]:
    lost = head.customer_id is None and body.get("customerId") is not None
    return [Problem(f"customerId of page {page}", "This number cannot be read.")] if lost else []


def _head(body: Mapping[str, object]) -> PromotionsAnswer:
    """Customer, org and totals without the promotions; what cannot be read is treated as not given."""
    details = body.get("pageDetails")
    given = details if isinstance(details, dict) else {}
    return PromotionsAnswer(
        promotions=None,
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


def _missing_list(read: PromotionsAnswer, page: int) -> list[Problem]:
    """No list where the server counts promotions; a later page may be one behind the last."""
    count = _whole(read.page_details.total_entries) if read.page_details else None
    if read.promotions is not None or page > 0 or not count:
        return []
    return [Problem(f"page {page}", f"The list is missing, though {count} promotions are announced.")]


def _page(
    head: PromotionsAnswer, promotions: list[Promotion], *, arrived: int, problems: list[Problem]
) -> PromotionsPage:
    """An org at the top, as the table of 003 has it, serves the rows that have none."""
    details = head.page_details or _NO_DETAILS
    return PromotionsPage(
        head.customer_id,
        _with_org(promotions, head.org_id),
        arrived,
        _whole(details.total_entries),
        tuple(problems),
        page_size=_whole(details.page_size),
        page_count=_whole(details.page_count),
    )


def _whole(count: float | None) -> int | None:
    return int(count) if count is not None and count.is_integer() and count >= 0 else None


def _with_org(promotions: list[Promotion], top: int | None) -> tuple[Promotion, ...]:
    """The promotions, those without an org under ``top``."""
    if top is None:
        return tuple(promotions)
    return tuple(p if p.org_id is not None else msgspec.structs.replace(p, org_id_sampled=top) for p in promotions)
