from datetime import UTC, datetime, timedelta

import pytest

from promo_data.actions.figures import CLOCKS_APART, Figures, read_back
from promo_data.vocabulary import Action, Outcome

SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
READ = SENT + timedelta(seconds=5)
LONG_AGO = SENT - timedelta(days=3)
BEFORE = Figures(enrolled=1, issued=0, enrolments={"a": LONG_AGO}, issues={})


def outcome(after: Figures, before: Figures = BEFORE, effect: Action = Action.ENROL) -> Outcome:
    return read_back(effect, before, after, sent_at=SENT, read_at=READ)


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


@pytest.mark.parametrize("effect", [Action.ISSUE, Action.OPT_IN])
def test_issuing_and_opting_in_move_the_issues(effect: Action) -> None:
    assert outcome(after(issued=1), effect=effect) is Outcome.CONFIRMED
    assert outcome(after(issues={"i": SENT}), effect=effect) is Outcome.CONFIRMED
    assert outcome(after(enrolled=2), effect=effect) is Outcome.UNKNOWN


def test_without_figures_nothing_is_known() -> None:
    assert outcome(Figures(), before=Figures()) is Outcome.UNKNOWN
