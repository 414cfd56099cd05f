"""As many customers as one request takes: told by their place, or read where the answer is lost, and never one more."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import anyio
import pytest

from promo_data.actions import Intent, Journal, Means, Route, Search, State, Wish, perform_batch, undo_wish
from promo_data.actions.requests import BULK
from promo_data.cache import AnswerCache
from promo_data.errors import InputError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.sandbox.clock import SettableClock
from tests.faults.scene import NOON
from tests.property.acting_program import Records
from tests.property.acting_vendor import Vendor
from tests.unit.actions.vendor import carried_out_but_lost, left

CUSTOMERS = 500
ENROL, EARN, DIRECT = Route.V2_BULK_ENROL, Route.V2_BULK_EARN, Route.V2_DIRECT_EARN
UNDOES = {Route.V2_REVOKE_EARN: EARN, Route.V2_REVOKE_ENROL: ENROL, Route.V2_REVOKE_DIRECT_EARN: DIRECT}
ANSWERED, LOST = False, True
COURSES: Mapping[str, Mapping[Route, bool]] = {
    "enrol and earn": {ENROL: ANSWERED, EARN: LOST, Route.V2_REVOKE_EARN: ANSWERED, Route.V2_REVOKE_ENROL: LOST},
    "direct earn": {DIRECT: ANSWERED, Route.V2_REVOKE_DIRECT_EARN: ANSWERED},
    "direct earn, answers lost": {DIRECT: LOST, Route.V2_REVOKE_DIRECT_EARN: LOST},
}
"""What is done for the same customers, one request after the other, and whether its answer is lost."""


@pytest.fixture
def vendor(tmp_path: Path) -> Vendor:
    return Vendor(AnswerCache(tmp_path / "cache", 0), SettableClock(NOON), customers=CUSTOMERS)


@pytest.fixture
def journal(tmp_path: Path, vendor: Vendor) -> Iterator[Journal]:
    """Not as durable as it should be: hundreds of rows are written, and no power is lost."""
    records = Records(tmp_path)
    audit = records.audit(vendor.clock)
    yield Journal(records.engine, audit, backend="sandbox", person="agent", clock=vendor.clock)
    records.close()


def people_for(vendor: Vendor, route: Route, rows: int) -> list[int]:
    """The numbers of so many customers who have the promotion of that route, and used nothing of it so far."""
    org_id = vendor.own.id or 0
    found: list[int] = []
    for number in range(1, CUSTOMERS + 1):
        wish, world = vendor.wish(number, route), vendor.world
        customer = world.find("id", wish.identifier.value, wish.identifier.source, [org_id])
        known = world.truth(customer.id, org_id) if customer and customer.merged_into is None else []
        found += [number for it in known if it.promotion_id == wish.promotion_id and not (it.enrolled or it.issued)]
    return found[:rows]


class Batches:
    """One batch after the other; ``posts`` counts what was sent."""

    def __init__(self, vendor: Vendor, journal: Journal) -> None:
        self.vendor, self.journal = vendor, journal
        self.posts = 0

    def wishes(self, numbers: Sequence[int], route: Route) -> list[Wish]:
        return [self.vendor.wish(number, route) for number in numbers]

    async def sent(self, wishes: Sequence[Wish], *, is_lost: bool = False) -> tuple[Intent, ...]:
        """All in one request, insisted on because what was only found by reading may be another's; a second passes."""
        ended = await perform_batch(wishes, self._means(is_lost=is_lost), insist=True)
        self.vendor.clock.advance(seconds=1)
        return ended

    async def _arrives(self, call: Call) -> Answer:
        call = await left(call)
        self.posts += 1
        return await self.vendor.send(call)

    def _means(self, *, is_lost: bool) -> Means:
        async def read(identifier: CustomerIdentifier, _org_id: int | None) -> CustomerView:
            return await self.vendor.read(identifier, self.vendor.clock)

        async def no_hex(_programme: int, _promotion: int, _name: str) -> str | None:
            raise AssertionError("no bulk request needs one")

        return Means(
            read,
            carried_out_but_lost(self._arrives) if is_lost else self._arrives,
            own_credentials=True,
            forget=lambda _: None,
            journal=self.journal,
            find_hex=no_hex,
            vendor_time=self.vendor.clock,
        )


@pytest.fixture
def batches(vendor: Vendor, journal: Journal) -> Batches:
    return Batches(vendor, journal)


@pytest.mark.parametrize("name", COURSES)
def test_as_many_rows_as_one_request_takes_are_done_and_taken_back_once_each(batches: Batches, name: str) -> None:
    course = COURSES[name]
    rows = BULK[next(iter(course))].largest_batch
    people = people_for(batches.vendor, next(iter(course)), rows)

    async def act() -> dict[Route, tuple[Intent, ...]]:
        done: dict[Route, tuple[Intent, ...]] = {}
        for route, is_lost in course.items():
            undone = done[UNDOES[route]] if route in UNDOES else ()
            wishes = [undo_wish(one) for one in undone] or batches.wishes(people, route)
            done[route] = await batches.sent(wishes, is_lost=is_lost)
        return done

    for route, ended in anyio.run(act).items():
        assert {one.state for one in ended} == {State.CONFIRMED}
        assert len({one.customer_id for one in ended}) == BULK[route].largest_batch == rows
        assert all(bool(one.ids) is not course[route] for one in ended)
    assert (batches.posts, len(batches.vendor.world.ledger.effects)) == (len(course), rows * len(course))


@pytest.mark.parametrize("route", [ENROL, EARN, DIRECT])
def test_one_row_more_is_refused_before_anything_is_recorded_or_sent(batches: Batches, route: Route) -> None:
    most = BULK[route].largest_batch
    with pytest.raises(InputError, match=f"takes 1 to {most} customers"):
        anyio.run(batches.sent, batches.wishes(range(1, most + 2), route))
    assert (batches.posts, batches.journal.page(Search()).intents) == (0, ())


def test_at_the_limit_rows_are_told_by_their_place_whatever_became_of_each(batches: Batches) -> None:
    """Every third customer is not enrolled, so that the vendor refuses the issue; every tenth row names one again."""
    people = people_for(batches.vendor, EARN, BULK[EARN].largest_batch)
    enrolled = [number for place, number in enumerate(people) if place % 3]
    listed = [people[place - 5] if place % 10 == 9 else number for place, number in enumerate(people)]

    async def act() -> tuple[Intent, ...]:
        await batches.sent(batches.wishes(enrolled, ENROL))
        return await batches.sent(batches.wishes(listed, EARN))

    ended = anyio.run(act)
    once = [State.CONFIRMED if number in enrolled else State.REFUSED for number in listed]
    expected = [State.NOT_SENT if place % 10 == 9 else state for place, state in enumerate(once)]
    assert [one.state for one in ended] == expected
    assert {state: expected.count(state) for state in (State.CONFIRMED, State.REFUSED, State.NOT_SENT)} == {
        State.CONFIRMED: 60,
        State.REFUSED: 30,
        State.NOT_SENT: 10,
    }
    numbers = [batches.vendor.world.customer(number).id for number in listed]
    issued = [effect.customer_id for effect in batches.vendor.world.ledger.effects if effect.kind == "issued"]
    assert [one.customer_id for one in ended if one.state is not State.NOT_SENT] == [
        number for number, state in zip(numbers, expected, strict=True) if state is not State.NOT_SENT
    ]
    assert issued == [one.customer_id for one in ended if one.state is State.CONFIRMED]
    assert batches.posts == 2
