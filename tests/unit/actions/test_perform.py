import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import anyio
import anyio.lowlevel
import orjson
import pytest

from promo_data.actions import Intent, Journal, Means, Route, Search, State, Wish, perform
from promo_data.actions.figures import Figures
from promo_data.audit import Audit
from promo_data.errors import AnswerLostError, InputError, NotSentError, PromoInsightError, RefusedError, StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import WriteIds
from promo_data.protocol.call import Answer, Call
from promo_data.store import open_store
from promo_data.vocabulary import Action, Endpoint, IdentifierKind, Source
from tests.stores import everything_written, place_for, states_on_disk
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


def figures(intent: Intent) -> tuple[int | None, int | None]:
    """Enrolments before and after."""
    before, after = intent.before or Figures(), intent.after or Figures()
    return before.enrolled, after.enrolled


async def test_an_enrolment_is_carried_out_once_and_read_again(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Shop across brands"), means)
    assert (intent.state, intent.effect, len(vendor.posts), vendor.effects()) == (State.CONFIRMED, Action.ENROL, 1, 1)
    assert figures(intent) == (0, 1)
    assert intent.ids.issual_id is not None
    assert intent.request_id
    assert means.journal.get(intent.id) == intent


async def test_a_direct_issue_is_confirmed_with_both_ids(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Refer a friend"), means)
    assert (intent.state, intent.effect) == (State.CONFIRMED, Action.ISSUE)
    assert intent.ids.issual_id is not None
    assert intent.ids.earned_id is not None


async def test_an_enrolled_customer_is_issued_to(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Travel miles", Route.V2_BULK_EARN), means)
    before, after = intent.before or Figures(), intent.after or Figures()
    assert (intent.state, intent.effect) == (State.CONFIRMED, Action.ISSUE)
    assert (before.issued, after.issued, len(vendor.posts)) == (1, 2, 1)
    assert intent.ids.earned_id is not None


async def test_a_lost_answer_about_an_issue_is_settled_by_reading_back(vendor: Vendor, journal: Journal) -> None:
    means = means_for(vendor, journal, carried_out_but_lost(vendor.send))
    intent = await perform(vendor.wish("Travel miles", Route.V2_BULK_EARN), means)
    assert (intent.state, len(vendor.posts)) == (State.CONFIRMED, 1)
    assert intent.message == "The promotion was issued to the customer: that was found by reading the customer again."


async def test_nobody_is_issued_to_without_an_enrolment(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Shop across brands", Route.V2_BULK_EARN), means, insist=True)
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert "not enrolled" in intent.message


async def test_a_row_refused_with_8890_names_its_likely_cause(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Travel miles", Route.V2_BULK_EARN)
    number = (await vendor.read(wish.identifier, wish.org_id)).customer_id
    result = f'{{"entityId": {number}, "programId": {wish.program_id}, "promotionId": {wish.promotion_id}}}'
    entry = f'{{"result": {result}, "errors": [], "warnings": [{{"code": 8890, "message": "not issued"}}]}}'
    body = f'{{"response": [{entry}], "totalCount": 1, "failureCount": 0}}'.encode()
    intent = await perform(wish, means_for(vendor, journal, answering(200, body)))
    assert (intent.state, intent.code) == (State.REFUSED, 8890)
    assert intent.message.endswith("none of its limits was used up, which points to its set-up.")


async def test_v3_enrols_with_the_intents_id(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Shop across brands", Route.V3_ENROL), means)
    assert intent.state is State.CONFIRMED
    assert intent.ids.enrollment_id is not None
    assert f'"requestId":"{intent.id}"'.encode() in (vendor.posts[0].body or b"")


async def test_opting_in_is_confirmed_with_its_id(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Travel miles", Route.V3_OPT_IN), means)
    assert (intent.state, intent.effect) == (State.CONFIRMED, Action.OPT_IN)
    assert intent.ids.optin_id is not None


async def test_a_failed_milestone_is_partial(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Tier booster", Route.V3_ENROL), means)
    assert intent.state is State.PARTIAL
    assert intent.vendor_message == "failed to enrol into milestones"


async def test_the_row_says_sent_on_disk_before_the_request_leaves(
    vendor: Vendor, journal: Journal, tmp_path: Path
) -> None:
    seen: list[str] = []

    async def looking(call: Call) -> Answer:
        call = await left(call)
        seen.extend(states_on_disk(tmp_path / "data"))
        return await vendor.send(call)

    await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, looking))
    assert seen == ["sent"]


@pytest.mark.parametrize(
    ("promotion", "reason"),
    [("Happy hour", "applies by itself"), ("Energy switch", "ended on"), ("Anniversary raffle", "ended on")],
)
async def test_what_our_own_verdict_refuses_is_not_sent_even_when_insisted(
    vendor: Vendor, means: Means, promotion: str, reason: str
) -> None:
    intent = await perform(vendor.wish(promotion), means, insist=True)
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert reason in intent.message


async def test_a_promotion_that_is_not_listed_is_not_sent(vendor: Vendor, means: Means) -> None:
    intent = await perform(replace(vendor.wish("Happy hour"), promotion_id=1), means)
    assert (intent.state, intent.customer_id, vendor.posts) == (State.NOT_SENT, None, [])
    assert intent.message == "The vendor's list for this customer does not hold this promotion."


async def test_a_customer_who_is_not_found_is_not_sent_for(vendor: Vendor, means: Means) -> None:
    nobody = CustomerIdentifier(IdentifierKind.MOBILE, "999000000001")
    intent = await perform(replace(vendor.wish("Refer a friend"), identifier=nobody), means)
    assert (intent.state, intent.code, vendor.posts) == (State.NOT_SENT, 8015, [])


async def test_a_customer_who_cannot_be_read_is_not_sent_for(vendor: Vendor, means: Means) -> None:
    async def unreachable(_: CustomerIdentifier, __: int | None) -> CustomerView:
        raise AnswerLostError("No answer within 20 seconds.")

    intent = await perform(vendor.wish("Refer a friend"), replace(means, read=unreachable))
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert intent.message == "The customer could not be read first. No answer within 20 seconds."


async def in_another_org(vendor: Vendor, means: Means, *, own_credentials: bool, insist: bool) -> Intent:
    """An enrolment in a child org whose rows the own org's credentials can read."""
    child = vendor.children[0].id
    view = await vendor.read(vendor.customer, child)
    doubtful = view.availability[(view.availability["verdict"] == "unknown") & (view.availability["action"] == "issue")]
    program_id, promotion_id = (int(doubtful.iloc[0][name]) for name in ("program_id", "promotion_id"))
    wish = Wish(vendor.customer, child, program_id, promotion_id, Route.V2_ISSUE)
    return await perform(wish, replace(means, own_credentials=own_credentials), insist=insist)


async def test_another_orgs_promotion_is_not_sent_without_its_credentials(vendor: Vendor, means: Means) -> None:
    intent = await in_another_org(vendor, means, own_credentials=False, insist=False)
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert "that org's own credentials are not configured" in intent.message
    assert intent.advice == "Insist to send it all the same."


async def test_insisting_overrides_what_cannot_be_told(vendor: Vendor, means: Means) -> None:
    intent = await in_another_org(vendor, means, own_credentials=False, insist=True)
    assert intent.sent_at is not None
    assert (intent.insisted, len(vendor.posts)) == (True, 1)


async def test_what_cannot_be_told_is_sent_with_the_orgs_own_credentials(vendor: Vendor, means: Means) -> None:
    intent = await in_another_org(vendor, means, own_credentials=True, insist=False)
    assert intent.sent_at is not None
    assert len(vendor.posts) == 1


async def test_a_lost_answer_is_settled_by_reading_back(vendor: Vendor, journal: Journal) -> None:
    means = means_for(vendor, journal, carried_out_but_lost(vendor.send))
    intent = await perform(vendor.wish("Shop across brands"), means)
    assert (intent.state, len(vendor.posts), vendor.effects()) == (State.CONFIRMED, 1, 1)
    assert "found by reading the customer again" in intent.message
    assert figures(intent) == (0, 1)


async def test_a_lost_request_stays_unknown_and_is_not_repeated(vendor: Vendor, journal: Journal) -> None:
    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, swallowed))
    assert (intent.state, vendor.effects(), intent.is_open) == (State.UNKNOWN, 0, True)
    assert figures(intent) == (0, 0)
    assert intent.message == "No answer within 20 seconds."
    assert intent.advice.startswith("Do not repeat it")


async def test_other_changes_meanwhile_are_a_conflict(vendor: Vendor, journal: Journal) -> None:
    async def twice(call: Call) -> Answer:
        call = await left(call)
        await vendor.send(call)
        await vendor.send(call)
        raise AnswerLostError("No answer within 20 seconds.")

    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, twice))
    assert (intent.state, figures(intent)) == (State.CONFLICT, (0, 2))


async def test_what_never_left_is_not_sent_and_may_be_tried_again(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    intent = await perform(wish, means_for(vendor, journal, never_left))
    assert (intent.state, intent.message) == (State.NOT_SENT, "The vendor's server refused the connection.")
    vendor.clock.move(seconds=1)
    assert (await perform(wish, means_for(vendor, journal))).state is State.CONFIRMED


async def test_8890_is_a_refusal_that_names_its_likely_cause(vendor: Vendor, journal: Journal) -> None:
    body = b'{"warnings": [{"status": false, "code": 8890, "message": "not issued"}], "errors": [], "sideEffects": []}'
    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, answering(200, body)))
    assert (intent.state, intent.code, intent.vendor_message) == (State.REFUSED, 8890, "not issued")
    assert intent.message.endswith("none of its limits was used up, which points to its set-up.")
    assert intent.request_id == "q7"


async def test_an_unexpected_failure_while_sending_is_unknown(
    vendor: Vendor, journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(call: Call) -> Answer:
        await left(call)
        raise ZeroDivisionError(vendor.customer.value)

    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, broken))
    assert intent.state is State.UNKNOWN
    told = [
        record for record in caplog.record_tuples if record[0].startswith("promo_data") and record[1] > logging.INFO
    ]
    assert told == [("promo_data.actions.sending", logging.ERROR, "sending failed with ZeroDivisionError")]


