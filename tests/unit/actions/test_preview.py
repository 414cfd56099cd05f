from dataclasses import replace

import pytest

from promo_data.actions import (
    Journal,
    Means,
    Remaining,
    Route,
    as_seen,
    done_before,
    open_intent_for,
    perform,
    preview,
)
from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Action, IdentifierKind, Source, Verdict
from tests.unit.actions.vendor import Vendor, means_for, swallowed

pytestmark = pytest.mark.anyio


async def test_an_enrolment_uses_up_one_of_its_limit(vendor: Vendor) -> None:
    wish = vendor.wish("Shop across brands")
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.effect, shown.verdict, shown.reasons) == (Action.ENROL, Verdict.ALLOWED, ())
    assert shown.remaining == (Remaining("issual", "issuals", "CUSTOMER", None, 6.0, 0.0, 1.0),)


async def test_a_direct_issue_is_called_one(vendor: Vendor) -> None:
    wish = vendor.wish("Refer a friend")
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.effect, shown.verdict) == (Action.ISSUE, Verdict.ALLOWED)
    assert [(limit.used, limit.used_after, limit.cap) for limit in shown.remaining] == [(0.0, 1.0, 5.0)]


async def test_opting_in_uses_up_an_issue(vendor: Vendor) -> None:
    wish = vendor.wish("Travel miles", Route.V3_OPT_IN)
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert [(limit.stage, limit.measure) for limit in shown.remaining] == [("earn", "earns")]


async def test_issuing_to_an_enrolled_customer_uses_up_an_issue(vendor: Vendor) -> None:
    wish = vendor.wish("Travel miles", Route.V2_BULK_EARN)
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.effect, [limit.stage for limit in shown.remaining]) == (Action.ISSUE, ["earn"])
    assert shown.request.path == "/v2/promotion/bulk/enrolAndEarn"
    assert wish.identifier.value not in shown.request.body


async def test_the_request_is_shown_without_the_customers_name(vendor: Vendor) -> None:
    wish = vendor.wish("Shop across brands", Route.V3_ENROL)
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.request.method, shown.request.path) == ("POST", "/v3/promotions/enrol")
    assert wish.identifier.value not in repr(shown)
    assert shown.customer == wish.identifier.masked


async def test_a_generic_promotion_has_no_action(vendor: Vendor) -> None:
    wish = vendor.wish("Happy hour")
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.verdict, shown.remaining) == (Verdict.REFUSED, ())
    assert shown.reasons[0].startswith("This promotion applies by itself")


async def test_a_promotion_that_is_not_listed_is_refused(vendor: Vendor) -> None:
    wish = replace(vendor.wish("Happy hour"), promotion_id=1)
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.verdict, shown.reasons) == (
        Verdict.REFUSED,
        ("The vendor's list for this customer does not hold this promotion.",),
    )


async def test_a_customer_who_cannot_be_read_leaves_the_verdict_open(vendor: Vendor) -> None:
    nobody = CustomerIdentifier(IdentifierKind.MOBILE, "999000000001")
    wish = replace(vendor.wish("Happy hour"), identifier=nobody)
    shown = preview(wish, await vendor.read(nobody, wish.org_id))
    assert (shown.verdict, shown.code) == (Verdict.UNKNOWN, 8015)
    assert shown.reasons[0].startswith("The customer could not be read first.")


async def test_an_id_that_is_still_to_be_found_is_shown_as_dots(vendor: Vendor) -> None:
    wish = replace(vendor.wish("Shop across brands", Route.V3_ENROL), promotion_hex=None)
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert '"id":"…"' in shown.request.body


async def test_an_open_intent_in_its_way_is_told(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    intent = await perform(wish, means_for(vendor, journal, swallowed))
    view = await vendor.read(wish.identifier, wish.org_id)
    shown = preview(wish, view, open_intent=open_intent_for(journal, wish, view))
    assert shown.open_intent == intent
    assert "how it ended is not known" in shown.reasons[-1]


async def test_without_one_on_record_nothing_is_in_the_way(vendor: Vendor, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    await perform(wish, means)
    assert open_intent_for(means.journal, wish, await vendor.read(wish.identifier, wish.org_id)) is None


async def test_nothing_is_in_the_way_of_what_is_not_listed(vendor: Vendor, journal: Journal) -> None:
    wish = replace(vendor.wish("Happy hour"), promotion_id=1)
    assert open_intent_for(journal, wish, await vendor.read(wish.identifier, wish.org_id)) is None


async def test_the_like_of_it_that_was_done_a_short_while_ago_is_told(vendor: Vendor, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    done = await perform(wish, means)
    vendor.clock.move(minutes=5)
    view = await vendor.read(wish.identifier, wish.org_id)
    shown = preview(wish, view, done_before=done_before(means.journal, wish, view))
    assert (shown.verdict, shown.done_before) == (Verdict.ALLOWED, done)
    assert shown.reasons[-1] == "The same action was carried out by agent at 09:00 UTC."


async def test_what_was_done_long_ago_or_is_another_action_is_not_told(vendor: Vendor, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    await perform(wish, means)
    vendor.clock.move(minutes=5)
    other = vendor.wish("Travel miles")
    assert done_before(means.journal, other, await vendor.read(other.identifier, other.org_id)) is None
    vendor.clock.move(minutes=11)
    assert done_before(means.journal, wish, await vendor.read(wish.identifier, wish.org_id)) is None


async def test_a_wish_is_confirmed_as_its_preview_was_read(vendor: Vendor) -> None:
    wish = vendor.wish("Shop across brands")
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.as_of, as_seen(wish, shown).seen_at) == (vendor.clock(), vendor.clock())
    assert as_seen(wish, None) == wish


async def test_milestones_are_never_called_possible(vendor: Vendor) -> None:
    wish = replace(vendor.wish("Tier booster", Route.V3_ENROL_MILESTONES), milestone_rule=151370)
    assert preview(wish, await vendor.read(wish.identifier, wish.org_id)).verdict is Verdict.UNKNOWN


async def test_what_cannot_be_sent_is_not_shown(vendor: Vendor) -> None:
    wish = vendor.wish("Happy hour")
    wechat = replace(wish, identifier=replace(wish.identifier, source=Source.WECHAT))
    with pytest.raises(InputError, match="WECHAT"):
        preview(wechat, await vendor.read(wish.identifier, wish.org_id))
