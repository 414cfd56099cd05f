"""Which rows of a customer's frames are those of a wish."""

from functools import reduce
from operator import and_

import pandas as pd

from promo_data.actions.wish import Wish

_KEYS = ("org_id", "program_id", "promotion_id")


def rows_of(frame: pd.DataFrame, wish: Wish) -> "pd.Series[bool]":
    """Which rows are the wish's; an own org without a number matches whatever org the row names."""
    wanted = (wish.org_id, wish.program_id, wish.promotion_id)
    named = (frame[key].isin([value]) for key, value in zip(_KEYS, wanted, strict=True) if value is not None)
    return reduce(and_, named)
