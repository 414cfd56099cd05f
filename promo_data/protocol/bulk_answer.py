"""What an answer to a bulk request proves of each of its rows (api-facts §4.2; research: rows by position only)."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from promo_data.models.bulk import BulkAnswer, BulkEntry, BulkResult
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.vendor_ids import same_id, texts

Body = Mapping[str, object]
_NOTHING, _DOUBTFUL = Effect(Proof.NOTHING), Effect(Proof.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One row's part of the answer, which may be empty: its own errors and warnings, and what it proves."""

    body: Body
    effect: Effect


def row_answers(body: Body, asked: BulkAsk) -> tuple[RowAnswer, ...]:
    """One for each row asked for, in their order.

    A failed row names nobody, so rows are told apart by their place alone. Where the counts differ, or an entry is
    about another customer or promotion than the row in its place, no row can be believed: all are doubtful.
    """
    entries = _entries(body)
    if entries == ():
        return (RowAnswer({}, _NOTHING),) * len(asked.rows)
    answer = _read(body)
    if entries is None or answer is None or not _fits(answer, asked):
        return (RowAnswer({}, _DOUBTFUL),) * len(asked.rows)
    rows = zip(entries, answer.response, asked.rows, strict=True)
    return tuple(RowAnswer(entry, _effect(read.result, row, asked.kind)) for entry, read, row in rows)


def _entries(body: Body) -> tuple[Body, ...] | None:
    """The entries as they came; ``None`` where they are no objects."""
    given = body.get("response") or []
    listed = given if isinstance(given, list) else [given]
    entries = tuple(entry for entry in listed if isinstance(entry, Mapping))
    return entries if len(entries) == len(listed) else None


def _read(body: Body) -> BulkAnswer | None:
    try:
        return BulkAnswer.model_validate(body)
    except ValidationError:
        return None


def _fits(answer: BulkAnswer, asked: BulkAsk) -> bool:
    """Whether counts and customers agree; ``totalCount`` counts all rows, or the successful ones (conflict, §4.2)."""
    rows = len(asked.rows)
    failed = sum(entry.result is None for entry in answer.response)
    if len(answer.response) != rows or answer.failure_count not in (None, failed):
        return False
    if answer.total_count not in (None, rows, rows - failed):
        return False
    return all(_is_about(entry, row, asked) for entry, row in zip(answer.response, asked.rows, strict=True))


def _is_about(entry: BulkEntry, row: BulkRow, asked: BulkAsk) -> bool:
    result = entry.result
    if result is None:
        return True
    promotion = (result.program_id, result.promotion_id)
    return same_id(result.entity_id, row.customer_id) and promotion == (asked.program_id, asked.promotion_id)


def _effect(result: BulkResult | None, row: BulkRow, kind: BulkKind) -> Effect:
    if result is None:
        return _NOTHING
    revoked = texts(result.revoked_earn_ids)
    ids = WriteIds(issual_id=result.issual_id, earned_id=result.earned_id or next(iter(sorted(revoked)), None))
    if not ids:
        return _NOTHING
    return Effect(Proof.WHOLE if _is_done(result, revoked, row, kind) else Proof.DOUBTFUL, ids)


def _is_done(result: BulkResult, revoked: frozenset[str], row: BulkRow, kind: BulkKind) -> bool:
    """Whether the ids are those of what was asked: ENROL gives an enrolment's, EARN an issue's (api-facts §4.2)."""
    match kind:
        case BulkKind.ENROL:
            return result.issual_id is not None
        case BulkKind.EARN | BulkKind.DIRECT_EARN:
            return result.earned_id is not None
        case BulkKind.REVOKE_ENROL:
            return same_id(result.issual_id, row.revoked_id)
        case BulkKind.REVOKE_EARN | BulkKind.REVOKE_DIRECT_EARN:
            return revoked == texts((row.revoked_id,))
