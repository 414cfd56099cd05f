from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from promo_data.actions.undoable import Undoable, undoable
from promo_data.actions.wish import Undoing
from promo_data.vocabulary import Action, Verdict
from tests.unit.actions.vendor import START

LATER, EARLIER = START + timedelta(days=30), START - timedelta(days=1)
UNENROL = Undoing(uuid4(), Action.REVOKE_ENROL, "5", of_enrolment=True)
UNISSUE = Undoing(uuid4(), Action.REVOKE_ISSUE, "7", of_enrolment=False)
DIRECT_BY_V3 = Undoing(uuid4(), Action.REVOKE_ISSUE, "5", of_enrolment=True)


def issue(identity: str = "7", expires_at: datetime | None = LATER, redeemed: int | None = 0) -> dict[str, Any]:
    return {"issue_id": identity, "issued_at": START, "expires_at": expires_at, "redeemed": redeemed}


def enrolment(
    *issues: dict[str, Any], identity: str | None = "5", expires_at: datetime | None = LATER
) -> dict[str, Any]:
    return {"enrolment_id": identity, "enrolled_at": START, "expires_at": expires_at, "issues": list(issues)}


def judged(undo: Undoing, *timeline: dict[str, Any], names_it: bool = True, is_direct: bool = False) -> Undoable:
    return undoable(timeline, undo, at=START, names_it=names_it, is_direct=is_direct)


def test_a_running_enrolment_can_be_taken_back() -> None:
    assert judged(UNENROL, enrolment()) == Undoable(Verdict.ALLOWED, (), ("enrolment 5",))


def test_an_issue_can_be_taken_back_and_leaves_its_enrolment() -> None:
    found = judged(UNISSUE, enrolment(issue(), issue("8")))
    assert found == Undoable(Verdict.ALLOWED, (), ("issue 7",))


def test_the_enrolment_of_a_direct_issue_may_leave_with_it() -> None:
    assert judged(UNISSUE, enrolment(issue()), is_direct=True).to_go == ("issue 7", "enrolment 5")


def test_a_direct_issue_that_v3_names_by_its_enrolment_takes_the_issue_along() -> None:
    found = judged(DIRECT_BY_V3, enrolment(issue()))
    assert found == Undoable(Verdict.ALLOWED, (), ("enrolment 5", "issue 7"))


@pytest.mark.parametrize(
    ("undo", "timeline", "reason"),
    [
        (UNENROL, [], "no longer shows"),
        (UNENROL, [enrolment(identity="6")], "no longer shows"),
        (UNENROL, [enrolment(issue("5"), identity="6")], "no longer shows"),
        (UNISSUE, [enrolment(issue("8"), identity="7")], "no longer shows"),
        (UNENROL, [enrolment(expires_at=EARLIER)], "ended by itself"),
        (UNENROL, [enrolment(expires_at=START)], "ended by itself"),
        (UNENROL, [enrolment(issue())], "taken back first"),
        (UNENROL, [enrolment(issue(expires_at=None))], "taken back first"),
    ],
)
def test_what_is_gone_over_or_still_built_on_is_refused(
    undo: Undoing, timeline: list[dict[str, Any]], reason: str
) -> None:
    found = judged(undo, *timeline)
    assert found.verdict is Verdict.REFUSED
    assert reason in found.reasons[0]


def test_an_issue_that_lapsed_does_not_hold_its_enrolment() -> None:
    assert judged(UNENROL, enrolment(issue(expires_at=EARLIER))).verdict is Verdict.ALLOWED


def test_a_request_without_the_id_needs_the_enrolment_to_be_the_only_one() -> None:
    two = (enrolment(), enrolment(identity="6"))
    assert judged(UNENROL, *two).verdict is Verdict.ALLOWED
    assert judged(UNENROL, *two, names_it=False).verdict is Verdict.REFUSED
    ended = enrolment(identity="6", expires_at=EARLIER)
    assert judged(UNENROL, enrolment(), ended, names_it=False).verdict is Verdict.ALLOWED


@pytest.mark.parametrize("redeemed", [1, 3])
def test_what_taking_back_a_used_benefit_does_cannot_be_told(redeemed: int) -> None:
    found = judged(UNISSUE, enrolment(issue(redeemed=redeemed)))
    assert (found.verdict, found.to_go[0]) == (Verdict.UNKNOWN, "issue 7")


def test_without_a_timeline_or_its_time_nothing_can_be_told() -> None:
    for timeline, at in ((None, START), ([enrolment()], None)):
        assert undoable(timeline, UNENROL, at=at, names_it=True, is_direct=False).verdict is Verdict.UNKNOWN
