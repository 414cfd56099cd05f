"""What a caller sees when rows, totals and values are not as documented: one check a case, by its name."""

from collections.abc import Callable
from functools import partial

from tests.unit.sandbox.faults.raw import Heard
from tests.unit.sandbox.faults.scene import Scene

Check = Callable[[Scene], None]
CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"


def _names(answer: Heard) -> list[str]:
    return [row["promotionName"] for row in answer.json["promotions"]]


def _moves_rows(scene: Scene, by: int) -> None:
    everything = _names(scene.page(0, limit=100))
    assert _names(scene.page(0)) == everything[:5]
    assert _names(scene.page(5)) == everything[5 + by : 10 + by]


def _shuffles(scene: Scene) -> None:
    first, second = _names(scene.page(0, limit=100)), _names(scene.page(0, limit=100))
    assert first != second
    assert sorted(first) == sorted(second)


def _is_short_of_rows(scene: Scene) -> None:
    answer = scene.page(0)
    assert len(answer.json["promotions"]) == 1
    assert answer.json["pageDetails"]["totalEntries"] > 1


def _totals(scene: Scene, *expected: int) -> None:
    rows = len(scene.page(0, limit=100).json["promotions"])
    found = [scene.page(0, limit=100).json["pageDetails"]["totalEntries"] for _ in expected]
    assert found == [value if value <= 0 else rows + value for value in expected]


def _repeats_its_first_page(scene: Scene) -> None:
    assert _names(scene.page(0)) == _names(scene.page(5)) == _names(scene.page(10))


def _is_another_customer(scene: Scene) -> None:
    customer = scene.world.find("mobile", scene.world.demo_customers[0].identifier_value, "ALL")
    assert customer is not None
    assert scene.get().json["customerId"] == customer.id + 1


def _is_gone_after_the_first(scene: Scene) -> None:
    assert scene.get().json["promotions"] != []
    assert scene.get().json == {
        "errors": [{"status": False, "message": "Customer not found for the given identifiers", "code": 8015}]
    }


def _has_unknown_words(scene: Scene) -> None:
    row = scene.get().json["promotions"][0]
    assert row["pointsOfferType"] == row["eventName"] == "SOMETHING_NEW"


def _lacks_fields(scene: Scene) -> None:
    row = scene.get().json["promotions"][0]
    assert "promotionId" in row
    assert {"limits", "customerUsage", "endDate", "promotionName"}.isdisjoint(row)


def _has_numbers_as_text(scene: Scene) -> None:
    answer = scene.get().json
    assert isinstance(answer["customerId"], str)
    assert isinstance(answer["promotions"][0]["promotionId"], str)
    assert answer["promotions"][0]["active"] is True


def _has_text_as_numbers(scene: Scene) -> None:
    row = scene.get().json["promotions"][0]
    assert isinstance(row["promotionName"], int)
    assert isinstance(row["endDate"], int)


def _has_objects_in_lists(scene: Scene) -> None:
    answer = scene.get().json
    assert isinstance(answer["pageDetails"], list)
    assert isinstance(answer["promotions"][0][0]["limits"], list)


def _has_null_lists(scene: Scene) -> None:
    answer = scene.get().json
    assert answer["warnings"] is None
    assert answer["promotions"][0]["promotionRestriction"]["earnRestrictions"] is None


def _has_a_new_kpi(scene: Scene) -> None:
    limits = [row["promotionRestriction"]["redemptionRestrictions"] for row in scene.get().json["promotions"]]
    assert {limit["kpi"] for row in limits for limit in row} == {"MAX_NUMBER_OF_SURPRISES_PER_CUSTOMER"}


def _is_of_another_org(scene: Scene) -> None:
    assert {row["orgId"] for row in scene.get().json["promotions"]} == {59999}


PAGE_CHECKS: dict[str, Check] = {
    "F22_row_comes_twice": partial(_moves_rows, by=-1),
    "F22_row_is_missed": partial(_moves_rows, by=1),
    "F22_reordered": _shuffles,
    "F22_short_page": _is_short_of_rows,
    "F23_total_zero": lambda scene: _totals(scene, 0, 0),
    "F23_total_wrong": lambda scene: _totals(scene, 7, 7),
    "F23_total_negative": lambda scene: _totals(scene, -1, -1),
    "F23_total_changes": lambda scene: _totals(scene, 2, 3, 4),
    "F23_page_repeats": _repeats_its_first_page,
    "F24_other_customer": _is_another_customer,
    "F25_customer_gone": _is_gone_after_the_first,
    "F26_unknown_words": _has_unknown_words,
    "F26_missing_fields": _lacks_fields,
    "F26_numbers_as_text": _has_numbers_as_text,
    "F26_text_as_numbers": _has_text_as_numbers,
    "F26_objects_as_lists": _has_objects_in_lists,
    "F26_null_lists": _has_null_lists,
    "F26_new_kpi": _has_a_new_kpi,
    "F27_other_org": _is_of_another_org,
}
