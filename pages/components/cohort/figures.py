"""What a snapshot says of whoever fits the filters, worked out once and not at every click."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar
from uuid import UUID

import pandas as pd

from pages.components.cohort.desk import CohortDesk
from pages.components.cohort.narrowing import Narrowing
from promo_data.insight.cohort import CohortFilters, CohortInsight, Selection
from promo_data.insight.cohort.asked import STATES
from promo_data.vocabulary import Action, AllowanceState

_KEY = "figures"
Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Figures:
    """The counts of one snapshot behind ``filters``; each is worked out when it is first needed."""

    insight: CohortInsight
    filters: CohortFilters

    @cached_property
    def promotions(self) -> pd.DataFrame:
        """``CohortInsight.promotions``, those with most customers near a cap or beyond first."""
        found = self.insight.promotions(self.filters)
        found = found[found["customers"] > 0]
        urgent = (found["exhausted"] + found["near"]).rename("urgent")
        order = pd.DataFrame({"urgent": urgent, "customers": found["customers"]})
        places = order.sort_values(["urgent", "customers"], ascending=False, kind="stable").index
        return found.loc[places].reset_index(drop=True)

    @cached_property
    def facets(self) -> pd.DataFrame:
        """``CohortInsight.facets``."""
        return self.insight.facets(self.filters)

    @cached_property
    def customers(self) -> int:
        """Distinct customers."""
        return self.insight.count(Selection(self.filters))

    @cached_property
    def by_state(self) -> Mapping[AllowanceState, int]:
        """Pairs of customer and promotion by state, whatever states are wanted."""
        every = self.insight.promotions(replace(self.filters, states=frozenset()))
        return {state: int(every[state.value].sum()) for state in STATES}

    def in_state(self, state: AllowanceState) -> int:
        """Distinct customers in that state, of the states that are wanted."""
        if self.filters.states and state not in self.filters.states:
            return 0
        return self.insight.count(Selection(replace(self.filters, states=frozenset({state}))))

    def that_can(self, action: Action) -> int:
        """Distinct customers for whom nothing speaks against it."""
        return self.insight.count(Selection(self.filters, action=action))

    @cached_property
    def totals(self) -> tuple[int, int, int, int, int]:
        """Distinct customers: all, used up, near, can be enrolled, can be issued."""
        return (
            self.customers,
            self.in_state(AllowanceState.EXHAUSTED),
            self.in_state(AllowanceState.NEAR),
            self.that_can(Action.ENROL),
            self.that_can(Action.ISSUE),
        )


def figures_of(desk: CohortDesk, snapshot_id: UUID, insight: CohortInsight, narrowing: Narrowing) -> Figures:
    """Those that are on the desk, or new ones."""
    filters = narrowing.filters
    return remembered(desk, _KEY, (snapshot_id, id(insight), filters), lambda: Figures(insight, filters))


def remembered(desk: CohortDesk, name: str, asked: object, find: Callable[[], Found]) -> Found:
    """What was found last under that name, where the same is asked, else what is found now."""
    if name not in desk.worked_out or desk.worked_out[name][0] != asked:
        desk.worked_out[name] = (asked, find())
    found: Found = desk.worked_out[name][1]
    return found
