"""Between the record and the wire: what keeps a request from leaving."""

from dataclasses import replace
from datetime import timedelta

import pytest

from promo_data.actions import Intent, Journal, Means, Search, State, perform
from promo_data.actions.last_look import LONGEST_STANDSTILL
from promo_data.actions.on_record import LONGEST_UNDER_WAY
from promo_data.errors import AnswerLostError, StoreError
from promo_data.protocol.call import Answer, Call
from tests.unit.actions.vendor import Vendor, means_for

pytestmark = pytest.mark.anyio
TOO_LONG = LONGEST_STANDSTILL.total_seconds() + 1


class Seconds:
    """A steady clock that goes on by ``step`` each time it is asked."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.now = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def not_sent(vendor: Vendor, intent: Intent) -> bool:
    return (intent.state, vendor.posts) == (State.NOT_SENT, []) and "stood still" in intent.message


async def test_who_stood_still_by_the_steady_clock_sends_nothing(vendor: Vendor, means: Means) -> None:
    stood = replace(means, steady=Seconds(TOO_LONG))
    assert not_sent(vendor, await perform(vendor.wish("Shop across brands"), stood))


class Slow(Journal):
    """The time of day goes on while it writes."""

    by = 0.0

    def mark_all_sent(self, *given: object) -> tuple[Intent, ...]:
        marked = super().mark_all_sent(*given)  # type: ignore[arg-type] # the very same arguments
        self._clock.move(seconds=self.by)  # type: ignore[attr-defined] # a test's clock
        return marked


@pytest.mark.parametrize(("by", "state"), [(TOO_LONG, State.NOT_SENT), (TOO_LONG - 2, State.CONFIRMED)])
async def test_who_stood_still_by_the_time_of_day_sends_nothing(
    vendor: Vendor, journal: Journal, by: float, state: State
) -> None:
    slow = Slow(journal._engine, journal._audit, backend="sandbox", person="agent", clock=vendor.clock)  # noqa: SLF001
    slow.by = by
    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, slow))
    assert (intent.state, len(vendor.posts)) == (state, state is State.CONFIRMED)


async def test_who_was_taken_for_abandoned_while_it_waited_sends_nothing(vendor: Vendor, journal: Journal) -> None:
    async def waiting(call: Call) -> Answer:
        vendor.clock.move(seconds=LONGEST_UNDER_WAY.total_seconds() + 1)
        journal.recover()
        return await vendor.send(call)

    with pytest.raises(StoreError, match="so it was not sent"):
        await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, waiting))
    assert (vendor.posts, [intent.state for intent in journal.page(Search()).intents]) == ([], [State.NOT_SENT])


@pytest.mark.parametrize("failure", [AnswerLostError("No answer."), ZeroDivisionError()])
async def test_what_fails_before_the_last_look_is_not_sent(
    vendor: Vendor, journal: Journal, failure: Exception
) -> None:
    async def failing(_: Call) -> Answer:
        raise failure

    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, failing))
    assert (intent.state, intent.sent_at) == (State.NOT_SENT, None)


async def test_the_vendors_time_goes_on_record_with_our_own(vendor: Vendor, means: Means) -> None:
    ahead = timedelta(hours=1)
    told = replace(means, vendor_time=lambda: vendor.clock() + ahead)
    intent = await perform(vendor.wish("Shop across brands"), told)
    assert (intent.sent_at, intent.vendor_sent_at) == (vendor.clock(), vendor.clock() + ahead)
