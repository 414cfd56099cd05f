"""A person who decides that nothing was done: not while the request may still travel."""

from dataclasses import replace
from datetime import timedelta

import pytest

from promo_data.actions import Intent, Journal, Means, State, decide, may_travel_until, perform
from promo_data.errors import InputError
from tests.unit.actions.vendor import START, Vendor, means_for, never_left, swallowed

pytestmark = pytest.mark.anyio
WINDOW = timedelta(seconds=320)
"""The longest send and the window of settling."""


@pytest.fixture
async def lost(vendor: Vendor, journal: Journal) -> Intent:
    return await perform(vendor.wish("Travel miles"), means_for(vendor, journal, swallowed))


async def test_too_soon_it_is_refused_with_the_time_from_which_on_it_can_be_said(
    vendor: Vendor, means: Means, lost: Intent
) -> None:
    vendor.clock.move(seconds=319)
    with pytest.raises(InputError, match=r"can be decided from 09:05:20 UTC on\.$"):
        decide(lost, means, carried_out=False)
    assert means.journal.get(lost.id).state is State.UNKNOWN


async def test_once_nothing_of_it_can_be_on_its_way_any_more_it_can_be_said(
    vendor: Vendor, means: Means, lost: Intent
) -> None:
    vendor.clock.move(seconds=320)
    assert decide(lost, means, carried_out=False).state is State.NOT_APPLIED


async def test_what_was_done_can_be_said_at_once(means: Means, lost: Intent) -> None:
    assert decide(lost, means, carried_out=True).state is State.CONFIRMED


async def test_the_vendors_clock_counts_where_ours_was_put_ahead(vendor: Vendor, means: Means, lost: Intent) -> None:
    """The window then ends as much later by our clock."""
    vendor.clock.move(hours=1)
    slower = replace(means, vendor_time=lambda: START + timedelta(seconds=20))
    assert may_travel_until(lost, slower) == vendor.clock() + timedelta(seconds=300)


@pytest.mark.parametrize("passed", [WINDOW, timedelta(days=1)])
async def test_ours_counts_where_the_vendor_does_not_tell_its_time(
    vendor: Vendor, means: Means, lost: Intent, passed: timedelta
) -> None:
    silent = replace(means, vendor_time=lambda: None)
    assert may_travel_until(lost, silent) == START + WINDOW
    vendor.clock.move(seconds=passed.total_seconds())
    assert may_travel_until(lost, silent) is None


async def test_what_never_left_does_not_travel(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await perform(vendor.wish("Travel miles"), means_for(vendor, journal, never_left))
    assert may_travel_until(intent, means) is None
