from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio
import orjson
import pytest

from promo_data.actions import Intent, Journal, Means, Route, Search, State, Wish, perform, perform_batch, undo_wish
from promo_data.audit import Audit
from promo_data.errors import AnswerLostError, InputError, StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.store import open_store
from promo_data.vocabulary import Action, IdentifierKind, Outcome, Source
from tests.stores import states_on_disk
from tests.unit.actions.vendor import (
    Send,
    Vendor,
    answering,
    carried_out_but_lost,
    left,
    means_for,
    never_left,
    swallowed,
)

pytestmark = pytest.mark.anyio
ENROLLED, DIRECT = "Shop across brands", "Refer a friend"
TITLES = ("Room everywhere", "Near a cap", "Everything used up", "Contradicted usage")


def customers(vendor: Vendor, titles: Sequence[str] = TITLES) -> list[CustomerIdentifier]:
    """Customers of the stories who are named by mobile."""
    told = {demo.title: demo for demo in vendor.world.demo_customers}
    return [CustomerIdentifier(IdentifierKind.MOBILE, told[t].identifier_value, Source(told[t].source)) for t in titles]


def wishes(
    vendor: Vendor, route: Route = Route.V2_BULK_ENROL, promotion: str = ENROLLED, titles: Sequence[str] = TITLES
) -> list[Wish]:
    wish = vendor.wish(promotion, route)
    return [replace(wish, identifier=identifier) for identifier in customers(vendor, titles)]


def states(intents: Sequence[Intent]) -> list[State]:
    return [intent.state for intent in intents]


def rows_sent(vendor: Vendor) -> list[str]:
    return [row["identifierValue"] for row in orjson.loads(vendor.posts[-1].body or b"{}")["customers"]]


async def test_many_customers_are_acted_for_by_one_request(vendor: Vendor, means: Means) -> None:
    intents = await perform_batch(wishes(vendor), means)
    assert (states(intents), len(vendor.posts)) == ([State.CONFIRMED] * 4, 1)
    assert [effect.customer_id for effect in vendor.world.ledger.effects] == [i.customer_id for i in intents]
    assert all(intent.ids.issual_id for intent in intents)
    assert (len({intent.id for intent in intents}), len({intent.batch for intent in intents})) == (4, 1)


async def test_one_row_is_a_batch_too(vendor: Vendor, means: Means) -> None:
    intents = await perform_batch(wishes(vendor, Route.V2_DIRECT_EARN, DIRECT, TITLES[:1]), means)
    assert [(i.state, i.effect) for i in intents] == [(State.CONFIRMED, Action.ISSUE)]


async def test_all_rows_say_sent_on_disk_before_the_request_leaves(
    vendor: Vendor, journal: Journal, tmp_path: Path
) -> None:
    seen: list[str] = []

    async def looking(call: Call) -> Answer:
        call = await left(call)
        seen.extend(states_on_disk(tmp_path / "data"))
        return await vendor.send(call)

    await perform_batch(wishes(vendor), means_for(vendor, journal, looking))
    assert seen == ["sent"] * 4


async def test_what_may_not_be_sent_is_left_out_of_the_request(vendor: Vendor, means: Means) -> None:
    await perform(wishes(vendor)[1], means)
    vendor.clock.move(seconds=1)
    intents = await perform_batch(wishes(vendor, Route.V2_BULK_EARN), means)
    assert states(intents) == [State.NOT_SENT, State.CONFIRMED, State.NOT_SENT, State.NOT_SENT]
    assert rows_sent(vendor) == [customers(vendor)[1].value]
    assert "not enrolled" in intents[0].message


async def test_where_no_row_may_be_sent_nothing_is(vendor: Vendor, means: Means) -> None:
    intents = await perform_batch(wishes(vendor, Route.V2_BULK_EARN), means)
    assert (set(states(intents)), vendor.posts) == ({State.NOT_SENT}, [])


async def test_a_row_that_cannot_be_read_keeps_no_other_back(vendor: Vendor, means: Means) -> None:
    listed = wishes(vendor)
    listed[2] = replace(listed[2], identifier=CustomerIdentifier(IdentifierKind.MOBILE, "999000000001"))
    intents = await perform_batch(listed, means)
    assert states(intents) == [State.CONFIRMED, State.CONFIRMED, State.NOT_SENT, State.CONFIRMED]
    assert intents[2].code == 8015


async def test_a_customer_who_is_listed_twice_is_acted_for_once(vendor: Vendor, means: Means) -> None:
    first, second, *_ = wishes(vendor)
    intents = await perform_batch([first, second, first, first], means)
    assert states(intents) == [State.CONFIRMED, State.CONFIRMED, State.NOT_SENT, State.NOT_SENT]
    assert (len(rows_sent(vendor)), vendor.effects()) == (2, 2)
    assert "more than once" in intents[2].message


