import re

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT
from tests.unit.sandbox.calls import LIST, Api, named


def _names(api: Api, **params: str | int) -> list[str]:
    content = api.get(LIST, {"size": 100, **params}).json()["data"]["content"]
    return [item["metadata"]["name"] for item in content]


def test_a_promotion_is_found_by_its_name_with_its_hex_id(api: Api, world: World) -> None:
    wanted = named(world, "Shop across brands")
    found = api.get(LIST, {"searchText": "ACROSS"}).json()["data"]["content"]
    assert [(item["id"], item["metadata"]["promotionId"]) for item in found] == [(wanted.hex_id, wanted.id)]
    assert re.fullmatch("[0-9a-f]{24}", wanted.hex_id)


def test_the_programme_is_a_text_in_the_list(api: Api) -> None:
    assert api.get(LIST, {"size": 1}).json()["data"]["content"][0]["metadata"]["programId"] == "1145"


def test_a_promotion_is_found_by_its_description(api: Api) -> None:
    assert _names(api, searchText="target of the quarter") == ["Tier booster"]


def test_no_two_promotions_share_a_hex_id(world: World) -> None:
    promotions = [p for org in world.orgs for p in world.catalogue.of_org(org.id)]
    assert len({p.hex_id for p in promotions}) == len(promotions)


@pytest.mark.parametrize(
    ("status", "inside", "outside"),
    [
        ("LIVE", "Happy hour", "Members' day"),
        ("UPCOMING", "Members' day", "Happy hour"),
        ("ACTIVE", "Members' day", "Anniversary raffle"),
        ("LIVE, UPCOMING", "Happy hour", "Anniversary raffle"),
    ],
)
def test_a_status_filters(api: Api, status: str, inside: str, outside: str) -> None:
    found = _names(api, status=status)
    assert inside in found
    assert outside not in found


@pytest.mark.parametrize("status", ["DRAFT", "NONSENSE"])
def test_a_status_that_none_has_finds_none(api: Api, status: str) -> None:
    assert _names(api, status=status) == []


def test_a_promotion_switched_off_is_paused(api: Api) -> None:
    content = api.get(LIST, {"status": "PAUSED"}, org=GROCER).json()["data"]["content"]
    assert [item["metadata"]["name"] for item in content] == ["Till receipt survey"]


def test_pages_count_from_zero_and_give_each_promotion_once(api: Api, world: World) -> None:
    pages = [api.get(LIST, {"page": page, "size": 50}, org=OUTDOOR).json()["data"] for page in range(3)]
    found = [item["id"] for page in pages for item in page["content"]]
    assert found == [p.hex_id for p in world.catalogue.of_org(OUTDOOR.id)]
    assert [(page["first"], page["last"], page["numberOfElements"]) for page in pages] == [
        (True, False, 50),
        (False, False, 50),
        (False, True, 4),
    ]


def test_only_the_callers_own_promotions_are_listed(api: Api, world: World) -> None:
    assert api.get(LIST).json()["data"]["totalElements"] == len(world.catalogue.of_org(PARENT.id))


@pytest.mark.parametrize("params", [{"size": 0}, {"size": 101}, {"page": -1}, {"page": "first"}])
def test_a_page_that_cannot_be_is_300004(api: Api, params: dict[str, str | int]) -> None:
    answer = api.get(LIST, params)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, 300004)
