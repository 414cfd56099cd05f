"""Everything the cohort page asks of a snapshot, in a process of its own: its times and its memory, as JSON."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from promo_data.frames.records import records
from promo_data.insight.cohort import CohortFilters, CohortInsight, HeadroomBin, LimitKey, Selection, summarise
from promo_data.insight.cohort.asked import EVERYTHING
from promo_data.vocabulary import Action, AllowanceState
from tests.benches.cohort_snapshot import AT, ORGS

NARROW = CohortFilters(orgs=frozenset(ORGS[:2]), types=frozenset({"LOYALTY_EARNING"}))
PROGRAMMES = range(1147, 1152)
"""All of them."""
OTHER = CohortFilters(
    events=frozenset({"TransactionAdd"}), states=frozenset({AllowanceState.NEAR, AllowanceState.OPEN})
)


ROUNDS = 3


def questions(insight: CohortInsight) -> dict[str, Callable[[], object]]:
    """By what the table calls them."""
    largest = max(records(insight.promotions()), key=lambda row: int(row["open"]))
    key = (largest["org_id"], largest["program_id"], largest["promotion_id"])
    limit = max(records(insight.limits(key)), key=lambda row: int(row["open"]))
    chosen = LimitKey(*(limit[name] for name in LimitKey._fields))
    bins = insight.headroom(key, chosen)
    within = HeadroomBin(chosen, float(bins["lowest"][3]), float(bins["highest"][3]))
    only = CohortFilters(promotions=frozenset([key]))
    later = iter(range(1, 1_000))

    def filters() -> CohortFilters:
        """Others than before: what was counted for the same is kept."""
        return replace(EVERYTHING, programmes=frozenset({*PROGRAMMES, next(later)}))

    return {
        "promotions": insight.promotions,
        "promotions, another moment": lambda: insight.promotions(now=AT + timedelta(minutes=next(later))),
        "promotions, filtered": lambda: insight.promotions(OTHER),
        "facets": lambda: insight.facets(filters()),
        "facets, filtered": lambda: insight.facets(replace(OTHER, programmes=filters().programmes)),
        "count of all": lambda: insight.count(Selection()),
        "count, filtered": lambda: insight.count(Selection(NARROW)),
        "limits of a promotion": lambda: insight.limits(key),
        "headroom of a limit": lambda: insight.headroom(key, chosen),
        "near caps": insight.near_caps,
        "near caps, filtered, page 100": lambda: insight.near_caps(OTHER, 100, 10_000),
        "lapsing in 30 days": lambda: insight.lapsing(30),
        "lapsing in 365 days, page 10": lambda: insight.lapsing(365, NARROW, 100, 1_000),
        "can be enrolled": lambda: insight.actionable(Action.ENROL),
        "can be issued, filtered, page 100": lambda: insight.actionable(Action.ISSUE, NARROW, 100, 10_000),
        "count who can be issued": lambda: insight.count(Selection(action=Action.ISSUE)),
        "customers behind a bar": lambda: insight.customers(Selection(only), 1_000),
        "customers behind a bin": lambda: insight.customers(Selection(only, headroom=within), 100),
        "customers, all, last page": lambda: insight.customers(Selection(), 100, insight.count(Selection()) - 100),
        "ids of all": lambda: insight.customer_ids(Selection()),
    }


def measured(folder: Path) -> dict[str, float]:
    """Seconds by question, the quickest of some: others use the machine too."""
    with CohortInsight.open(folder, writable_orgs=ORGS[:2]) as insight:
        found = {}
        for what, question in questions(insight).items():
            times = []
            for _ in range(ROUNDS):
                started = time.perf_counter()
                question()
                times.append(time.perf_counter() - started)
            found[what] = min(times)
    return found


def peak() -> int:
    """The most memory this process held so far, in bytes (VmHWM)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def main(what: str, folder: Path) -> None:
    """``summarise`` or ``ask``."""
    started = time.perf_counter()
    found: dict[str, float] = {}
    if what == "ask":
        found = measured(folder)
    else:
        summarise(folder)
    print(json.dumps({"seconds": time.perf_counter() - started, "peak": peak(), "questions": found}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
