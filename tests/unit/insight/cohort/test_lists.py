import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from promo_data.insight.cohort.lists import page, smallest


@given(key=st.lists(st.integers(0, 20), max_size=60), most=st.integers(-1, 70))
def test_the_smallest_come_in_order_and_equal_ones_as_they_stood(key: list[int], most: int) -> None:
    every = sorted(range(len(key)), key=key.__getitem__)

    assert smallest(np.array(key, np.int64), most).tolist() == every[: max(most, 0)]


@given(sizes=st.lists(st.integers(0, 5), max_size=6), limit=st.integers(0, 8), offset=st.integers(0, 20))
def test_a_page_is_a_piece_of_all_rows(sizes: list[int], limit: int, offset: int) -> None:
    ends = np.cumsum([0, *sizes]).tolist()
    pieces = [slice(*ends[place : place + 2]) for place in range(len(sizes))]

    found = page(pieces, limit, offset).tolist()

    assert found == list(range(ends[-1]))[offset : offset + limit]
