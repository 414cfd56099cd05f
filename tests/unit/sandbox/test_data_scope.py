import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT, Org
from tests.unit.sandbox.calls import LOOKUP, Api, Clock, asked, titled


def _orgs(api: Api, world: World, org: Org, **headers: str) -> set[int]:
    demo = titled(world, "Active with both brands")
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = api.get(LOOKUP, asked(demo, limit=100), org=org, headers=sent)
    return {row["orgId"] for row in answer.json()["promotions"]}


def _code(api: Api, world: World, org: Org = PARENT, **headers: str) -> tuple[int, int]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = api.get(LOOKUP, asked(world.demo_customers[0]), org=org, headers=sent)
    return answer.status_code, answer.json()["errors"][0]["code"]


@pytest.mark.parametrize("org", [PARENT, GROCER, OUTDOOR])
def test_self_and_a_missing_scope_are_the_callers_own_org(api: Api, world: World, org: Org) -> None:
    assert _orgs(api, world, org) == _orgs(api, world, org, DATA_SCOPE="SELF") == {org.id}


@pytest.mark.parametrize(
    ("listed", "seen"),
    [("50405", {50405}), ("50406", {50406}), ("50405,50406", {50405, 50406}), ("50406, 50405", {50405, 50406})],
)
def test_a_parent_reads_the_children_it_lists(api: Api, world: World, listed: str, seen: set[int]) -> None:
    assert _orgs(api, world, PARENT, DATA_SCOPE="OTHER", DATA_SCOPE_ORG=listed) == seen


def test_a_child_may_list_only_itself(api: Api, world: World) -> None:
    assert _orgs(api, world, GROCER, DATA_SCOPE="OTHER", DATA_SCOPE_ORG="50405") == {50405}
    assert _code(api, world, GROCER, DATA_SCOPE="OTHER", DATA_SCOPE_ORG="50406") == (400, 310144)


def test_all_is_parent_and_children_for_the_parent(api: Api, world: World) -> None:
    assert _orgs(api, world, PARENT, DATA_SCOPE="ALL") == {50404, 50405, 50406}


def test_all_is_parent_and_that_child_for_a_child(api: Api, world: World) -> None:
    assert _orgs(api, world, OUTDOOR, DATA_SCOPE="ALL") == {50404, 50406}


@pytest.mark.parametrize("listed", ["", "1", "50404", "50405,1", "50405,50406,50404", "[50405]", "abc"])
def test_a_list_that_is_not_of_connected_orgs_is_310144(api: Api, world: World, listed: str) -> None:
    assert _code(api, world, DATA_SCOPE="OTHER", DATA_SCOPE_ORG=listed) == (400, 310144)


def test_a_scope_that_does_not_exist_is_310144(api: Api, world: World) -> None:
    assert _code(api, world, DATA_SCOPE="EVERY") == (400, 310144)


def test_all_over_three_children_is_310141(clock: Clock) -> None:
    world = build_world(clock=clock, child_orgs=3)
    assert _code(Api(world), world, DATA_SCOPE="ALL") == (400, 310141)


def test_more_than_two_children_cannot_be_listed(clock: Clock) -> None:
    world = build_world(clock=clock, child_orgs=3)
    assert _code(Api(world), world, DATA_SCOPE="OTHER", DATA_SCOPE_ORG="50405,50406,50407") == (400, 310144)


def test_over_several_orgs_the_total_is_not_the_sum(api: Api, world: World) -> None:
    demo = titled(world, "Active with both brands")
    answer = api.get(LOOKUP, asked(demo, limit=100), headers={"DATA-SCOPE": "ALL"}).json()
    assert answer["pageDetails"]["totalEntries"] < len(answer["promotions"])


def test_a_customer_unknown_to_one_org_is_found_over_all(api: Api, world: World) -> None:
    demo = titled(world, "Unknown to one brand")
    answer = api.get(LOOKUP, asked(demo, limit=100), headers={"DATA-SCOPE": "ALL"}).json()
    assert {row["orgId"] for row in answer["promotions"]} == {PARENT.id, OUTDOOR.id}
