from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest

from promo_data.actions import Intent, Journal, Means, Route, State, perform, preview, settle, undo_wish
from promo_data.actions.figures import Figures
from promo_data.actions.outcomes import Told
from promo_data.actions.requests import request_of
from promo_data.actions.standing import Standing, standing
from promo_data.audit import Audit
from promo_data.errors import InputError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import WriteIds
from promo_data.store import open_store
from promo_data.vocabulary import Action, Endpoint, IdentifierKind, Outcome, Source, Verdict
from tests.stores import place_for
from tests.unit.actions.vendor import Vendor, answering, carried_out_but_lost, means_for, swallowed

pytestmark = pytest.mark.anyio
ENROLLED, DIRECT = "Shop across brands", "Refer a friend"


async def done(vendor: Vendor, means: Means, promotion: str, route: Route = Route.V2_ISSUE) -> Intent:
    """An action that was carried out a second ago."""
    intent = await perform(vendor.wish(promotion, route), means)
    assert intent.state is State.CONFIRMED
    vendor.clock.move(seconds=1)
    return intent


async def undone(vendor: Vendor, means: Means, intent: Intent, *, insist: bool = False) -> Intent:
    """What became of undoing that."""
    ended = await perform(undo_wish(intent), means, insist=insist)
    vendor.clock.move(seconds=1)
    return ended


def last_sent(vendor: Vendor) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(vendor.posts[-1].body or b"{}")
    return body


async def test_an_enrolment_is_taken_back(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, ENROLLED)
    intent = await undone(vendor, means, first)
    assert (intent.state, intent.effect, intent.undoes) == (State.CONFIRMED, Action.REVOKE_ENROL, first.id)
    assert intent.message == "The enrolment was taken back."
    assert [effect.kind for effect in vendor.world.ledger.effects] == ["enrolled", "revoked enrolment"]
    before, after = intent.before or Figures(), intent.after or Figures()
    assert (before.enrolled, after.enrolled) == (1, 0)
    assert means.journal.get(first.id).state is State.CONFIRMED


@pytest.mark.parametrize("route", [Route.V2_ISSUE, Route.V2_DIRECT_EARN, Route.V2_BULK_EARN, Route.V3_ENROL])
async def test_a_direct_issue_is_taken_back_by_what_gave_it(vendor: Vendor, means: Means, route: Route) -> None:
    first = await done(vendor, means, DIRECT, route)
    intent = await undone(vendor, means, first)
    assert (intent.state, intent.effect) == (State.CONFIRMED, Action.REVOKE_ISSUE)
    assert "revoked issue" in [effect.kind for effect in vendor.world.ledger.effects]


@pytest.mark.parametrize("route", [Route.V2_BULK_ENROL, Route.V3_ENROL])
async def test_an_enrolment_is_taken_back_by_what_made_it(vendor: Vendor, means: Means, route: Route) -> None:
    intent = await undone(vendor, means, await done(vendor, means, ENROLLED, route))
    assert (intent.state, vendor.world.ledger.effects[-1].kind) == (State.CONFIRMED, "revoked enrolment")


async def test_of_two_issues_only_the_one_that_is_meant_is_taken_back(vendor: Vendor, means: Means) -> None:
    await done(vendor, means, ENROLLED)
    first = await done(vendor, means, ENROLLED, Route.V2_BULK_EARN)
    second = await done(vendor, means, ENROLLED, Route.V2_BULK_EARN)
    intent = await undone(vendor, means, second)
    assert vendor.world.ledger.effects[-1].ids == {"revokedEarnIds": [int(str(second.ids.earned_id))]}
    assert set((intent.after or Figures()).issues or {}) == {str(first.ids.earned_id)}


async def test_an_opt_in_is_taken_back_and_its_enrolment_stays(vendor: Vendor, means: Means) -> None:
    await done(vendor, means, ENROLLED)
    first = await done(vendor, means, ENROLLED, Route.V3_OPT_IN)
    intent = await undone(vendor, means, first)
    assert (intent.state, intent.effect, vendor.posts[-1].endpoint) == (
        State.CONFIRMED,
        Action.REVOKE_OPT_IN,
        Endpoint.REVOKE,
    )
    assert last_sent(vendor)["customers"][0]["optInIds"] == [int(str(first.ids.optin_id))]
    assert (last_sent(vendor)["requestId"], len((intent.after or Figures()).enrolments or {})) == (str(intent.id), 1)


async def test_what_was_issued_is_taken_back_before_its_enrolment(vendor: Vendor, means: Means) -> None:
    enrolment = await done(vendor, means, ENROLLED)
    issue = await done(vendor, means, ENROLLED, Route.V2_BULK_EARN)
    refused = await undone(vendor, means, enrolment, insist=True)
    assert (refused.state, len(vendor.posts)) == (State.NOT_SENT, 2)
    assert refused.message == "Something was issued on this enrolment: that has to be taken back first."
    assert (await undone(vendor, means, issue)).state is State.CONFIRMED
    assert (await undone(vendor, means, enrolment)).state is State.CONFIRMED


