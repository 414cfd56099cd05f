"""As many customers as one request of direct issues takes: told by their place, or read where the answer is lost."""

from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from promo_data.actions import Intent, Journal, Means, Route, State, Wish, perform_batch, undo_wish
from promo_data.actions.requests import BULK
from promo_data.actions.standing import Standing, standing
from promo_data.cache import AnswerCache
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.sandbox.clock import SettableClock
from tests.faults.scene import NOON
from tests.property.acting_vendor import Vendor
from tests.unit.actions.vendor import Send, carried_out_but_lost, left, open_journal

CUSTOMERS = 100


@pytest.fixture
def vendor(tmp_path: Path) -> Vendor:
    return Vendor(AnswerCache(tmp_path / "cache", 0), SettableClock(NOON), customers=CUSTOMERS)


@pytest.fixture
def journal(tmp_path: Path, vendor: Vendor) -> Iterator[Journal]:
    opened = open_journal(tmp_path / "data", vendor.clock)
    yield opened
    opened.close()


def means_for(vendor: Vendor, journal: Journal, send: Send) -> Means:
    async def read(identifier: CustomerIdentifier, _org_id: int | None) -> CustomerView:
        return await vendor.read(identifier, vendor.clock)

    async def no_hex(_programme: int, _promotion: int, _name: str) -> str | None:
        raise AssertionError("no bulk request needs one")

    return Means(
        read,
        send,
        own_credentials=True,
        forget=lambda _: None,
        journal=journal,
        find_hex=no_hex,
        vendor_time=vendor.clock,
    )


async def is_new_to_it(vendor: Vendor, wish: Wish) -> bool:
    """Whether the promotion is on the customer's list, and nothing of it was used so far."""
    now = standing(await vendor.read(wish.identifier, vendor.clock), wish)
    return isinstance(now, Standing) and not (now.is_merged or now.figures.enrolled or now.figures.issued)


async def possible(vendor: Vendor, means: Means, route: Route, rows: int) -> list[Wish]:
    """As many wishes by that route, after all that has to come first."""
    found: list[Wish] = []
    numbers = iter(range(1, CUSTOMERS + 1))
    while len(found) < rows:
        wish = vendor.wish(next(numbers), Route.V2_DIRECT_EARN)
        found += [wish] if await is_new_to_it(vendor, wish) else []
    if route is Route.V2_DIRECT_EARN:
        return found
    done = await perform_batch(found, means)
    vendor.clock.advance(seconds=1)
    return [undo_wish(one) for one in done]


@pytest.mark.parametrize("is_lost", [False, True], ids=["answered", "answer lost"])
@pytest.mark.parametrize("route", [Route.V2_DIRECT_EARN, Route.V2_REVOKE_DIRECT_EARN])
def test_as_many_rows_as_one_request_takes_are_done_once_each(
    vendor: Vendor, journal: Journal, route: Route, *, is_lost: bool
) -> None:
    rows = BULK[route].largest_batch

    async def arrives(call: Call) -> Answer:
        return await vendor.send(await left(call))

    async def act() -> tuple[tuple[Intent, ...], int]:
        wishes = await possible(vendor, means_for(vendor, journal, arrives), route, rows)
        before = len(vendor.world.ledger.effects)
        send = carried_out_but_lost(arrives) if is_lost else arrives
        ended = await perform_batch(wishes, means_for(vendor, journal, send))
        return ended, len(vendor.world.ledger.effects) - before

    ended, effects = anyio.run(act)
    assert {one.state for one in ended} == {State.CONFIRMED}
    assert all(one.ids for one in ended) is not is_lost
    assert (len({one.customer_id for one in ended}), effects) == (rows, rows)
