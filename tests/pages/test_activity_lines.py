"""What the activity page says of one action: in the list, in the drawer and in the export."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from pages.components.activity_facts import figures_table, history_lines, steps_of
from pages.components.activity_lines import Names, activity_frame, activity_lines, promotion_words, vendor_words
from pages.components.desk import PromotionKey
from pages.components.wording.activity import (
    ACTIONS,
    ENDINGS,
    Ending,
    action_words,
    looked_again_words,
    taken_back_words,
    title_words,
)
from promo_data.actions import Intent, Route, Undoing
from promo_data.actions.figures import Figures
from promo_data.actions.outcomes import ANOTHER_TOO, Told
from promo_data.frames.export import csv_bytes
from promo_data.frames.records import records
from promo_data.vocabulary import Action, Outcome
from tests.pages.activity_record import AFTER, BEFORE, MOBILE, OWN_ORG, PROGRAMME, PROMOTION, Record, record_at

NAMES = Names({OWN_ORG: "Merrowfield Group"}, {PromotionKey(OWN_ORG, PROGRAMME, PROMOTION): "Travel miles"})
NOBODY = Names({}, {})
UTC_ZONE = ZoneInfo("UTC")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with record_at(tmp_path, "http://backend") as record:
        yield record


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_mark_and_words(record: Record, outcome: Outcome) -> None:
    (line,) = activity_lines([record.ended(outcome, 7)], NAMES)
    mark, short, *_ = ENDINGS[Ending(outcome.value)]
    assert line.outcome == f"{mark} {short}"
    assert mark
    assert short


def test_no_two_endings_share_their_words() -> None:
    assert len({words.short for words in ENDINGS.values()}) == len(list(Ending))


def test_a_line_says_who_where_what_and_for_whom(record: Record) -> None:
    (line,) = activity_lines([record.ended(Outcome.CONFIRMED, 347297848, person="meera")], NAMES)
    assert (line.who, line.org, line.action) == ("meera", "Merrowfield Group", "Enrol")
    assert (line.promotion, line.customer) == ("Travel miles (65777)", "347297848 (1876•••754)")
    assert line.request == "5f3c-2201"


def test_a_promotion_has_the_name_it_had_when_it_was_asked_for(record: Record) -> None:
    intent = replace(record.ended(Outcome.CONFIRMED, 7), promotion_name="Miles")
    assert promotion_words(intent, NOBODY) == "Miles (65777)"
    assert promotion_words(intent, NAMES) == "Travel miles (65777)"


def test_what_nobody_named_has_its_number(record: Record) -> None:
    (line,) = activity_lines([record.ended(Outcome.CONFIRMED, 7)], NOBODY)
    assert (line.promotion, line.org) == ("Promotion 65777", "Org 50404")


def test_the_vendors_code_and_words_stand_together(record: Record) -> None:
    (line,) = activity_lines([record.ended(Outcome.REFUSED, 7)], NAMES)
    assert line.vendor == "8890: Promotion not issued"


def test_our_words_and_the_vendors_do_not_mix(record: Record) -> None:
    refused, not_sent = activity_lines([record.ended(Outcome.REFUSED, 7), record.ended(Outcome.NOT_SENT, 8)], NAMES)
    assert (refused.said, not_sent.said) == (
        "The promotion was not issued.",
        "The customer has used all 3 enrolments.",
    )
    assert not_sent.vendor == ""


def test_a_code_without_words_stands_alone(record: Record) -> None:
    intent = record.journal().conclude(record.sent(7).id, Told(Outcome.NOT_APPLIED, "The vendor was busy.", "", 521))
    assert vendor_words(intent) == "521"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.UNKNOWN, "Look again…"),
        (Outcome.CONFLICT, "Decide…"),
        (Outcome.PARTIAL, "See what is missing…"),
        (Outcome.REFUSED, "Details"),
    ],
)
def test_the_next_step_follows_the_outcome(record: Record, outcome: Outcome, words: str) -> None:
    (line,) = activity_lines([record.ended(outcome, 7)], NAMES)
    assert line.next == words


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_has_a_headline(ending: Ending) -> None:
    assert title_words(ending)


def test_what_is_still_unknown_after_a_reading_says_so_and_what_comes_next(record: Record) -> None:
    unread = record.ended(Outcome.UNKNOWN, 7)
    seen = replace(unread, after=BEFORE)
    assert unread.next_read_at is not None
    assert looked_again_words(unread) == (
        "The customer's figures could not be read, so nothing more is known than before. "
        "It stays open, and the customer is read again by itself later."
    )
    assert looked_again_words(seen) == (
        "When the customer was last read, there was no trace of it. "
        "It stays open, and the customer is read again by itself later."
    )
    assert looked_again_words(replace(seen, next_read_at=None)) == (
        "When the customer was last read, there was no trace of it. "
        "No further reading is planned: find out on the vendor's own screens, then decide it here."
    )


@pytest.mark.parametrize("outcome", [Outcome.CONFIRMED, Outcome.CONFLICT, Outcome.NOT_APPLIED])
def test_what_a_reading_settled_needs_no_more_words(record: Record, outcome: Outcome) -> None:
    assert looked_again_words(record.ended(outcome, 7)) == ""


@pytest.mark.parametrize(
    ("effect", "route", "words"),
    [
        (Action.REVOKE_ENROL, Route.V3_REVOKE, "enrolment 764, and nothing else"),
        (Action.REVOKE_OPT_IN, Route.V3_REVOKE, "opt-in 764, and nothing else"),
        (Action.REVOKE_ISSUE, Route.V2_REVOKE_EARN, "issue 764, and nothing else"),
        (Action.REVOKE_ISSUE, Route.V2_REVOKE_DIRECT_EARN, "issue 764, and nothing else"),
        (
            Action.REVOKE_ENROL,
            Route.V2_REVOKE_ENROL,
            "the enrolment that runs, which is 764; the request itself cannot name it",
        ),
    ],
)
def test_what_is_taken_back_is_called_what_it_is_and_no_more_is_promised(
    effect: Action, route: Route, words: str
) -> None:
    undo = Undoing(uuid4(), effect, "764", of_enrolment=effect is Action.REVOKE_ENROL)
    assert taken_back_words(undo, route) == words


def test_every_effect_has_field_words() -> None:
    assert set(ACTIONS) == set(Action)


@pytest.mark.parametrize("route", list(Route))
def test_an_action_whose_customer_was_not_read_has_words_by_its_request(route: Route) -> None:
    assert action_words(None, route)


def test_an_export_names_nobody_in_clear_and_runs_no_formula(record: Record) -> None:
    hostile = Names({}, {PromotionKey(OWN_ORG, PROGRAMME, PROMOTION): '=HYPERLINK("http://evil.example")'})
    text = csv_bytes(activity_frame([record.ended(Outcome.CONFIRMED, 7)], hostile)).decode("utf-8-sig")
    assert MOBILE not in text
    assert "'=HYPERLINK" in text


def test_an_export_keeps_absent_apart_from_zero(record: Record) -> None:
    (row,) = records(activity_frame([record.ended(Outcome.CONFIRMED, 7)], NAMES))
    assert (row["reads"], row["customer_id"], row["code"]) == (0, 7, None)


def test_an_export_without_rows_keeps_its_columns() -> None:
    assert list(activity_frame([], NAMES).columns)[:2] == ["prepared_at", "state"]


def test_figures_stand_side_by_side_and_an_absent_one_is_not_zero() -> None:
    table = figures_table(BEFORE, Figures(enrolled=0))
    assert table["Before"] == ["1", "0"]
    assert table["After"] == ["0", "not given"]


def test_figures_that_were_not_read_afterwards_say_so() -> None:
    assert figures_table(BEFORE, None)["After"] == ["not read", "not read"]


def test_new_and_gone_entries_of_the_history_are_named() -> None:
    assert history_lines(AFTER, BEFORE, UTC_ZONE)[0].startswith("No longer in the customer's history: enrolment 25301")
    assert history_lines(BEFORE, AFTER, UTC_ZONE) == [
        "New in the customer's history: enrolment 25301 of 3 Mar 2026, 09:00, enrolment 25302"
    ]


def test_a_history_that_did_not_move_says_so() -> None:
    assert history_lines(BEFORE, BEFORE, UTC_ZONE) == ["The customer's history has no entry more and none less."]


def test_a_history_that_was_not_given_says_nothing() -> None:
    assert history_lines(Figures(enrolled=1), AFTER, UTC_ZONE) == []


def test_the_steps_come_in_time(record: Record) -> None:
    steps = steps_of(record.ended(Outcome.CONFIRMED, 7, person="meera"))
    assert [name for name, _ in steps] == ["Asked for by meera", "Sent to the vendor", "Ended"]
    assert [at for _, at in steps] == sorted(at for _, at in steps)


def test_what_is_not_known_did_not_end(record: Record) -> None:
    names = [name for name, _ in steps_of(record.ended(Outcome.UNKNOWN, 7))]
    assert names == ["Asked for by agent", "Sent to the vendor", "No clear answer", "Will be read again"]


def test_a_decision_names_who_made_it(record: Record) -> None:
    intent = record.journal("priya").decide(record.ended(Outcome.CONFLICT, 7).id, carried_out=True)
    assert "Decided by priya: carried out" in [name for name, _ in steps_of(intent)]


def test_a_promotion_is_named_with_its_number(record: Record) -> None:
    intent: Intent = record.sent(7)
    assert promotion_words(intent, NAMES) == "Travel miles (65777)"


def test_what_the_figures_contradict_has_not_ended(record: Record) -> None:
    names = [name for name, _ in steps_of(record.ended(Outcome.CONFLICT, 7))]
    assert "Read again: the figures contradict it" in names
    assert "Ended" not in names


def test_a_line_of_what_was_done_says_that_somebody_else_did_it_too(record: Record) -> None:
    done = record.journal().note_after(record.ended(Outcome.CONFIRMED, 7).id, AFTER, ANOTHER_TOO)
    (line,) = activity_lines([done], NAMES)
    assert line.said == f"The customer is enrolled. {ANOTHER_TOO}"