async def test_what_was_undone_is_not_undone_again(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, ENROLLED)
    await undone(vendor, means, first)
    again = await undone(vendor, means, first, insist=True)
    assert (again.state, again.message, len(vendor.posts)) == (State.NOT_SENT, "It was undone already.", 2)


async def test_what_was_undone_in_part_is_not_undone_again(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, ENROLLED)
    wish = undo_wish(first)
    now = standing(await vendor.read(wish.identifier, wish.org_id), wish)
    assert isinstance(now, Standing)
    begun = means.journal.prepare(uuid4(), wish, digest="d", insisted=False)
    sent = means.journal.mark_sent(means.journal.claim(begun.id, now).id)
    means.journal.conclude(sent.id, Told(Outcome.PARTIAL, "A part of it only."))
    vendor.clock.move(seconds=1)
    again = await undone(vendor, means, first, insist=True)
    assert (again.state, again.message) == (State.NOT_SENT, "It was undone already.")


async def test_what_another_channel_took_back_is_refused(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, ENROLLED)
    await vendor.send(request_of(undo_wish(first), uuid4()).call)
    intent = await undone(vendor, means, first)
    assert (intent.state, len(vendor.posts)) == (State.NOT_SENT, 2)
    assert "no longer shows" in intent.message


async def test_a_lost_undoing_is_found_by_reading_back(vendor: Vendor, journal: Journal, means: Means) -> None:
    first = await done(vendor, means, DIRECT)
    lossy = means_for(vendor, journal, carried_out_but_lost(vendor.send))
    intent = await undone(vendor, lossy, first)
    assert (intent.state, len(vendor.posts)) == (State.CONFIRMED, 2)
    assert intent.message == "The issue was taken back: that was found by reading the customer again."


