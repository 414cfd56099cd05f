"""The vendor's own status filters beside our verdicts: both over the same world, which knows what is true."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData
from promo_data.sandbox import Switches, World, build_world
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import CoverageState
from tests.oracle.conftest import NOON
from tests.oracle.test_conflicting_documents import by_email, opened

CUSTOMERS = (*range(1, 9), 12, 13, 14, *range(20, 30))
FILTER_OF = {"enrol": "AVAILABLE_TO_ENROL", "issue": "AVAILABLE_TO_EARN"}


def asked(data: PromoData, world: World, number: int) -> CustomerView:
    return data.customer(by_email(world, number), second_opinion=True)


def answered(view: CustomerView) -> list[int]:
    states = ((each.org.id, each.state) for each in view.coverage)
    return [org_id for org_id, state in states if org_id is not None and state is CoverageState.ANSWERED]


def true_statuses(world: World, number: int, org_ids: list[int]) -> set[tuple[int, int, str]]:
    return {
        (org_id, promotion_id, status)
        for org_id in org_ids
        for promotion_id, statuses in world.statuses(world.ids.of(number, org_id), org_id).items()
        for status in statuses
    }


def shown_statuses(view: CustomerView) -> set[tuple[int, int, str]]:
    return {(row["org_id"], row["promotion_id"], row["status"]) for row in records(view.vendor_statuses)}


@pytest.fixture(scope="module", params=["issue", "enrol"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PromoData, World]]:
    """A world for each reading of AVAILABLE_TO_EARN (api-facts §3.2), and the client over it."""
    world = build_world(seed=7, customers=60, clock=lambda: NOON, switches=Switches(available_to_earn=request.param))
    with opened(world, tmp_path_factory.mktemp("opinion")) as data:
        yield data, world


def test_the_statuses_are_those_that_the_filters_let_through(both: tuple[PromoData, World]) -> None:
    data, world = both
    for number in CUSTOMERS:
        view = asked(data, world, number)
        assert shown_statuses(view) == true_statuses(world, number, answered(view))
        assert all(each.answered for each in view.filters if each.org.id in answered(view))


def test_the_vendors_verdict_is_that_of_its_filter(both: tuple[PromoData, World]) -> None:
    data, world = both
    for number in CUSTOMERS:
        view = asked(data, world, number)
        listed = true_statuses(world, number, answered(view))
        for row in records(view.availability):
            filtered = FILTER_OF.get(row["action"])
            if row["vendor_verdict"] is None or filtered is None:
                assert row["disagrees"] is None
                continue
            is_listed = (row["org_id"], row["promotion_id"], filtered) in listed
            assert row["vendor_verdict"] == ("allowed" if is_listed else "refused")


def test_where_both_judge_the_same_words_they_agree(world: World, tmp_path: Path) -> None:
    with opened(world, tmp_path) as data:
        for number in CUSTOMERS:
            view = asked(data, world, number)
            assert [row["sentence"] for row in records(view.disagreements)] == []
            assert not any(row["disagrees"] for row in records(view.availability))


def test_the_other_reading_of_available_to_earn_shows_as_disagreement(tmp_path: Path) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON, switches=Switches(available_to_earn="enrol"))
    with opened(world, tmp_path) as data:
        views = [asked(data, world, number) for number in CUSTOMERS]
    rows = [row for view in views for row in records(view.availability) if row["disagrees"]]
    assert {row["action"] for row in rows} == {"issue"}
    told = [row for view in views for row in records(view.disagreements)]
    assert {row["status"] for row in told} == {"AVAILABLE_TO_EARN"}
    assert len(told) == len(rows)


def test_a_second_opinion_changes_no_figure(world: World, tmp_path: Path) -> None:
    with opened(world, tmp_path) as data:
        for number in (2, 5, 12):
            plain, with_opinion = data.customer(by_email(world, number)), asked(data, world, number)
            assert plain.promotions.equals(with_opinion.promotions)
            assert plain.allowances.equals(with_opinion.allowances)
            assert plain.complete == with_opinion.complete


def test_over_all_orgs_at_once_the_statuses_are_the_same(tmp_path: Path) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON)
    with opened(world, tmp_path) as data:
        view = data.customer(by_email(world, 5), choice=ScopeChoice.ALL, second_opinion=True)
    assert shown_statuses(view) == true_statuses(world, 5, answered(view))
