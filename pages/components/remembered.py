"""The lines of the list, worked out once for each look-up and minute, and not at every click."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import streamlit as st

from pages.components.facets import Facet, fitting
from pages.components.looked_up import Since
from pages.components.narrowing import Property, values_in
from pages.components.promotion_lines import PromotionLine, promotion_lines
from pages.components.since import changed_keys
from promo_data.insight.customer import CustomerView

_KEY = "remembered-lines"


@dataclass(frozen=True, eq=False)
class Remembered:
    """All lines of a look-up as of a minute, and what is the same of them whichever are shown."""

    view: CustomerView
    minute: datetime
    lines: Sequence[PromotionLine]

    @cached_property
    def fit(self) -> Mapping[Facet, int]:
        """How many lines fit each facet."""
        return {facet: len(fitting(self.lines, [facet])) for facet in Facet}

    @cached_property
    def values(self) -> Mapping[Property, frozenset[str]]:
        """Which values of each property the lines have."""
        return values_in(self.lines)


def remembered(
    view: CustomerView, org_names: Mapping[int | None, str], now: datetime, since: Since | None
) -> Remembered:
    """The lines of ``promotion_lines``, whose words tell time in whole minutes; ``since`` belongs to the view."""
    minute = now.replace(second=0, microsecond=0)
    held: Remembered | None = st.session_state.get(_KEY)
    if held is None or held.view is not view or held.minute != minute:
        held = Remembered(view, minute, promotion_lines(view, org_names, now, changed_keys(since)))
        st.session_state[_KEY] = held
    return held
