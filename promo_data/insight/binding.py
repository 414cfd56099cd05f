"""The binding limit: of the limits that are used up bit by bit, the one that stops the customer first (design §4)."""

import pandas as pd

from promo_data.vocabulary import CONSUMABLE_STATES

KEYS = ["customer_id", "org_id", "program_id", "promotion_id"]
COLUMNS = [*KEYS, "stage", "measure", "limit_on", "period", "window", "cap", "used", "headroom", "share_used", "state"]


def binding_limits(allowances: pd.DataFrame) -> pd.DataFrame:
    """One row (``COLUMNS``) for each promotion and stage that has a consumable limit: the one that binds there.

    The largest share used binds; among equals the smaller headroom, then the earlier row.
    """
    return _first_by_share(allowances, [*KEYS, "stage"])


def binding_overall(binding: pd.DataFrame) -> pd.DataFrame:
    """Of ``binding_limits``, one row (``COLUMNS``) a promotion: the limit that binds before all others."""
    return _first_by_share(binding, KEYS)


def _first_by_share(limits: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    consumable = limits.loc[limits["state"].isin(list(CONSUMABLE_STATES)), COLUMNS]
    tightest_first = consumable.sort_values(["share_used", "headroom"], ascending=[False, True])
    return tightest_first.drop_duplicates(by).sort_index().reset_index(drop=True)
