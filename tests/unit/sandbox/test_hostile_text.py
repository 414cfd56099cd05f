"""Texts as people and machines may write them travel as they are."""

import unicodedata

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import GROCER
from tests.unit.sandbox.calls import LIST, LOOKUP, Api, Json, asked, rows, titled


@pytest.fixture
def notices(api: Api, world: World) -> dict[str, Json]:
    return rows(api.get(LOOKUP, asked(titled(world, "Text from anywhere"), limit=100), org=GROCER))


@pytest.mark.parametrize("start", ["=", "@", "[", "<", "-"])
def test_names_begin_with_what_formulas_links_and_markup_begin_with(notices: dict[str, Json], start: str) -> None:
    assert any(name.startswith(start) for name in notices)


@pytest.mark.parametrize("part", ["<script>", "![", "\n", "\t", "\u200b", '"', "curl -X POST", "{{", "🎉"])
def test_texts_hold_what_must_never_come_alive(notices: dict[str, Json], world: World, part: str) -> None:
    texts = [f"{row['promotionName']} {row['description']}" for row in notices.values()]
    texts += [f"{p.name} {p.description}" for p in world.catalogue.of_org(world.orgs[0].id)]
    assert any(part in text for text in texts)


def test_some_are_written_from_right_to_left(notices: dict[str, Json]) -> None:
    directions = {unicodedata.bidirectional(letter) for name in notices for letter in name}
    assert {"AL", "RLO"} <= directions


def test_a_name_has_255_characters_and_a_description_none(notices: dict[str, Json]) -> None:
    assert max(map(len, notices)) == 255
    assert "" in [row["description"] for row in notices.values()]


def test_metadata_is_in_several_languages_and_as_long_as_allowed(notices: dict[str, Json]) -> None:
    metadata = next(row["promotionMetadata"] for row in notices.values() if "promotionMetadata" in row)
    assert {"language_fr", "language_ar", "language_ja", "language_hi"} <= {each["key"] for each in metadata}
    assert max(len(each["value"]) for each in metadata) == 1000
    assert {each["brandDefined"] for each in metadata} == {True, False}


def test_the_list_of_promotions_has_the_same_texts(api: Api, notices: dict[str, Json]) -> None:
    for name in ("=1+1", "会員限定ポイント二倍"):
        found = api.get(LIST, {"searchText": name}, org=GROCER).json()["data"]["content"]
        assert [item["metadata"]["description"] for item in found] == [notices[name]["description"]]
