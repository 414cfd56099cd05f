"""Whether what was done can still be taken back, as the customer's timeline tells; no document says when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from promo_data.actions.wish import Undoing
from promo_data.vocabulary import Action, Verdict

Enrolments = Sequence[dict[str, Any]]

_NO_TIMELINE = "The vendor's answer has no history of this customer, so what is to be taken back cannot be looked at."
_GONE = "The customer's history no longer shows what is to be taken back: it may have been taken back already."
_LAPSED = "This enrolment has ended by itself, so there is nothing left to take back."
_ISSUES_FIRST = "Something was issued on this enrolment: that has to be taken back first."
_ANOTHER_RUNS = "Another enrolment of this customer runs, and the request cannot say which of the two is meant."
_REDEEMED = "The benefit was used already; the vendor does not say what taking back does then."


@dataclass(frozen=True, slots=True)
class Undoable:
    """The verdict with its reasons; ``to_go`` are the entries that may leave the timeline, that one must first."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    to_go: tuple[str, ...] = ()


def enrolment_entry(enrolment_id: str | None) -> str:
    """How an enrolment of the timeline is named among its entries."""
    return f"enrolment {enrolment_id}"


def issue_entry(issue_id: str) -> str:
    """How an issue of the timeline is named among its entries; the vendor may number both alike."""
    return f"issue {issue_id}"


def undoable(
    timeline: Enrolments | None, undo: Undoing, *, at: datetime | None, names_it: bool, is_direct: bool
) -> Undoable:
    """Whether ``undo`` can be done at ``at``.

    ``names_it`` says whether the request names what is meant by its id, ``is_direct`` that the promotion is issued
    directly: the enrolment around such an issue is the vendor's own and may leave with it (api-facts §4.2, ENRB).
    """
    if timeline is None or at is None:
        return Undoable(Verdict.UNKNOWN, (_NO_TIMELINE,))
    if undo.of_enrolment:
        return _of_enrolment(timeline, undo, at, names_it=names_it)
    return _of_issue(timeline, undo, is_direct=is_direct)


def _of_enrolment(timeline: Enrolments, undo: Undoing, at: datetime, *, names_it: bool) -> Undoable:
    """Something issued has to be taken back before its enrolment (api-facts §4.2, revoke)."""
    own = next((entry for entry in timeline if entry["enrolment_id"] == undo.vendor_id), None)
    if own is None:
        return Undoable(Verdict.REFUSED, (_GONE,))
    if not _may_run(own, at):
        return Undoable(Verdict.REFUSED, (_LAPSED,))
    if not names_it and any(_may_run(entry, at) for entry in timeline if entry is not own):
        return Undoable(Verdict.REFUSED, (_ANOTHER_RUNS,))
    if undo.effect is Action.REVOKE_ENROL and any(_may_run(issue, at) for issue in own["issues"]):
        return Undoable(Verdict.REFUSED, (_ISSUES_FIRST,))
    return _judged(own["issues"], (enrolment_entry(undo.vendor_id), *_issue_entries(own["issues"])))


def _of_issue(timeline: Enrolments, undo: Undoing, *, is_direct: bool) -> Undoable:
    for enrolment in timeline:
        for issue in enrolment["issues"]:
            if issue["issue_id"] == undo.vendor_id:
                around = (enrolment_entry(enrolment["enrolment_id"]),) if is_direct else ()
                return _judged([issue], (issue_entry(undo.vendor_id), *around))
    return Undoable(Verdict.REFUSED, (_GONE,))


def _judged(issues: Iterable[dict[str, Any]], to_go: tuple[str, ...]) -> Undoable:
    if any(issue["redeemed"] for issue in issues):
        return Undoable(Verdict.UNKNOWN, (_REDEEMED,), to_go)
    return Undoable(Verdict.ALLOWED, (), to_go)


def _issue_entries(issues: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(issue_entry(issue["issue_id"]) for issue in issues if issue["issue_id"] is not None)


def _may_run(entry: dict[str, Any], at: datetime) -> bool:
    return entry["expires_at"] is None or entry["expires_at"] > at
