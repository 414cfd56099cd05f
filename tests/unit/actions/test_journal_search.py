"""What the Activity page asks of the journal: pages, counts, and what was taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from promo_data.actions import Intent, State
from promo_data.actions.search import Search
from promo_data.errors import StoreError
from promo_data.store import writing
from promo_data.store.tables import INTENTS
from promo_data.vocabulary import Action, Outcome
from tests.unit.actions.journals import WISH, Desk, standing
from tests.unit.actions.vendor import START


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.journal.close()


def many(desk: Desk, count: int) -> list[UUID]:
    """Ended ones, a minute apart, oldest first."""
    made = []
    for customer in range(count):
        made.append(desk.ended(Outcome.CONFIRMED, standing(customer)).id)
        desk.clock.move(minutes=1)
    return made


def found(desk: Desk, search: Search) -> list[UUID]:
    return [intent.id for intent in desk.journal.page(search).intents]


def test_the_newest_come_first(desk: Desk) -> None:
    made = many(desk, 3)
    assert found(desk, Search()) == made[::-1]


def test_pages_follow_each_other_without_gap_or_repeat(desk: Desk) -> None:
    made = many(desk, 5)
    first = desk.journal.page(Search(), limit=2)
    second = desk.journal.page(Search(), limit=2, before=first.next_before)
    third = desk.journal.page(Search(), limit=2, before=second.next_before)
    assert [intent.id for page in (first, second, third) for intent in page.intents] == made[::-1]
    assert third.next_before is None


def test_a_page_that_is_just_full_is_the_last(desk: Desk) -> None:
    many(desk, 2)
    assert desk.journal.page(Search(), limit=2).next_before is None


def test_what_comes_while_pages_are_turned_moves_none_of_them(desk: Desk) -> None:
    made = many(desk, 4)
    first = desk.journal.page(Search(), limit=2)
    many(desk, 1)
    assert [i.id for i in desk.journal.page(Search(), before=first.next_before).intents] == made[1::-1]


def test_those_of_one_moment_are_all_shown_once(desk: Desk) -> None:
    made = {desk.ended(Outcome.CONFIRMED, standing(customer)).id for customer in range(5)}
    seen: list[UUID] = []
    before = None
    for _ in range(5):
        page = desk.journal.page(Search(), limit=1, before=before)
        seen += [intent.id for intent in page.intents]
        before = page.next_before
    assert (set(seen), len(seen), before) == (made, 5, None)


def test_a_page_after_what_is_not_on_record_is_refused(desk: Desk) -> None:
    with pytest.raises(StoreError, match="no such action"):
        desk.journal.page(Search(), before=uuid4())


@pytest.fixture
def odd(desk: Desk) -> Intent:
    """One intent that differs from two others in everything that can be searched for."""
    many(desk, 2)
    wish = replace(WISH, promotion_id=1)
    odd = Desk.ended(desk, Outcome.UNKNOWN, standing(99, 50405, Action.OPT_IN), wish)
    with writing(desk.engine) as connection:
        connection.execute(update(INTENTS).where(INTENTS.c.id == odd.id).values(person="another"))
    return odd


@pytest.mark.parametrize(
    "search",
    [
        Search(states=[State.UNKNOWN]),
        Search(states=[State.UNKNOWN, State.CONFLICT]),
        Search(person="another"),
        Search(org_id=50405),
        Search(promotion_id=1),
        Search(customer_id=99),
        Search(action=Action.OPT_IN),
        Search(since=START + timedelta(minutes=2)),
        Search(states=[State.UNKNOWN], person="another", until=START + timedelta(minutes=3)),
    ],
)
def test_a_search_finds_what_is_like_it(desk: Desk, odd: Intent, search: Search) -> None:
    assert found(desk, search) == [odd.id]


def test_all_that_a_search_gives_must_hold(desk: Desk, odd: Intent) -> None:
    assert odd.id not in found(desk, Search(org_id=50405, person="agent"))


def test_the_end_of_a_range_is_not_in_it(desk: Desk, odd: Intent) -> None:
    assert odd.id not in found(desk, Search(until=odd.prepared_at))


def test_another_backend_is_not_searched(desk: Desk) -> None:
    many(desk, 1)
    elsewhere = desk.journal_of("agent", backend="elsewhere")
    assert elsewhere.page(Search()).intents == ()
    assert set(elsewhere.counts(Search()).values()) == {0}


def test_states_are_counted_whatever_states_are_searched_for(desk: Desk, odd: Intent) -> None:
    counts = desk.journal.counts(Search(states=[State.CONFIRMED]))
    assert {state: count for state, count in counts.items() if count} == {State.CONFIRMED: 2, odd.state: 1}
    assert set(counts) == set(State)


def test_only_what_is_searched_for_is_counted(desk: Desk, odd: Intent) -> None:
    assert desk.journal.counts(Search(org_id=odd.org_id))[State.CONFIRMED] == 0


def undo(desk: Desk, undone: Intent, outcome: Outcome) -> Intent:
    """An intent that takes ``undone`` back; which wish it came from does not matter here."""
    intent = desk.ended(outcome, standing(effect=Action.REVOKE_ENROL))
    with writing(desk.engine) as connection:
        connection.execute(update(INTENTS).where(INTENTS.c.id == intent.id).values(undoes=undone.id))
    return intent


@pytest.mark.parametrize("outcome", [Outcome.CONFIRMED, Outcome.PARTIAL, Outcome.UNKNOWN, Outcome.CONFLICT])
def test_what_took_an_intent_back_or_may_have_is_found(desk: Desk, outcome: Outcome) -> None:
    first = desk.ended(Outcome.CONFIRMED)
    undoing = undo(desk, first, outcome)
    undone = desk.journal.undone_by(first.id)
    assert undone is not None
    assert (undone.id, undone.undoes) == (undoing.id, first.id)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NOT_SENT, Outcome.NOT_APPLIED])
def test_what_failed_to_take_an_intent_back_does_not_count(desk: Desk, outcome: Outcome) -> None:
    first = desk.ended(Outcome.CONFIRMED)
    undo(desk, first, outcome)
    assert desk.journal.undone_by(first.id) is None
