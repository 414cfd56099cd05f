"""Two actions for one customer at the same time: the second is turned away (api-facts §3.5, 521)."""

import anyio
import httpx

from promo_data.sandbox import DemoCustomer, World, sandbox_app
from promo_data.sandbox.authentication import basic_header
from promo_data.sandbox.organisations import PARENT
from tests.unit.sandbox.benefits import DIRECT_EARN, REVOKE, bulk, row
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, asked, named, titled

Sent = tuple[str, object, dict[str, str | int]]


def _answers(world: World, *posts: Sent) -> list[httpx.Response]:
    """The answers to posts that are all under way at once."""
    app = sandbox_app(world)
    answers: list[httpx.Response | None] = [None] * len(posts)

    async def post(client: httpx.AsyncClient, place: int) -> None:
        path, body, params = posts[place]
        answers[place] = await client.post(f"http://sandbox{path}", json=body, params=params)

    async def run() -> None:
        headers = {"Authorization": basic_header(PARENT.till, PARENT.password)}
        async with (
            httpx.AsyncClient(transport=httpx.ASGITransport(app), headers=headers) as client,
            anyio.create_task_group() as group,
        ):
            for place in range(len(posts)):
                group.start_soon(post, client, place)

    anyio.run(run)
    return [answer for answer in answers if answer is not None]


def _issue(world: World, demo: DemoCustomer) -> Sent:
    wanted = named(world, "Refer a friend")
    return ISSUE, {"programId": wanted.programme_id, "promotionId": wanted.id}, asked(demo)


def _enrol(world: World, demo: DemoCustomer) -> Sent:
    wanted = named(world, "Shop across brands")
    body = {
        "action": "ENROL",
        "promotion": {"id": wanted.hex_id, "promotionId": wanted.id},
        "customer": asked(demo),
        "programId": wanted.programme_id,
    }
    return ENROL, body, {}


def test_the_second_of_two_issues_is_turned_away(world: World) -> None:
    demo = titled(world, "Near a cap")
    answers = _answers(world, _issue(world, demo), _issue(world, demo))
    assert [answer.status_code for answer in answers] == [200, 521]
    assert answers[1].json()["errors"][0]["code"] == 521
    assert len(world.ledger.effects) == 1


def test_actions_of_different_endpoints_exclude_each_other(world: World) -> None:
    demo = titled(world, "Near a cap")
    answers = _answers(world, _enrol(world, demo), _issue(world, demo))
    assert [answer.status_code for answer in answers] == [200, 521]


def test_a_v3_action_is_turned_away_in_its_own_envelope(world: World) -> None:
    demo = titled(world, "Near a cap")
    refused = _answers(world, _issue(world, demo), _enrol(world, demo))[1]
    assert (refused.status_code, refused.json()["errors"][0]["code"], refused.json()["data"]) == (521, 521, None)


def test_a_row_of_a_bulk_request_is_turned_away_by_itself(world: World) -> None:
    demo, free = titled(world, "Near a cap"), titled(world, "Active with both brands")
    by_mobile = row(free, identifierValue=world.customer(5).identifiers[0].value)
    body = bulk(world, "Refer a friend", None, row(demo), by_mobile)
    entries = _answers(world, _issue(world, demo), (DIRECT_EARN, body, {}))[1].json()["response"]
    assert [[error["code"] for error in entry["errors"]] for entry in entries] == [[521], []]


def test_a_revoke_is_an_action_too(world: World) -> None:
    demo, wanted = titled(world, "Near a cap"), named(world, "Refer a friend")
    body = {
        "action": "REVOKE_ENROLL",
        "programId": wanted.programme_id,
        "promotion": {"promotionId": wanted.id},
        "customers": [asked(demo)],
    }
    answers = _answers(world, _issue(world, demo), (REVOKE, body, {"revokeAllEnrollments": "true"}))
    assert [answer.status_code for answer in answers] == [200, 521]


def test_actions_for_different_customers_run_side_by_side(world: World) -> None:
    demos = [titled(world, title) for title in ("Near a cap", "Everything used up")]
    assert [answer.status_code for answer in _answers(world, *(_issue(world, demo) for demo in demos))] == [200, 200]


def test_one_after_the_other_is_no_conflict(world: World) -> None:
    demo = titled(world, "Near a cap")
    assert [_answers(world, _issue(world, demo))[0].status_code for _ in range(2)] == [200, 200]


def test_a_refused_action_gives_the_customer_free_again(world: World) -> None:
    demo = titled(world, "Near a cap")
    _answers(world, _issue(world, demo), _issue(world, demo))
    assert _answers(world, _issue(world, demo))[0].status_code == 200


def test_a_merged_customer_and_the_survivor_are_one(world: World) -> None:
    merged, survivor = titled(world, "Merged with another customer"), titled(world, "Active with both brands")
    answers = _answers(world, _issue(world, survivor), _issue(world, merged))
    assert [answer.status_code for answer in answers] == [200, 521]


def test_reads_are_never_turned_away(world: World) -> None:
    app = sandbox_app(world)

    async def run() -> int:
        headers = {"Authorization": basic_header(PARENT.till, PARENT.password)}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), headers=headers) as client:
            with world.happenings.acting_for(2):
                answer = await client.get(f"http://sandbox{LOOKUP}", params=asked(titled(world, "Near a cap")))
        return answer.status_code

    assert anyio.run(run) == 200
