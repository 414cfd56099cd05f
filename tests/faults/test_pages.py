"""F21 to F23: pages that fail, move, repeat themselves or count wrongly. The rows decide."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData
from promo_data.sandbox import build_world
from promo_data.sandbox.faults.kinds import MoveRows
from promo_data.sandbox.organisations import GROCER
from promo_data.scope import ScopeChoice
from tests.faults.checks import assert_sound, assert_true, assert_whole, truths
from tests.faults.scene import NOON, Scene, case, scene, sentences

COLLECTOR = "One thousand promotions"
SEVEN_PAGES = 650
PAGE = 100


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A world in which one customer has seven pages of promotions at the grocer."""
    world = build_world(seed=7, customers=60, clock=lambda: NOON, coupons=SEVEN_PAGES)
    with scene(tmp_path_factory.mktemp("pages"), world) as begun:
        yield begun


@pytest.fixture
def paged(kept: Scene, tmp_path: Path) -> Scene:
    """That world with nothing kept and nothing asked yet."""
    kept.folder = tmp_path
    kept.world.ledger.requests.clear()
    kept.world.ledger.faults.clear()
    kept.mend()
    return kept


def at_the_grocer(data: PromoData, paged: Scene) -> CustomerView:
    return data.customer(paged.named(COLLECTOR), choice=ScopeChoice.OTHER, only=[GROCER.id])


def assert_a_second_look_is_whole(paged: Scene) -> None:
    paged.mend()
    with paged.opened_with_what_was_kept() as data:
        view = at_the_grocer(data, paged)
    assert_true(paged, view, COLLECTOR)
    assert view.complete


def test_seven_pages_are_read_and_kept(paged: Scene) -> None:
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert_true(paged, view, COLLECTOR)
    assert view.complete
    assert paged.asked() == 7
    assert_a_second_look_is_whole(paged)
    assert paged.asked() == 7


def test_f21_a_page_that_fails_for_good_leaves_at_least_those_before(paged: Scene) -> None:
    paged.strike(case("F21_third_page_fails", 2101))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert len(view.promotions) == 2 * PAGE - 1
    assert not view.complete
    assert_sound(view)
    assert paged.asked() == 2 + 3
    assert_a_second_look_is_whole(paged)


@pytest.mark.parametrize(
    ("name", "seed"), [("F22_row_comes_twice", 2201), ("F22_reordered", 2202), ("F23_page_repeats", 2305)]
)
def test_f22_no_row_is_shown_twice(paged: Scene, name: str, seed: int) -> None:
    paged.strike(case(name, seed))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert not view.promotions.duplicated(["org_id", "program_id", "promotion_id"]).any()
    assert_sound(view)


@pytest.mark.parametrize(("name", "seed"), [("F22_row_comes_twice", 2203), ("F22_reordered", 2204)])
def test_f22_rows_that_come_again_or_in_another_order_lose_none(paged: Scene, name: str, seed: int) -> None:
    paged.strike(case(name, seed))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert_true(paged, view, COLLECTOR)
    assert_a_second_look_is_whole(paged)


def test_f22_a_row_that_is_missed_in_one_walk_is_found_by_the_second(paged: Scene) -> None:
    paged.strike(case("F22_row_is_missed", 2205, first=9))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert_true(paged, view, COLLECTOR)
    assert (view.complete, sentences(view)) == (True, [])
    assert_a_second_look_is_whole(paged)


def test_f22_a_row_that_moved_to_the_page_before_is_not_missed_and_said_to_have_moved(paged: Scene) -> None:
    paged.strike(case("F22_row_is_missed", 2206))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert_true(paged, view, COLLECTOR)
    assert (view.complete, len(sentences(view))) == (True, 1)
    assert paged.asked() == 2 * 9
    assert_a_second_look_is_whole(paged)


def test_f22_rows_that_are_missed_in_both_walks_make_the_list_incomplete(paged: Scene) -> None:
    paged.strike(case("F22_row_is_missed", 2208).model_copy(update={"does": MoveRows(by=2)}))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert len(view.promotions) < SEVEN_PAGES
    assert not view.complete
    assert_sound(view)
    assert_a_second_look_is_whole(paged)


def test_f22_short_pages_are_walked_to_the_end(paged: Scene) -> None:
    title = "More than a hundred promotions"
    paged.strike(case("F22_short_page", 2206))
    with paged.opened() as data:
        view = data.customer(paged.named(title), choice=ScopeChoice.OTHER, only=[GROCER.id])
        assert_true(paged, view, title)
    assert paged.asked() == len(truths(paged, view, title))


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("F23_total_zero", 2301),
        ("F23_total_wrong", 2302),
        ("F23_total_negative", 2303),
        ("F23_total_changes", 2304),
    ],
)
def test_f23_wrong_totals_cost_no_row(paged: Scene, name: str, seed: int) -> None:
    paged.strike(case(name, seed))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert_true(paged, view, COLLECTOR)
    assert paged.asked() <= 2 * 9
    assert_a_second_look_is_whole(paged)


@pytest.mark.parametrize(("name", "asked"), [("F23_total_zero", 7), ("F23_total_negative", 8)])
def test_f23_a_total_that_says_too_little_does_not_make_the_list_incomplete(
    paged: Scene, name: str, asked: int
) -> None:
    """One below zero is none, and then only a page that brings nothing new is the end."""
    paged.strike(case(name, 2308))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert (view.complete, paged.asked()) == (True, asked)


@pytest.mark.parametrize("name", ["F23_total_wrong", "F23_total_changes"])
def test_f23_rows_that_were_announced_and_do_not_come_make_it_incomplete(paged: Scene, name: str) -> None:
    paged.strike(case(name, 2309))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert not view.complete
    assert_sound(view)


def test_f23_totals_that_change_are_told(paged: Scene) -> None:
    paged.strike(case("F23_total_changes", 2306))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert any("changed" in sentence for sentence in sentences(view))


def test_f23_a_page_that_repeats_for_ever_ends_the_walk_and_is_no_whole_list(paged: Scene) -> None:
    paged.strike(case("F23_page_repeats", 2307))
    with paged.opened() as data:
        view = at_the_grocer(data, paged)
    assert len(view.promotions) == PAGE
    assert not view.complete
    assert paged.asked() == 3
    assert_a_second_look_is_whole(paged)


def test_over_all_orgs_a_short_page_of_one_does_not_hide_the_others(paged: Scene) -> None:
    title = "More than a hundred promotions"
    with paged.opened() as data:
        view = data.customer(paged.named(title), choice=ScopeChoice.ALL)
    assert_whole(paged, view, title)
