"""How a summary comes to lie beside its snapshot, and what is asked of one that is odd."""

from datetime import timedelta
from pathlib import Path

import orjson
import pyarrow.parquet as pq
import pytest

from promo_data.errors import StoreError
from promo_data.frames.records import records
from promo_data.insight.cohort import CohortFilters, CohortInsight, Selection, summarise
from promo_data.vocabulary import Action, AllowanceState, Verdict
from tests.factories import AS_OF, OWN_ORG, promotion_json, restriction_json, restrictions_json
from tests.unit.insight.cohort.snapshots import read_of, snapshot

OWN = frozenset([OWN_ORG.id])


def limited(used: str, **given: object) -> dict[str, object]:
    """A promotion of which the customer has used so much of five."""
    restrictions = restrictions_json(redemption=[restriction_json(currentCustomerUsage=used)])
    return promotion_json(promotionRestriction=restrictions, **given)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "summary").iterdir()}


def test_summarising_twice_leaves_the_same_files_and_no_others(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("4")), read_of(2, limited("5"))])

    summarise(tmp_path)
    once = files(tmp_path)
    summarise(tmp_path)

    assert files(tmp_path) == once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["allowances", "manifest.json", "promotions", "summary"]


def test_a_summary_of_another_version_is_made_anew(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("4"))])
    summarise(tmp_path)
    once = files(tmp_path)
    about = tmp_path / "summary" / "about.json"
    about.write_bytes(orjson.dumps({"version": 0, "as_of": None}))

    with CohortInsight.open(tmp_path) as insight:
        assert insight.as_of == AS_OF

    assert files(tmp_path) == once


def test_what_fails_while_it_is_made_leaves_no_trace(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("4"))], [read_of(2, limited("4"))])
    (tmp_path / "promotions" / "part-00001.parquet").unlink()

    with pytest.raises(StoreError, match="promotions of some limits are missing"):
        summarise(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["allowances", "manifest.json", "promotions"]


def test_files_may_begin_and_end_anywhere(tmp_path: Path) -> None:
    cohort = [read_of(number, limited(str(number % 6)), limited("5", promotionId=7)) for number in range(1, 40)]
    snapshot(tmp_path / "one", cohort)
    snapshot(tmp_path / "other", cohort)
    for name, rows in (("promotions", 7), ("allowances", 11)):
        part = tmp_path / "other" / name / "part-00000.parquet"
        table = pq.read_table(part)
        half = len(table) // 3
        pq.write_table(table.slice(0, half), part, row_group_size=rows)
        pq.write_table(table.slice(half), part.with_name("part-00001.parquet"), row_group_size=rows)

    with CohortInsight.open(tmp_path / "one") as one, CohortInsight.open(tmp_path / "other") as other:
        assert records(other.promotions()) == records(one.promotions())
        assert records(other.near_caps()) == records(one.near_caps())


def test_a_customer_named_twice_counts_once_as_the_newest_answer_has_it(tmp_path: Path) -> None:
    early, late = read_of(1, limited("1")), read_of(1, limited("5"))
    later = AS_OF + timedelta(seconds=1)
    moved = type(late)(
        late.customer_id,
        tuple(type(row)(row.customer_id, row.org_id, row.promotion, later) for row in late.rows),
        late.coverage,
        late.problems,
        later,
    )
    snapshot(tmp_path, [moved], [early])

    with CohortInsight.open(tmp_path) as insight:
        (shown,) = records(insight.promotions())
        assert (shown["customers"], shown["exhausted"], shown["open"]) == (1, 1, 0)
        assert insight.count(Selection()) == 1
        assert sum(row["exhausted"] for row in records(insight.limits((OWN_ORG.id, 1147, 1122938)))) == 1


def test_nobody_at_all_gives_frames_without_rows(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1)])

    with CohortInsight.open(tmp_path) as insight:
        assert insight.as_of is None
        for found in (
            insight.promotions(),
            insight.facets(),
            insight.near_caps(),
            insight.lapsing(30),
            insight.actionable(Action.ENROL),
            insight.customers(Selection()),
            insight.headroom((OWN_ORG.id, 1, 2)),
            insight.limits((OWN_ORG.id, 1, 2)),
        ):
            assert found.empty
        assert insight.customer_ids(Selection()).to_pylist() == []


def test_verdicts_phases_and_what_lapses_follow_the_moment_asked_for(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("1", pointsOfferType="LOYALTY", endDate="2026-02-20T00:00:00Z"))])

    with CohortInsight.open(tmp_path, writable_orgs=OWN) as insight:
        (then,), (later,) = (records(insight.promotions(now=AS_OF + timedelta(days=days))) for days in (0, 60))
        assert (then["phase"], then["issue_allowed"], later["phase"], later["issue_refused"]) == (
            "running",
            1,
            "ended",
            1,
        )
        assert insight.count(Selection(lapsing_within=10)) == 0
        assert insight.count(Selection(lapsing_within=30)) == 1
        assert insight.count(Selection(lapsing_within=30, now=AS_OF + timedelta(days=60))) == 0


def test_what_cannot_be_told_stays_apart_from_what_is_refused(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("1", pointsOfferType="LOYALTY"))])

    with CohortInsight.open(tmp_path) as insight:
        behind = [insight.count(Selection(action=Action.ISSUE, verdict=verdict)) for verdict in Verdict]

    assert dict(zip(Verdict, behind, strict=True)) == {Verdict.ALLOWED: 0, Verdict.REFUSED: 0, Verdict.UNKNOWN: 1}


def test_the_customers_behind_a_bar_come_a_page_at_a_time(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(number, limited("5" if number % 2 else "1")) for number in range(1, 21)])
    bar = Selection(CohortFilters(states=frozenset([AllowanceState.EXHAUSTED])))

    with CohortInsight.open(tmp_path) as insight:
        pages = [records(insight.customers(bar, 4, offset)) for offset in (0, 4, 8, 12)]
        assert [[row["customer_id"] for row in page] for page in pages] == [[1, 3, 5, 7], [9, 11, 13, 15], [17, 19], []]
        assert insight.customer_ids(bar).to_pylist() == list(range(1, 21, 2))
        with pytest.raises(ValueError, match="at most 1000 rows"):
            insight.customers(bar, 1_001)


def test_a_customer_is_shown_with_the_promotion_that_is_used_up_most(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("1"), limited("4", promotionId=7), promotion_json(promotionId=8))])

    with CohortInsight.open(tmp_path) as insight:
        (row,) = records(insight.customers(Selection()))

    assert (row["promotions"], row["promotion_id"], row["used"], row["state"]) == (3, 7, 4, "near")


def test_one_that_was_closed_answers_nothing(tmp_path: Path) -> None:
    snapshot(tmp_path, [read_of(1, limited("1"))])
    insight = CohortInsight.open(tmp_path)
    insight.close()

    with pytest.raises(ValueError, match="closed"):
        insight.promotions()


def test_a_promotion_without_a_limit_is_told_apart_from_one_that_says_nothing(tmp_path: Path) -> None:
    silent = promotion_json(promotionId=7)
    del silent["promotionRestriction"]
    snapshot(tmp_path, [read_of(1, promotion_json(), silent)])

    with CohortInsight.open(tmp_path) as insight:
        shown = {row["promotion_id"]: (row["no_limit"], row["unknown"]) for row in records(insight.promotions())}

    assert shown == {1122938: (1, 0), 7: (0, 1)}
