"""What a promotion's timeline says: how often enrolled and issued, until when, and the whole as plain records."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from promo_data.models.promotion import UNREADABLE, IssuedDetails, Metadata, Timeline


class Course(NamedTuple):
    """A customer's way through a promotion: enrolments, issues under them, and when the latest enrolment ends (UTC).

    ``redeemed`` is what each issue that may still run was redeemed at least; ``None`` where that is not known.
    """

    enrolments: int
    issues: int
    redeemed: float | None
    expires_at: datetime | None
    records: list[dict[str, Any]]


def course(timelines: Sequence[Timeline], as_of: datetime) -> Course:
    """What the timelines of one promotion say, with the records under names that tell the ids apart (fact 8)."""
    records = [_enrolment(timeline) for timeline in timelines]
    issues = sum(len(enrolment["issues"]) for enrolment in records)
    ends = (enrolment["expires_at"] for enrolment in records if enrolment["expires_at"])
    return Course(len(timelines), issues, _redeemed(records, as_of), max(ends, default=None), records)


def _redeemed(enrolments: Sequence[dict[str, Any]], as_of: datetime) -> float | None:
    """An issue without an expiry of its own is taken to end with its enrolment."""
    counts = [
        issue["redeemed"]
        for enrolment in enrolments
        for issue in enrolment["issues"]
        if not (end := issue["expires_at"] or enrolment["expires_at"]) or end > as_of
    ]
    known = [count for count in counts if count is not None and not math.isnan(count)]
    return min(known, default=None) if len(known) == len(counts) else None


def utc(moment: datetime | None) -> datetime | None:
    """``moment`` in UTC; one without offset is taken as UTC (003, samples end in ``Z``)."""
    if moment is None or moment.tzinfo is UTC:
        return moment
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # the first or last day that can be written, in another zone
        return moment.replace(tzinfo=UTC)


def _enrolment(timeline: Timeline) -> dict[str, Any]:
    return {
        "enrolment_id": _text(timeline.enrollment_id),
        "enrolled_at": utc(timeline.enrollment_date),
        "expires_at": utc(timeline.enrollment_expiry_date),
        "issues": [_issue(details) for details in timeline.issued_details or ()],
    }


def _issue(details: IssuedDetails) -> dict[str, Any]:
    redeemed = details.redeemed_count
    return {
        "issue_id": _text(details.issual_id),
        "issued_at": utc(details.issual_date),
        "expires_at": utc(details.issual_expiry_date),
        "redeemed": math.nan if redeemed == UNREADABLE else redeemed,
    }


def _text(identity: int | str | None) -> str | None:
    return None if identity is None else str(identity)


def metadata_records(metadata: Sequence[Metadata] | None) -> list[dict[str, Any]] | None:
    """The promotion's metadata as plain records; ``None`` where the answer has none."""
    if metadata is None:
        return None
    return [{"key": m.key, "value": m.value, "brand_defined": m.brand_defined} for m in metadata]