async def test_a_swallowed_undoing_stays_unknown_until_it_is_settled(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    first = await done(vendor, means, ENROLLED)
    intent = await undone(vendor, means_for(vendor, journal, swallowed), first)
    assert (intent.state, intent.is_open) == (State.UNKNOWN, True)
    again = await undone(vendor, means, first)
    assert (again.state, again.blocked_by) == (State.NOT_SENT, intent.id)
    vendor.clock.move(minutes=5)
    assert (await settle(intent, means, final_after=means.final_after)).state is State.NOT_APPLIED
    assert (await undone(vendor, means, first)).state is State.CONFIRMED


async def test_while_an_undoing_is_open_its_like_is_not_done_again(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    first = await done(vendor, means, ENROLLED)
    await undone(vendor, means_for(vendor, journal, swallowed), first)
    intent = await perform(vendor.wish(ENROLLED), means)
    assert (intent.state, len(vendor.posts)) == (State.NOT_SENT, 1)
    assert "could not be told apart" in intent.message


@pytest.mark.parametrize("route", [Route.V2_REVOKE_ENROL, Route.V3_REVOKE])
async def test_without_a_timeline_an_enrolment_is_taken_back_only_by_its_id(
    vendor: Vendor, means: Means, route: Route
) -> None:
    first = await done(vendor, means, ENROLLED, Route.V2_ISSUE if route is Route.V2_REVOKE_ENROL else Route.V3_ENROL)

    async def without(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        view = await vendor.read(identifier, org_id)
        return replace(view, promotions=view.promotions.assign(timeline=None))

    blind = replace(means, read=without)
    intent = await undone(vendor, blind, first)
    if route is Route.V3_REVOKE:
        assert intent.state is State.CONFIRMED
        return
    assert (intent.state, intent.advice) == (State.NOT_SENT, "Insist to send it all the same.")
    assert (await undone(vendor, blind, first, insist=True)).state is State.CONFIRMED


async def test_another_org_is_undone_in_with_its_own_credentials_or_insisting(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, ENROLLED)
    borrowed = replace(means, own_credentials=False)
    intent = await undone(vendor, borrowed, first)
    assert (intent.state, len(vendor.posts)) == (State.NOT_SENT, 1)
    assert "own credentials are not configured" in intent.message
    assert (await undone(vendor, borrowed, first, insist=True)).state is State.CONFIRMED


async def test_8903_is_a_refusal_in_words(vendor: Vendor, journal: Journal, means: Means) -> None:
    first = await done(vendor, means, DIRECT)
    body = b'{"response": [{"errors": [{"code": 8903, "message": "invalid"}]}], "totalCount": 1, "failureCount": 1}'
    intent = await undone(vendor, means_for(vendor, journal, answering(200, body)), first)
    assert (intent.state, intent.code) == (State.REFUSED, 8903)
    assert intent.message == "The vendor does not know this issue, or it was taken back already."


async def test_the_preview_shows_what_is_taken_back_and_promises_no_room(vendor: Vendor, means: Means) -> None:
    wish = undo_wish(await done(vendor, means, DIRECT))
    shown = preview(wish, await vendor.read(wish.identifier, wish.org_id))
    assert (shown.effect, shown.verdict, shown.remaining) == (Action.REVOKE_ISSUE, Verdict.ALLOWED, ())
    assert shown.request.path == "/v2/promotion/bulk/revokeDirectEarn"
    assert "earnIds" in shown.request.body
    assert wish.identifier.value not in shown.request.body


async def test_a_preview_without_the_customer_names_the_undoing_all_the_same(vendor: Vendor, means: Means) -> None:
    wish = replace(undo_wish(await done(vendor, means, DIRECT)), promotion_id=1)
    assert preview(wish, await vendor.read(wish.identifier, wish.org_id)).effect is Action.REVOKE_ISSUE


async def test_only_what_is_confirmed_can_be_undone(vendor: Vendor, journal: Journal, means: Means) -> None:
    unknown = await perform(vendor.wish(ENROLLED), means_for(vendor, journal, swallowed))
    with pytest.raises(InputError, match="this action is unknown"):
        undo_wish(unknown)
    with pytest.raises(InputError, match="not sent"):
        undo_wish(await perform(vendor.wish("Happy hour"), means))


async def test_an_undoing_and_milestones_cannot_be_undone(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, ENROLLED)
    milestones = replace(first, route=Route.V3_ENROL_MILESTONES)
    for intent in (await undone(vendor, means, first), milestones):
        with pytest.raises(InputError, match="no request that takes this kind of action back"):
            undo_wish(intent)


async def test_an_action_that_was_found_by_reading_back_is_undone_by_its_entry_if_one_insists(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    first = await perform(vendor.wish(DIRECT), means_for(vendor, journal, carried_out_but_lost(vendor.send)))
    vendor.clock.move(seconds=1)
    assert (first.state, bool(first.ids)) == (State.CONFIRMED, False)
    held = await undone(vendor, means, first)
    assert (held.state, "another channel may have done it" in held.message) == (State.NOT_SENT, True)
    assert (await undone(vendor, means, first, insist=True)).state is State.CONFIRMED


@pytest.mark.parametrize("after", [None, Figures(issued=1), Figures(issues={"1": None, "2": None})])
async def test_an_action_without_an_id_cannot_be_undone(vendor: Vendor, means: Means, after: Figures | None) -> None:
    first = replace(await done(vendor, means, DIRECT), ids=WriteIds(), after=after)
    with pytest.raises(InputError, match="id of what was done is not on record"):
        undo_wish(first)


async def test_another_source_may_be_given(vendor: Vendor, means: Means) -> None:
    first = replace(await done(vendor, means, DIRECT), source=Source.MOBILE_APP)
    assert undo_wish(first).identifier.source is Source.MOBILE_APP
    assert undo_wish(first, source=Source.INSTORE).identifier == CustomerIdentifier(
        IdentifierKind.CUSTOMER_ID, str(first.customer_id), Source.INSTORE
    )


async def test_what_is_to_be_undone_has_to_be_on_record(vendor: Vendor, means: Means) -> None:
    first = await done(vendor, means, DIRECT)
    intent = await undone(vendor, means, replace(first, id=uuid4()))
    assert (intent.state, intent.message) == (State.NOT_SENT, "What is to be undone is not on record.")


async def test_what_was_done_in_another_account_is_not_undone_in_this_one(
    vendor: Vendor, means: Means, tmp_path: Path
) -> None:
    first = await done(vendor, means, DIRECT)
    engine = open_store(place_for(tmp_path / "data"))
    audit = Audit(engine, tmp_path / "data", clock=vendor.clock)
    another = Journal(engine, audit, backend="another", person="agent", clock=vendor.clock)
    intent = await undone(vendor, replace(means, journal=another), first)
    another.close()
    assert (intent.state, len(vendor.posts)) == (State.NOT_SENT, 1)
    assert "in another account" in intent.message


async def test_the_record_says_whether_it_was_confirmed(vendor: Vendor, journal: Journal, means: Means) -> None:
    unknown = await perform(vendor.wish(ENROLLED), means_for(vendor, journal, swallowed))
    vendor.clock.move(seconds=1)
    mistaken = replace(unknown, state=State.CONFIRMED, ids=WriteIds(issual_id=1))
    intent = await undone(vendor, means, mistaken, insist=True)
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert intent.message == "Only what is confirmed can be undone, and this action is unknown."
