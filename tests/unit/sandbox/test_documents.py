"""The sample answers of the documents: each can be had with the same keys in the same order, and the same types."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import GROCER, PARENT
from promo_data.sandbox.promotions import Milestone
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, Api, Json, asked, named, other, titled

SAMPLES = Path(__file__).parents[2] / "samples"


def _sample(name: str) -> Json:
    sample: Json = orjson.loads((SAMPLES / f"{name}.json").read_bytes())
    return sample


def _shape(value: object) -> object:
    """Keys in their order and types, at every depth; a list counts as the different items that it has."""
    if isinstance(value, dict):
        return [(key, _shape(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return sorted({repr(_shape(item)) for item in value})
    return type(value).__name__


@pytest.mark.parametrize("name", ["self", "other", "all"])
def test_a_promotion_without_restrictions_has_the_shape_of_003(api: Api, world: World, name: str) -> None:
    demo = titled(world, "Near a cap")
    answer = api.get(LOOKUP, asked(demo, limit=100), headers=other(GROCER)).json()
    answer["promotions"] = [p for p in answer["promotions"] if p["promotionName"] == "Neighbourhood pantry drive"]
    assert _shape(answer) == _shape(_sample(f"003_customer_promotions_{name}"))


@pytest.mark.parametrize(
    ("promotion", "sample"), [("Shop across brands", "000_issue_enrolled"), ("Refer a friend", "001_issue_issued")]
)
def test_an_issue_has_the_shape_of_000_and_001(api: Api, world: World, promotion: str, sample: str) -> None:
    wanted = named(world, promotion)
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    answer = api.post(ISSUE, body, asked(titled(world, "Near a cap"))).json()
    assert _shape(answer) == _shape(_sample(sample))


@pytest.mark.parametrize(
    ("sample", "body", "changed"),
    [
        ("declined_8890", {"programId": 1144, "promotionId": 1122003}, {}),
        ("error_1101", {"programId": 1, "promotionId": 1122003}, {}),
        ("error_8874", {"programId": 1144, "promotionId": 1}, {}),
        ("error_11013", {"programId": 1144, "promotionId": 1122003}, {"source": ""}),
        ("error_8015", {"programId": 1144, "promotionId": 1122003}, {"identifierValue": "1"}),
    ],
)
@pytest.mark.parametrize("document", ["000_issue_enrol", "001_issue_direct"])
def test_a_refused_issue_is_that_of_000_and_001_word_for_word(
    api: Api, world: World, document: str, sample: str, body: Json, changed: dict[str, str]
) -> None:
    answer = api.post(ISSUE, body, asked(titled(world, "Near a cap"), **changed)).json()
    assert answer == _sample(f"{document}_{sample}")


def test_an_enrolment_with_milestones_has_the_shape_of_002(api: Api, world: World) -> None:
    # The sample has an opt-in too: here that of a direct issue, which no promotion of the world has with a milestone.
    wanted = replace(
        named(world, "Birthday treat"),
        id=1_199_999,
        ordinal=world.catalogue.next_ordinal,
        milestones=(Milestone(97829, 151359),),
    )
    world.catalogue.add(wanted)
    request = _sample("002_enrol_request") | {
        "promotion": {"id": wanted.hex_id, "promotionId": wanted.id},
        "customer": asked(titled(world, "Near a cap")),
        "programId": wanted.programme_id,
    }
    answer = api.post(ENROL, request, org=GROCER).json()
    assert _shape(answer) == _shape(_sample("002_enrol_enrolled"))


def test_a_created_promotion_has_the_shape_of_004(api: Api) -> None:
    request = _sample("004_create_request")
    request["promotion"]["programId"] = 1144
    path = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"
    answer = api.post(path, request, org=PARENT).json()
    assert _shape(answer) == _shape(_sample("004_create_created"))
