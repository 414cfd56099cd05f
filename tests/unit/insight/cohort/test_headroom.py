import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from promo_data.insight.cohort.asked import HeadroomBin, LimitKey
from promo_data.insight.cohort.headroom import MOST_BINS, bins
from promo_data.insight.cohort.scan import in_bin

FIGURES = st.lists(st.floats(0, 1e9) | st.integers(0, 50).map(float), max_size=200)
ANY = LimitKey("redemption", None, None, None, None, None)


@given(left=FIGURES)
def test_each_figure_lies_in_exactly_one_of_at_most_forty_bins(left: list[float]) -> None:
    found = bins(np.array(left))

    assert len(found.customers) <= MOST_BINS
    for low, high, customers in zip(*found, strict=True):
        within = HeadroomBin(ANY, low, high)
        assert in_bin(np.array(left), within).sum() == customers
    assert found.customers.sum() == len(left)


def test_few_figures_have_a_bin_each_and_nothing_left_has_one_of_its_own() -> None:
    few, many = bins(np.array([0.0, 0.0, 3.0])), bins(np.arange(100.0))

    assert list(zip(*few, strict=True)) == [(0, 0, 2), (3, 3, 1)]
    assert (many.lowest[0], many.highest[0], many.customers[0]) == (0, 0, 1)
