from datetime import UTC, datetime, timedelta

import pytest

from promo_data.actions.figures import CLOCKS_APART, Figures, Span, absence_proves, moved_beyond, read_back
from promo_data.vocabulary import Action, Outcome

SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
READ = SENT + timedelta(seconds=5)
LONG_AGO = SENT - timedelta(days=3)
BEFORE = Figures(enrolled=1, issued=0, enrolments={"a": LONG_AGO}, issues={})


WINDOW = timedelta(seconds=300)
MEANWHILE = Span(SENT, READ, WINDOW)
HOURS_LATER = Span(SENT, SENT + timedelta(hours=3), WINDOW)


def outcome(after: Figures, before: Figures = BEFORE, effect: Action = Action.ENROL, span: Span = MEANWHILE) -> Outcome:
    return read_back(effect, before, after, span)


def after(**changed: object) -> Figures:
    return Figures.model_validate(BEFORE.model_dump() | changed)


@pytest.mark.parametrize(
    "figures",
    [
        after(enrolled=2, enrolments={"a": LONG_AGO, "b": SENT}),
        after(enrolled=2),
        after(enrolled=2, enrolments=None),
        after(enrolled=1, enrolments={"b": READ}),
        after(enrolled=None, enrolments={"a": LONG_AGO, "b": SENT}),
        after(enrolled=2, enrolments={"a": LONG_AGO, "b": SENT - CLOCKS_APART}),
    ],
)
def test_one_more_enrolment_made_meanwhile_is_confirmed(figures: Figures) -> None:
    assert outcome(figures) is Outcome.CONFIRMED


@pytest.mark.parametrize(
    "figures",
    [
        BEFORE,
        after(enrolled=None, enrolments=None),
        after(enrolments={}),
        after(issued=1, issues={"i": SENT}),
    ],
)
def test_no_movement_of_this_effects_figure_stays_unknown(figures: Figures) -> None:
    assert outcome(figures) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "figures",
    [
        after(enrolled=3),
        after(enrolled=0),
        after(enrolled=2, enrolments={"a": LONG_AGO, "b": SENT, "c": SENT}),
        after(enrolled=2, enrolments={"a": LONG_AGO, "b": LONG_AGO}),
        after(enrolled=2, enrolments={"a": LONG_AGO, "b": READ + CLOCKS_APART + timedelta(seconds=1)}),
        after(enrolled=2, enrolments={"a": LONG_AGO, "b": None}),
    ],
)
def test_any_other_movement_is_a_conflict(figures: Figures) -> None:
    assert outcome(figures) is Outcome.CONFLICT


def test_an_entry_of_ours_is_confirmed_however_late_it_is_read() -> None:
    ours = after(enrolled=2, enrolments={"a": LONG_AGO, "b": SENT + WINDOW})
    assert outcome(ours, span=HOURS_LATER) is Outcome.CONFIRMED


def test_an_entry_made_after_the_window_is_another_channels() -> None:
    later = SENT + WINDOW + CLOCKS_APART + timedelta(seconds=1)
    theirs = after(enrolled=2, enrolments={"a": LONG_AGO, "b": later})
    assert outcome(theirs, span=HOURS_LATER) is Outcome.CONFLICT


@pytest.mark.parametrize("enrolments", [None, {"a": LONG_AGO}])
def test_a_bare_figure_that_moved_and_was_read_late_is_a_conflict(enrolments: object) -> None:
    assert outcome(after(enrolled=2, enrolments=enrolments), span=HOURS_LATER) is Outcome.CONFLICT


def test_without_a_timeline_one_less_that_was_read_late_is_a_conflict() -> None:
    before, after = Figures(enrolled=2, issued=1), Figures(enrolled=2, issued=0)
    assert outcome(after, before, Action.REVOKE_ISSUE, HOURS_LATER) is Outcome.CONFLICT


def test_milestones_leave_no_trace_whatever_moved() -> None:
    for figures in (BEFORE, after(enrolled=2), after(enrolled=5), after(issued=1)):
        assert outcome(figures, effect=Action.ENROL_MILESTONES) is Outcome.UNKNOWN


@pytest.mark.parametrize("effect", [Action.ISSUE, Action.OPT_IN])
def test_issuing_and_opting_in_move_the_issues(effect: Action) -> None:
    assert outcome(after(issued=1), effect=effect) is Outcome.CONFIRMED
    assert outcome(after(issues={"i": SENT}), effect=effect) is Outcome.CONFIRMED
    assert outcome(after(enrolled=2), effect=effect) is Outcome.UNKNOWN


def test_without_figures_nothing_is_known() -> None:
    assert outcome(Figures(), before=Figures()) is Outcome.UNKNOWN


