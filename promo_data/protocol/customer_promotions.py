"""Reading a customer's promotions: ``GET /v2.1/customers/lookup/promotionData`` (003)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
import orjson

from promo_data.errors import InputError, RefusedError, UnreadableAnswerError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.promotion import (
    AnswerHead,
    AnswerInParts,
    PageDetails,
    Promotion,
    PromotionsAnswer,
)
from promo_data.models.reading import Problem
from promo_data.protocol.answer_head import loose_head, missing_list, unreadable_customer, warned, whole_number
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.notices import accepted, decoded_object
from promo_data.protocol.tolerance import Read, read_leniently, repaired
from promo_data.scope import DataScope
from promo_data.vocabulary import READ_SOURCES, CustomerStatus, Endpoint, IdentifierKind

PATH = "/v2.1/customers/lookup/promotionData"
LARGEST_PAGE = 100
"""003, query parameters: limit is at most 100; 0 is refused by the vendor's own error table (api-facts §3.2)."""

_SPELLING: Mapping[IdentifierKind, str] = {IdentifierKind.EXTERNAL_ID: "externalid"}
"""003 writes ``externalid`` where 000 writes ``externalId``."""

_NO_DETAILS = PageDetails()

_answers = msgspec.json.Decoder(PromotionsAnswer, strict=False)
_answers_in_parts = msgspec.json.Decoder(AnswerInParts, strict=False)
_promotions = msgspec.json.Decoder(Promotion, strict=False)


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


def decode_page(answer: Answer, page: int, *, of_several_orgs: bool = False) -> PromotionsPage:
    """Page number ``page`` of a walk, from ``answer``.

    A record that cannot be read is named in ``problems`` and the others are given. In an answer ``of_several_orgs`` an
    error that stands beside promotions is about those that are not there, and is a problem too.

    Raises ``RefusedError`` where the vendor refused, under any HTTP status, and ``UnreadableAnswerError``.
    """
    if answer.status == HTTPStatus.OK:
        page_read = _read_whole(answer.body, page) or _read_in_parts(answer.body, page)
        if page_read is not None:
            return page_read
    try:
        return _read_loosely(accepted(Endpoint.CUSTOMER_PROMOTIONS, answer), answer.status, page)
    except RefusedError as refused:
        if not of_several_orgs or answer.status != HTTPStatus.OK:
            raise
        return _read_beside(refused, answer, page)


def _read_whole(body: bytes, page: int) -> PromotionsPage | None:
    """The page when every part of it is as documented and it names no error, else nothing."""
    try:
        read = _answers.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    if read.complains:
        return None
    promotions = read.promotions or []
    problems = missing_list(read, page) if read.promotions is None else []
    return _page(read, promotions, arrived=len(promotions), problems=[*warned(read, page), *problems])


def _read_in_parts(body: bytes, page: int) -> PromotionsPage | None:
    """The page when at most single promotions are odd and it names no error, else nothing.

    Only the odd ones are read leniently, so that they cost little beside the others.
    """
    try:
        read = _answers_in_parts.decode(body)
        found = [_read_part(part, place, page) for place, part in enumerate(read.promotions, start=1)]
    except (msgspec.DecodeError, orjson.JSONDecodeError, RecursionError):
        return None
    return None if read.complains else _page_of(read, found, warned(read, page))


def _read_part(part: msgspec.Raw, place: int, page: int) -> Read:
    try:
        return _promotions.decode(part), []
    except msgspec.ValidationError:
        return repaired(orjson.loads(memoryview(part)), _place(place, page))


def _read_loosely(body: Mapping[str, object], status: int, page: int) -> PromotionsPage:
    """The page of one that may be odd anywhere: 003 types the list "Object", so one promotion is a list of one."""
    records = [] if "promotions" in body and body["promotions"] is None else body.get("promotions")
    if isinstance(records, dict) and "promotionId" in records:
        records = [records]
    if not isinstance(records, list):
        raise UnreadableAnswerError("The vendor's answer has no list of promotions.", status=status)
    head = loose_head(body)
    found = [read_leniently(record, _place(place, page)) for place, record in enumerate(records, start=1)]
    problems = [*warned(head, page), *unreadable_customer(head, body, page)]
    problems += missing_list(head, page) if body["promotions"] is None else []
    return _page_of(head, found, problems)


def _read_beside(refused: RefusedError, answer: Answer, page: int) -> PromotionsPage:
    """The page, with its error as a loss; raises the error where no promotion stands beside it."""
    body = decoded_object(answer)
    if body.get("promotions") in (None, []):
        raise refused
    read = _read_loosely(body, answer.status, page)
    lost = Problem(f"page {page}", f"The vendor answered for a part of the orgs only. {refused}")
    return msgspec.structs.replace(read, problems=(*read.problems, lost))


def _place(number: int, page: int) -> str:
    return f"promotion {number} of page {page}"


def _page_of(head: AnswerHead, found: Sequence[Read], problems: Sequence[Problem]) -> PromotionsPage:
    readable = [promotion for promotion, _ in found if promotion is not None]
    in_records = [problem for _, problems_here in found for problem in problems_here]
    return _page(head, readable, arrived=len(found), problems=[*problems, *in_records])


def _page(head: AnswerHead, promotions: list[Promotion], *, arrived: int, problems: list[Problem]) -> PromotionsPage:
    """An org at the top, as the table of 003 has it, serves the rows that have none."""
    details = head.page_details or _NO_DETAILS
    return PromotionsPage(
        head.customer_id,
        _with_org(promotions, head.org_id),
        arrived,
        whole_number(details.total_entries),
        tuple(problems),
        page_size=whole_number(details.page_size),
        page_count=whole_number(details.page_count),
    )


def _with_org(promotions: list[Promotion], top: int | None) -> tuple[Promotion, ...]:
    """The promotions, those without an org under ``top``."""
    if top is None:
        return tuple(promotions)
    return tuple(p if p.org_id is not None else msgspec.structs.replace(p, org_id_sampled=top) for p in promotions)
