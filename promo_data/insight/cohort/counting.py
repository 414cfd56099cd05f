"""How many: customers by promotion, state and fact, counted once for a moment; tables of counts are made of that."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from promo_data.cohort.snapshot.coverage import OrgCount
from promo_data.frames.columns import Numbers, ids
from promo_data.frames.phases import PHASES, phases
from promo_data.insight.cohort.asked import ACTIONS, STATES, VERDICTS, CohortFilters
from promo_data.insight.cohort.moments import numbers_of
from promo_data.insight.cohort.scan import Moment, facts_of
from promo_data.insight.cohort.schema import COVERAGE, PROMOTION_COUNTS
from promo_data.insight.cohort.summary import Summary
from promo_data.insight.cohort.told import promotion_columns
from promo_data.insight.cohort.verdicts import FACTS

Coverage = dict[int | None, OrgCount]


def cells(summary: Summary, now: int) -> Numbers:
    """Customers by edition, state (``STATES``) and fact (``FACTS``) at ``now``, in microseconds since 1970."""
    of = summary.editions
    found = np.zeros((len(of["begin"]), len(STATES), FACTS), np.int64)
    for edition, piece in enumerate(map(slice, of["begin"], of["end"])):
        code = summary.members["state"][piece] * np.uint8(FACTS) + facts_of(summary, piece, now)
        found[edition] = np.bincount(code, minlength=len(STATES) * FACTS).reshape(len(STATES), FACTS)
    return found


def promotion_counts(
    summary: Summary, filters: CohortFilters, counted: Numbers, moment: Moment, coverage: Coverage
) -> pd.DataFrame:
    """One row (``schema.PROMOTION_COUNTS``) a promotion that the filters leave; ``counted`` are the ``cells``."""
    wanted = np.array([not filters.states or state in filters.states for state in STATES], np.bool_)
    left = np.where(wanted[:, None], counted, 0)
    promotions = np.flatnonzero(summary.fitting(filters))
    by_state = _by_promotion(summary, left.sum(axis=2))[promotions]
    by_verdict = {
        f"{action}_{verdict}": _by_promotion(summary, (left.sum(axis=1) * (moment.verdicts[:, a] == v)).sum(axis=1))[
            promotions
        ]
        for a, action in enumerate(ACTIONS)
        for v, verdict in enumerate(VERDICTS)
    }
    columns: dict[str, Any] = {
        **promotion_columns(summary, promotions),
        "phase": _phases(summary, moment.now)[promotions].tolist(),
        "customers": by_state.sum(axis=1),
        **dict(zip(STATES, by_state.T, strict=True)),
        **by_verdict,
        **_coverage_columns([summary.promotions["org_id"][place] for place in promotions.tolist()], coverage),
    }
    return PROMOTION_COUNTS.frame({str(name): _as_stored(values) for name, values in columns.items()})


def coverage_frame(coverage: Coverage) -> pd.DataFrame:
    """One row (``schema.COVERAGE``) an org."""
    return COVERAGE.frame({"org_id": list(coverage), **_coverage_columns(list(coverage), coverage)})


def _by_promotion(summary: Summary, of_editions: Numbers) -> Numbers:
    found = np.zeros((len(summary.keys), *of_editions.shape[1:]), np.int64)
    np.add.at(found, np.array(summary.editions["promotion"], np.int64), of_editions)
    return found


def _coverage_columns(orgs: list[int | None], coverage: Coverage) -> dict[str, list[Any]]:
    counts = [coverage.get(org) for org in orgs]
    return {
        "asked": [None if one is None else one.answered + one.not_known + one.failed for one in counts],
        "answered": [None if one is None else one.answered for one in counts],
        "complete": [None if one is None else one.failed == 0 for one in counts],
    }


def _phases(summary: Summary, now: int) -> npt.NDArray[np.object_]:
    begin, end = (numbers_of(summary.promotions[name]) for name in ("starts_at", "ends_at"))
    return np.array(PHASES, object)[phases(begin, end, np.full(len(begin), now))]


def _as_stored(values: Any) -> Any:  # noqa: ANN401 - a column of any type
    return ids(values) if isinstance(values, np.ndarray) and values.dtype == np.int64 else values