HELD = Figures(
    enrolled=2, issued=1, enrolments={"a": LONG_AGO, "b": LONG_AGO}, issues={"b": LONG_AGO}, to_go=("enrolment b",)
)


def left(**changed: object) -> Figures:
    return Figures.model_validate(HELD.model_dump(exclude={"to_go"}) | changed)


def undone(after: Figures, before: Figures = HELD, effect: Action = Action.REVOKE_ENROL) -> Outcome:
    return outcome(after, before, effect)


@pytest.mark.parametrize(
    "figures",
    [
        left(enrolled=1, enrolments={"a": LONG_AGO}),
        left(enrolments={"a": LONG_AGO}),
        left(enrolled=None, enrolments={"a": LONG_AGO}),
        left(enrolled=1, enrolments=None, issues=None),
    ],
)
def test_an_entry_that_left_the_timeline_was_taken_back(figures: Figures) -> None:
    assert undone(figures) is Outcome.CONFIRMED


@pytest.mark.parametrize("figures", [left(), left(enrolled=None), left(enrolments=None, issues=None), left(issued=0)])
def test_an_entry_that_is_still_there_was_not_taken_back_so_far(figures: Figures) -> None:
    assert undone(figures) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "figures",
    [
        left(enrolled=1),
        left(enrolled=3),
        left(enrolled=0, enrolments={"a": LONG_AGO}),
        left(enrolled=1, enrolments={"b": LONG_AGO}),
        left(enrolled=0, enrolments={}),
        left(enrolments={"a": LONG_AGO}, issues={}),
        left(enrolments={"a": LONG_AGO, "c": SENT}),
        left(enrolled=3, enrolments=None),
    ],
)
def test_any_other_change_beside_a_taking_back_is_a_conflict(figures: Figures) -> None:
    assert undone(figures) is Outcome.CONFLICT


def test_what_belongs_to_it_may_leave_with_it() -> None:
    before = HELD.model_copy(update={"to_go": ("issue b", "enrolment b")})
    for after in (left(issues={}), left(issued=0, issues={}, enrolments={"a": LONG_AGO})):
        assert undone(after, before, Action.REVOKE_ISSUE) is Outcome.CONFIRMED
    assert undone(left(enrolments={"a": LONG_AGO}), before, Action.REVOKE_ISSUE) is Outcome.CONFLICT


def test_an_enrolment_and_an_issue_of_one_number_are_two() -> None:
    assert undone(left(issues={}, issued=0)) is Outcome.CONFLICT


@pytest.mark.parametrize("effect", [Action.REVOKE_ISSUE, Action.REVOKE_OPT_IN])
def test_without_a_timeline_one_less_was_taken_back(effect: Action) -> None:
    before, after = Figures(enrolled=2, issued=1), Figures(enrolled=2, issued=0)
    assert undone(after, before, effect) is Outcome.CONFIRMED
    assert undone(before, before, effect) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("effect", "before", "after", "proves"),
    [
        (Action.ENROL, BEFORE, BEFORE, True),
        (Action.ENROL, Figures(enrolled=1), Figures(enrolled=1), True),
        (Action.ENROL, Figures(issued=1), Figures(issued=1), False),
        (Action.ENROL, Figures(), BEFORE, False),
        (Action.ISSUE, Figures(issued=1), Figures(issued=1), True),
        (Action.REVOKE_ISSUE, Figures(issued=1), Figures(issued=1), False),
        (Action.REVOKE_ISSUE, HELD, HELD, True),
        (Action.ENROL_MILESTONES, HELD, HELD, False),
    ],
)
def test_figures_that_were_not_read_prove_no_absence(
    effect: Action, before: Figures, after: Figures, *, proves: bool
) -> None:
    assert absence_proves(effect, before, after) is proves


@pytest.mark.parametrize(
    ("effect", "figures", "expected"),
    [
        (Action.ENROL, after(enrolled=2, enrolments={"a": LONG_AGO, "b": SENT}), False),
        (Action.ENROL, BEFORE, False),
        (Action.ENROL, after(enrolled=None, enrolments=None), False),
        (Action.ENROL, after(enrolled=2, issued=5), False),
        (Action.ENROL, after(enrolled=3), True),
        (Action.ENROL, after(enrolled=2, enrolments={"a": LONG_AGO, "b": SENT, "c": SENT}), True),
        (Action.ISSUE, after(issued=2), True),
        (Action.REVOKE_ENROL, after(enrolled=0, enrolments={}), False),
        (Action.REVOKE_ENROL, after(enrolled=-1, enrolments={}), True),
        (Action.ENROL_MILESTONES, after(enrolled=3), False),
    ],
)
def test_what_moved_further_than_one_action_takes_it_was_moved_by_another_too(
    effect: Action, figures: Figures, *, expected: bool
) -> None:
    assert moved_beyond(effect, BEFORE, figures) is expected
