"""F26: records in shapes that no document has. What is not known stays visible as it came."""

import pytest

from promo_data.frames.records import records
from promo_data.opening import PromoData
from promo_data.sandbox.organisations import GROCER
from promo_data.scope import ScopeChoice
from tests.faults.checks import assert_nothing_partial_was_kept, assert_sound, assert_true, truths
from tests.faults.scene import EVERYWHERE, Scene, case

SHAPES = [
    ("F26_unknown_words", 2601),
    ("F26_missing_fields", 2602),
    ("F26_numbers_as_text", 2603),
    ("F26_text_as_numbers", 2604),
    ("F26_objects_as_lists", 2605),
    ("F26_null_lists", 2606),
    ("F26_new_kpi", 2607),
]


@pytest.mark.parametrize(("name", "seed"), SHAPES)
def test_no_shape_breaks_the_look_up_or_the_other_orgs(calm: Scene, name: str, seed: int) -> None:
    calm.strike(case(name, seed, org_id=GROCER.id))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert_sound(view)
    others = {org.id for org in calm.world.orgs} - {GROCER.id}
    shown = [row for row in records(view.promotions) if row["org_id"] in others]
    assert len(shown) == len([truth for truth in truths(calm, view, EVERYWHERE) if truth.org_id in others])


@pytest.mark.parametrize(("name", "seed"), SHAPES)
def test_what_cannot_be_read_is_never_kept_as_whole(calm: Scene, name: str, seed: int) -> None:
    calm.strike(case(name, seed, org_id=GROCER.id))
    with calm.opened() as data:
        view = data.customer(calm.named())
    if not view.complete:
        assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_numbers_as_text_are_the_same_numbers(calm: Scene) -> None:
    calm.strike(case("F26_numbers_as_text", 2608))
    with calm.opened() as data:
        assert_true(calm, data.customer(calm.named()), EVERYWHERE)


def of_the_grocer(calm: Scene, data: PromoData, name: str, seed: int, frame: str) -> list[dict[str, object]]:
    calm.strike(case(name, seed))
    view = data.customer(calm.named(), choice=ScopeChoice.OTHER, only=[GROCER.id])
    assert_sound(view)
    return records(getattr(view, frame))


def test_an_unknown_type_is_shown_as_given(calm: Scene) -> None:
    with calm.opened() as data:
        rows = of_the_grocer(calm, data, "F26_unknown_words", 2609, "promotions")
    known = {"GENERIC", "LOYALTY", "LOYALTY_EARNING"}
    assert rows
    assert {row["type"] for row in rows}.isdisjoint(known | {None})


def test_a_limit_of_an_unknown_kind_is_shown_under_its_own_name_and_is_unknown(calm: Scene) -> None:
    with calm.opened() as data:
        rows = of_the_grocer(calm, data, "F26_new_kpi", 2610, "allowances")
    strange = [row for row in rows if row["measure"] == "unknown"]
    assert strange
    assert all(row["kpi"] for row in strange)
