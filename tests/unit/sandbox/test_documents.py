"""The sample answers of the documents: what the sandbox answers has the same keys, in the same order."""

from pathlib import Path

import orjson
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import GROCER, PARENT
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, Api, Json, asked, named, other, titled

SAMPLES = Path(__file__).parents[2] / "samples"


def _sample(name: str) -> Json:
    sample: Json = orjson.loads((SAMPLES / f"{name}.json").read_bytes())
    return sample


def _keys(value: object) -> object:
    """The keys at every depth in their order; a list counts as the different items that it has."""
    if isinstance(value, dict):
        return [(key, _keys(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return sorted({repr(_keys(item)) for item in value})
    return None


@pytest.mark.parametrize("name", ["self", "other", "all"])
def test_a_promotion_without_restrictions_has_the_keys_of_003(api: Api, world: World, name: str) -> None:
    demo = titled(world, "Near a cap")
    answer = api.get(LOOKUP, asked(demo, limit=100), headers=other(GROCER)).json()
    answer["promotions"] = [p for p in answer["promotions"] if p["promotionName"] == "Neighbourhood pantry drive"]
    assert _keys(answer) == _keys(_sample(f"003_customer_promotions_{name}"))


@pytest.mark.parametrize(
    ("promotion", "sample"), [("Shop across brands", "000_issue_enrolled"), ("Refer a friend", "001_issue_issued")]
)
def test_an_issue_has_the_keys_of_000_and_001(api: Api, world: World, promotion: str, sample: str) -> None:
    wanted = named(world, promotion)
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    answer = api.post(ISSUE, body, asked(titled(world, "Near a cap"))).json()
    assert _keys(answer) == _keys(_sample(sample))


@pytest.mark.parametrize(
    ("sample", "body", "changed"),
    [
        ("issue_enrol_declined_8890", {"programId": 1144, "promotionId": 1122003}, {}),
        ("issue_enrol_error_1101", {"programId": 1, "promotionId": 1122003}, {}),
        ("issue_enrol_error_8874", {"programId": 1144, "promotionId": 1}, {}),
        ("issue_enrol_error_11013", {"programId": 1144, "promotionId": 1122003}, {"source": ""}),
        ("issue_enrol_error_8015", {"programId": 1144, "promotionId": 1122003}, {"identifierValue": "1"}),
    ],
)
def test_a_refused_issue_is_that_of_000_word_for_word(
    api: Api, world: World, sample: str, body: Json, changed: dict[str, str]
) -> None:
    answer = api.post(ISSUE, body, asked(titled(world, "Near a cap"), **changed)).json()
    assert answer == _sample(f"000_{sample}")


def test_an_enrolment_with_milestones_has_the_keys_of_002(api: Api, world: World) -> None:
    wanted = named(world, "Loyal shopper milestone")
    request = _sample("002_enrol_request") | {
        "promotion": {"id": wanted.hex_id, "promotionId": wanted.id},
        "customer": asked(titled(world, "Near a cap")),
        "programId": wanted.programme_id,
    }
    answer = api.post(ENROL, request, org=GROCER).json()
    assert _keys(answer) == _keys(_sample("002_enrol_enrolled"))


def test_a_created_promotion_has_the_keys_of_004(api: Api) -> None:
    request = _sample("004_create_request")
    request["promotion"]["programId"] = 1144
    path = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"
    answer = api.post(path, request, org=PARENT).json()
    assert _keys(answer) == _keys(_sample("004_create_created"))