async def test_one_who_stops_waiting_loses_nothing(vendor: Vendor, journal: Journal) -> None:
    async def slow(call: Call) -> Answer:
        waiting.cancel()
        await anyio.sleep(0.05)
        return await vendor.send(call)

    with anyio.CancelScope() as waiting:
        await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, slow))
    assert waiting.cancelled_caught
    assert [i.state for i in journal.page(Search()).intents] == [State.CONFIRMED]


async def test_one_who_stops_waiting_before_the_send_sends_nothing(vendor: Vendor, means: Means) -> None:
    async def slow(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        waiting.cancel()
        await anyio.lowlevel.checkpoint()
        return await vendor.read(identifier, org_id)

    with anyio.CancelScope() as waiting:
        await perform(vendor.wish("Shop across brands"), replace(means, read=slow), form_token="f")
    closed = await perform(vendor.wish("Shop across brands"), means, form_token="f")
    assert (closed.state, vendor.posts) == (State.NOT_SENT, [])


async def test_a_form_sends_once_however_often_it_comes(vendor: Vendor, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    first = await perform(wish, means, form_token="form")
    vendor.clock.move(minutes=1)
    assert await perform(wish, means, form_token="form") == first
    assert vendor.effects() == 1


async def test_a_second_wish_is_held_back_by_an_open_one(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    first = await perform(wish, means_for(vendor, journal, swallowed))
    vendor.clock.move(minutes=1)
    second = await perform(wish, means_for(vendor, journal))
    assert (second.state, second.blocked_by, vendor.posts) == (State.NOT_SENT, first.id, [])


async def test_a_wish_first_settles_the_open_one_in_its_way(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    first = await perform(wish, means_for(vendor, journal, swallowed))
    vendor.clock.move(minutes=5)
    second = await perform(wish, means_for(vendor, journal))
    assert (journal.get(first.id).state, second.state, vendor.effects()) == (State.NOT_APPLIED, State.CONFIRMED, 1)


async def test_the_window_of_settling_is_the_means(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    await perform(wish, means_for(vendor, journal, swallowed))
    vendor.clock.move(seconds=10)
    hasty = replace(means_for(vendor, journal), final_after=timedelta(seconds=10))
    assert (await perform(wish, hasty)).state is State.CONFIRMED


async def test_an_open_one_that_turns_out_done_is_not_done_again(vendor: Vendor, journal: Journal) -> None:
    late: list[Call] = []

    async def held_up(call: Call) -> Answer:
        late.append(await left(call))
        raise AnswerLostError("No answer within 20 seconds.")

    wish = vendor.wish("Shop across brands")
    first = await perform(wish, means_for(vendor, journal, held_up))
    await vendor.send(late[0])
    vendor.clock.move(seconds=30)
    second = await perform(wish, means_for(vendor, journal))
    assert (journal.get(first.id).state, second.state) == (State.CONFIRMED, State.NOT_SENT)
    assert (second.blocked_by, vendor.effects()) == (first.id, 1)
    assert second.message == "The same action was carried out by agent at 09:00 UTC."


async def test_many_wishes_after_an_open_one_send_one(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    await perform(wish, means_for(vendor, journal, swallowed))
    vendor.clock.move(minutes=5)
    async with anyio.create_task_group() as tasks:
        for _ in range(10):
            tasks.start_soon(perform, wish, means_for(vendor, journal))
    assert (len(vendor.posts), vendor.effects()) == (1, 1)


async def test_a_conflict_stays_in_the_way(vendor: Vendor, journal: Journal) -> None:
    async def twice(call: Call) -> Answer:
        call = await left(call)
        await vendor.send(call)
        await vendor.send(call)
        raise AnswerLostError("No answer within 20 seconds.")

    wish = vendor.wish("Shop across brands")
    first = await perform(wish, means_for(vendor, journal, twice))
    vendor.clock.move(days=1)
    second = await perform(wish, means_for(vendor, journal))
    assert (second.state, second.blocked_by, vendor.effects()) == (State.NOT_SENT, first.id, 2)


def of_a_merged_customer(vendor: Vendor, means: Means) -> tuple[Wish, Means]:
    """A wish that names a customer by a number the vendor answers to with another customer."""

    async def of_another(_: CustomerIdentifier, org_id: int | None) -> CustomerView:
        return await vendor.read(vendor.customer, org_id)

    former = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "1")
    return replace(vendor.wish("Shop across brands"), identifier=former), replace(means, read=of_another)


async def test_a_merged_customer_needs_insisting_even_in_the_own_org(vendor: Vendor, means: Means) -> None:
    intent = await perform(*of_a_merged_customer(vendor, means))
    assert (intent.state, intent.advice) == (State.NOT_SENT, "Insist to send it all the same.")
    assert "the customer was merged" in intent.message


async def test_insisting_acts_for_a_merged_customer(vendor: Vendor, means: Means) -> None:
    assert (await perform(*of_a_merged_customer(vendor, means), insist=True)).sent_at is not None


async def test_the_promotions_hex_id_is_found_by_its_name(vendor: Vendor, means: Means) -> None:
    asked: list[tuple[int, int, str]] = []

    async def finding(program_id: int, promotion_id: int, name: str) -> str | None:
        asked.append((program_id, promotion_id, name))
        return await means.find_hex(program_id, promotion_id, name)

    wish = replace(vendor.wish("Shop across brands", Route.V3_ENROL), promotion_hex=None)
    intent = await perform(wish, replace(means, find_hex=finding))
    assert intent.state is State.CONFIRMED
    assert asked == [(wish.program_id, wish.promotion_id, "Shop across brands")]


async def hex_told(error: PromoInsightError | None, vendor: Vendor, means: Means) -> Intent:
    """How a wish ends whose hex id is looked for and not found, or for which that look-up fails."""

    async def not_finding(*_: object) -> None:
        if error is not None:
            raise error

    wish = replace(vendor.wish("Shop across brands", Route.V3_ENROL), promotion_hex=None)
    return await perform(wish, replace(means, find_hex=not_finding))


async def test_a_hex_id_that_is_not_found_is_told_on_record(vendor: Vendor, means: Means) -> None:
    intent = await hex_told(None, vendor, means)
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert intent.message == "Its id of 24 hex digits was not found, so it has to be given."
    assert means.journal.get(intent.id) == intent


async def test_a_look_up_of_the_hex_id_that_is_refused_says_why(vendor: Vendor, means: Means) -> None:
    refused = RefusedError("No access.", endpoint=Endpoint.FIND_PROMOTIONS, code=300005, vendor_message="", status=403)
    intent = await hex_told(refused, vendor, means)
    assert (intent.state, intent.code) == (State.NOT_SENT, 300005)
    assert intent.message == "Its id of 24 hex digits could not be looked up. No access."


async def test_a_look_up_of_the_hex_id_that_fails_says_why(vendor: Vendor, means: Means) -> None:
    intent = await hex_told(NotSentError("The vendor's server refused the connection."), vendor, means)
    assert (intent.state, intent.code, vendor.posts) == (State.NOT_SENT, None, [])
    assert intent.message.endswith("The vendor's server refused the connection.")


async def test_v3s_already_enrolled_or_limit_reached_points_to_an_enrolment(vendor: Vendor, journal: Journal) -> None:
    said = "Unable to enroll in promotions. Customer already enrolled or limit reached."
    means = means_for(vendor, journal, answering(200, f'{{"data": null, "warnings": "{said}"}}'.encode()))
    intent = await perform(vendor.wish("Shop across brands", Route.V3_ENROL), means)
    assert intent.state is State.REFUSED
    assert intent.message.endswith(
        "none of its limits was used up, which points to the customer being enrolled already."
    )


async def test_the_same_wish_by_another_route_and_identifier_is_the_same(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    first = await perform(wish, means_for(vendor, journal, swallowed))
    by_number = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(first.customer_id))
    other = replace(vendor.wish("Shop across brands", Route.V3_ENROL), identifier=by_number)
    assert (await perform(other, means_for(vendor, journal))).blocked_by == first.id


async def test_opting_in_is_another_wish_than_enrolling(vendor: Vendor, means: Means) -> None:
    await perform(vendor.wish("Travel miles"), means)
    vendor.clock.move(seconds=1)
    assert (await perform(vendor.wish("Travel miles", Route.V3_OPT_IN), means)).state is State.CONFIRMED


async def test_what_was_carried_out_since_the_customer_was_seen_holds_a_wish_back(vendor: Vendor, means: Means) -> None:
    shown_to_both = vendor.clock()
    vendor.clock.move(seconds=5)
    first = await perform(replace(vendor.wish("Shop across brands"), seen_at=shown_to_both), means)
    vendor.clock.move(minutes=10)
    second = await perform(replace(vendor.wish("Shop across brands"), seen_at=shown_to_both), means)
    assert (first.state, second.state, vendor.effects()) == (State.CONFIRMED, State.NOT_SENT, 1)
    assert (second.blocked_by, second.message) == (
        first.id,
        "The same action was carried out by agent at 09:00 UTC.",
    )


async def test_what_was_carried_out_before_the_customer_was_seen_holds_nothing_back(
    vendor: Vendor, means: Means
) -> None:
    await perform(vendor.wish("Shop across brands"), means)
    vendor.clock.move(seconds=1)
    seen = replace(vendor.wish("Shop across brands"), seen_at=vendor.clock())
    vendor.clock.move(seconds=1)
    assert (await perform(seen, means)).state is State.CONFIRMED


async def test_once_it_ended_it_may_be_wished_again(vendor: Vendor, means: Means) -> None:
    await perform(vendor.wish("Shop across brands"), means)
    vendor.clock.move(minutes=1)
    assert figures(await perform(vendor.wish("Shop across brands"), means)) == (1, 2)


async def test_ids_are_kept_as_every_database_takes_them(vendor: Vendor, journal: Journal) -> None:
    async def odd(call: Call) -> Answer:
        answer = await vendor.send(call)
        body = orjson.loads(answer.body)
        body["sideEffects"][0]["issualId"] = "25\x00286" + "9" * 200
        return Answer(answer.status, {"x-cap-requestid": "q\x007\n"}, orjson.dumps(body))

    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, odd))
    assert (intent.ids.issual_id, intent.request_id) == ("25286" + "9" * 94, "q7")


class FullDisk(Journal):
    """Cannot write any more once something is to be sent."""

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        raise StoreError(f"The disk is full for {len(intent_ids)} rows at {vendor_time}.")


async def test_nothing_is_sent_where_it_cannot_be_recorded(vendor: Vendor, journal: Journal, tmp_path: Path) -> None:
    engine = open_store(place_for(tmp_path / "data"))
    audit = Audit(engine, tmp_path / "data", clock=vendor.clock)
    full = FullDisk(engine, audit, backend="sandbox", person="agent", clock=vendor.clock)
    with pytest.raises(StoreError, match="so it was not sent"):
        await perform(vendor.wish("Shop across brands"), means_for(vendor, full))
    engine.dispose()
    assert vendor.posts == []
    assert [intent.state for intent in journal.page(Search()).intents] == [State.NOT_SENT]


async def test_what_the_route_does_not_take_leaves_no_row(vendor: Vendor, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    with pytest.raises(InputError, match="ALL"):
        await perform(replace(wish, identifier=replace(wish.identifier, source=Source.ALL)), means)
    assert means.journal.page(Search()).intents == ()


async def test_the_customer_is_forgotten_by_caches_once_something_was_sent(vendor: Vendor, means: Means) -> None:
    forgotten: list[int] = []
    forgetting = replace(means, forget=forgotten.append)
    await perform(vendor.wish("Happy hour"), forgetting)
    assert forgotten == []
    intent = await perform(vendor.wish("Shop across brands"), forgetting)
    assert forgotten == [intent.customer_id]


async def test_a_customer_who_cannot_be_read_afterwards_changes_nothing(vendor: Vendor, means: Means) -> None:
    async def only_before(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        if vendor.posts:
            raise AnswerLostError("No answer within 20 seconds.")
        return await vendor.read(identifier, org_id)

    intent = await perform(vendor.wish("Shop across brands"), replace(means, read=only_before))
    assert (intent.state, intent.after) == (State.CONFIRMED, None)


async def test_no_identifier_reaches_the_record(vendor: Vendor, journal: Journal, tmp_path: Path) -> None:
    value = vendor.customer.value
    echo = f'{{"errors": [{{"code": 77777, "message": "no {value} and jo.doe@example.com"}}]}}'.encode()
    for route, send in ((Route.V2_ISSUE, answering(400, echo)), (Route.V3_ENROL, vendor.send)):
        intent = await perform(vendor.wish("Shop across brands", route), means_for(vendor, journal, send))
        assert intent.customer == vendor.customer.masked
    written = everything_written(tmp_path / "data")
    assert value.encode() not in written
    assert b"jo.doe@example.com" not in written
    assert vendor.customer.masked.encode() in written


async def test_times_are_kept_in_utc(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Shop across brands"), means)
    assert intent.prepared_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert intent.prepared_at.tzinfo is UTC


async def test_an_answer_without_ids_confirms_nothing(vendor: Vendor, journal: Journal) -> None:
    wish = vendor.wish("Shop across brands")
    effects = f'[{{"programId": {wish.program_id}, "promotionId": {wish.promotion_id}}}]'
    send: Send = answering(200, f'{{"warnings": [], "errors": [], "sideEffects": {effects}}}'.encode())
    intent = await perform(wish, means_for(vendor, journal, send))
    assert (intent.state, intent.ids) == (State.UNKNOWN, WriteIds())


async def test_an_answer_that_comes_after_a_decision_changes_nothing_and_is_in_the_log(
    vendor: Vendor, journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    async def late(call: Call) -> Answer:
        call = await left(call)
        vendor.clock.move(minutes=6)
        (given_up,) = journal.recover()
        journal.decide(given_up.id, carried_out=False)
        return await vendor.send(call)

    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, late))
    assert (intent.state, intent.decision) == (State.NOT_APPLIED, "not_carried_out")
    assert f"action {intent.id} ended as not_applied; its late answer says confirmed" in caplog.text