async def test_a_customer_listed_under_two_numbers_is_one_customer(vendor: Vendor, means: Means) -> None:
    titles = ("Room everywhere", "Room everywhere")
    listed = wishes(vendor, titles=titles)
    asked: list[CustomerIdentifier] = []

    async def merging(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        asked.append(identifier)
        return await vendor.read(listed[0].identifier, org_id)

    listed[1] = replace(listed[1], identifier=CustomerIdentifier(IdentifierKind.MOBILE, "999000000001"))
    intents = await perform_batch(listed, replace(means, read=merging))
    assert (states(intents), len(asked)) == ([State.CONFIRMED, State.NOT_SENT], 2)


async def test_an_open_wish_of_a_row_keeps_that_row_back(vendor: Vendor, journal: Journal, means: Means) -> None:
    open_one = await perform(wishes(vendor)[0], means_for(vendor, journal, swallowed))
    intents = await perform_batch(wishes(vendor), means)
    assert states(intents) == [State.NOT_SENT, State.CONFIRMED, State.CONFIRMED, State.CONFIRMED]
    assert intents[0].blocked_by == open_one.id


async def test_a_refused_row_and_a_failed_one_are_told_by_their_place(vendor: Vendor, journal: Journal) -> None:
    async def meanwhile(call: Call) -> Answer:
        body = orjson.loads(call.body or b"{}")
        body["customers"][1]["identifierValue"] = "999000000001"
        return await vendor.send(replace(call, body=orjson.dumps(body)))

    intents = await perform_batch(wishes(vendor), means_for(vendor, journal, meanwhile))
    assert states(intents) == [State.CONFIRMED, State.REFUSED, State.CONFIRMED, State.CONFIRMED]
    assert intents[1].code == 8015


async def test_a_lost_answer_is_settled_row_by_row(vendor: Vendor, journal: Journal) -> None:
    intents = await perform_batch(wishes(vendor), means_for(vendor, journal, carried_out_but_lost(vendor.send)))
    assert (states(intents), len(vendor.posts)) == ([State.CONFIRMED] * 4, 1)
    assert all("found by reading the customer again" in intent.message for intent in intents)


def changed(send: Send, change: str) -> Send:
    """An answer in which the entries are not those of the rows."""

    async def changing(call: Call) -> Answer:
        answer = await send(call)
        body = orjson.loads(answer.body)
        entries = body["response"]
        body["response"] = {
            "fewer": entries[:-1],
            "reordered": [entries[1], entries[0], *entries[2:]],
            "doubled": [entries[0], entries[0], *entries[2:]],
            "more": [*entries, entries[-1]],
        }[change]
        return replace(answer, body=orjson.dumps(body))

    return changing


@pytest.mark.parametrize("change", ["fewer", "reordered", "doubled", "more"])
async def test_an_answer_that_does_not_fit_leaves_every_row_to_reading_back(
    vendor: Vendor, journal: Journal, change: str
) -> None:
    means = means_for(vendor, journal, changed(vendor.send, change))

    async def only_before(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        if vendor.posts:
            raise AnswerLostError("No answer within 20 seconds.")
        return await vendor.read(identifier, org_id)

    intents = await perform_batch(wishes(vendor), replace(means, read=only_before))
    assert (states(intents), vendor.effects()) == ([State.UNKNOWN] * 4, 4)


async def test_what_never_left_is_not_sent_for_any_row(vendor: Vendor, journal: Journal) -> None:
    intents = await perform_batch(wishes(vendor), means_for(vendor, journal, never_left))
    assert (states(intents), vendor.posts) == ([State.NOT_SENT] * 4, [])


async def test_what_is_refused_as_a_whole_is_refused_for_every_row(vendor: Vendor, journal: Journal) -> None:
    body = b'{"errors": [{"code": 1060, "message": "batch limit exceeded"}]}'
    intents = await perform_batch(wishes(vendor), means_for(vendor, journal, answering(200, body)))
    assert [(intent.state, intent.code) for intent in intents] == [(State.REFUSED, 1060)] * 4


async def test_several_undoings_are_one_request(vendor: Vendor, means: Means) -> None:
    done = await perform_batch(wishes(vendor, Route.V2_DIRECT_EARN, DIRECT), means)
    vendor.clock.move(seconds=1)
    intents = await perform_batch([undo_wish(intent) for intent in done], means)
    assert (states(intents), len(vendor.posts)) == ([State.CONFIRMED] * 4, 2)
    assert [i.undoes for i in intents] == [i.id for i in done]
    assert vendor.effects() == 8


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"promotion_id": 1}, "one promotion of one org"),
        ({"org_id": 50405}, "one promotion of one org"),
        ({"route": Route.V2_BULK_EARN}, "one promotion of one org"),
        ({"identifier": CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "1")}, "same kind of identifier"),
    ],
)
async def test_wishes_that_do_not_go_together_leave_no_row(
    vendor: Vendor, means: Means, change: dict[str, object], reason: str
) -> None:
    first, second, *_ = wishes(vendor)
    with pytest.raises(InputError, match=reason):
        await perform_batch([first, replace(second, **change)], means)  # type: ignore[arg-type] # one field of several
    assert means.journal.page(Search()).intents == ()


@pytest.mark.parametrize("route", [Route.V2_ISSUE, Route.V3_ENROL, Route.V3_REVOKE])
async def test_only_bulk_routes_take_several_customers(vendor: Vendor, means: Means, route: Route) -> None:
    with pytest.raises(InputError, match="only by the vendor's bulk requests"):
        await perform_batch(wishes(vendor, route), means)


async def test_an_empty_list_is_no_batch(means: Means) -> None:
    with pytest.raises(InputError):
        await perform_batch([], means)


async def test_more_rows_than_one_request_takes_leave_no_row(vendor: Vendor, means: Means) -> None:
    with pytest.raises(InputError, match="1 to 10 customers"):
        await perform_batch(wishes(vendor, Route.V2_DIRECT_EARN, DIRECT, TITLES[:1]) * 11, means)
    assert means.journal.page(Search()).intents == ()


class FullDisk(Journal):
    """Cannot write any more once something is to be sent."""

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        raise StoreError(f"The disk is full for {len(intent_ids)} rows at {vendor_time}.")


class Forgetful(Journal):
    """Fails to write down the end of the first row."""

    failed = False

    def conclude(self, intent_id: UUID, told: object) -> Intent:
        if getattr(told, "outcome", None) is Outcome.CONFIRMED and not self.failed:
            self.failed = True
            raise StoreError("The disk was full for a moment.")
        return super().conclude(intent_id, told)  # type: ignore[arg-type] # the very same argument


def opened(kind: type[Journal], vendor: Vendor, folder: Path) -> Journal:
    engine = open_store(folder)
    return kind(
        engine, Audit(engine, folder, clock=vendor.clock), backend="sandbox", person="agent", clock=vendor.clock
    )


class FullSoon(Journal):
    """Has room for three rows."""

    def prepare(self, intent_id: UUID, wish: Wish, **given: Any) -> Intent:  # noqa: ANN401 - as Journal takes them
        if len(self.page(Search()).intents) == 3:
            raise StoreError("The disk is full.")
        return super().prepare(intent_id, wish, **given)


async def test_where_some_rows_cannot_be_recorded_the_others_do_not_stay_under_way(
    vendor: Vendor, tmp_path: Path
) -> None:
    full = opened(FullSoon, vendor, tmp_path / "data")
    with pytest.raises(StoreError, match="disk is full"):
        await perform_batch(wishes(vendor), means_for(vendor, full))
    assert (vendor.posts, states(full.page(Search()).intents)) == ([], [State.NOT_SENT] * 3)
    full.close()


async def test_nothing_is_sent_where_the_rows_cannot_be_recorded(vendor: Vendor, tmp_path: Path) -> None:
    full = opened(FullDisk, vendor, tmp_path / "data")
    with pytest.raises(StoreError, match="so it was not sent"):
        await perform_batch(wishes(vendor), means_for(vendor, full))
    assert (vendor.posts, states(full.page(Search()).intents)) == ([], [State.NOT_SENT] * 4)
    full.close()


async def test_a_row_whose_end_cannot_be_recorded_costs_no_other_row_its_own(vendor: Vendor, tmp_path: Path) -> None:
    forgetful = opened(Forgetful, vendor, tmp_path / "data")
    with pytest.raises(StoreError, match="for a moment"):
        await perform_batch(wishes(vendor), means_for(vendor, forgetful))
    assert sorted(states(forgetful.page(Search()).intents)) == [State.CONFIRMED] * 3 + [State.SENT]
    forgetful.close()


async def test_one_who_stops_waiting_loses_nothing(vendor: Vendor, journal: Journal) -> None:
    async def slow(call: Call) -> Answer:
        waiting.cancel()
        await anyio.sleep(0.05)
        return await vendor.send(call)

    with anyio.CancelScope() as waiting:
        await perform_batch(wishes(vendor), means_for(vendor, journal, slow))
    assert states(journal.page(Search()).intents) == [State.CONFIRMED] * 4


async def test_one_who_stops_waiting_before_the_send_sends_nothing(vendor: Vendor, means: Means) -> None:
    async def slow(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        waiting.cancel()
        await anyio.lowlevel.checkpoint()
        return await vendor.read(identifier, org_id)

    with anyio.CancelScope() as waiting:
        await perform_batch(wishes(vendor), replace(means, read=slow))
    assert (states(means.journal.page(Search()).intents), vendor.posts) == ([State.NOT_SENT] * 4, [])


async def test_the_customers_are_forgotten_by_caches(vendor: Vendor, means: Means) -> None:
    forgotten: list[int] = []
    intents = await perform_batch(wishes(vendor), replace(means, forget=forgotten.append))
    assert forgotten == [intent.customer_id for intent in intents]


async def test_no_identifier_reaches_the_record(vendor: Vendor, means: Means, tmp_path: Path) -> None:
    await perform_batch(wishes(vendor), means)
    written = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file())
    assert [one.value for one in customers(vendor) if one.value.encode() in written] == []
