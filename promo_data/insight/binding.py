"""The binding limit: of the limits that are used up bit by bit, the one that stops the customer first (design §4)."""

import pandas as pd

from promo_data.vocabulary import CONSUMABLE_STATES, Measure, Stage

KEYS = ["customer_id", "org_id", "program_id", "promotion_id"]
COLUMNS = [*KEYS, "stage", "measure", "limit_on", "period", "window", "cap", "used", "headroom", "share_used", "state"]


def binding_limits(allowances: pd.DataFrame) -> pd.DataFrame:
    """One row (``COLUMNS``) for each promotion and stage that has a consumable limit: the one that binds there.

    The largest share used binds. Among equals a limit within one issue binds last, because it starts again with the
    next; then the smaller headroom binds, then the earlier row.
    """
    return _first_by_share(allowances, [*KEYS, "stage"])


def binding_overall(binding: pd.DataFrame) -> pd.DataFrame:
    """Of ``binding_limits``, one row (``COLUMNS``) a promotion: the limit that binds before all others.

    Among equal shares it is the one of the stage that a customer passes first.
    """
    return _first_by_share(binding, KEYS)


def _first_by_share(limits: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    consumable = limits.loc[limits["state"].isin(list(CONSUMABLE_STATES)), COLUMNS]
    ranked = consumable.assign(
        within_issue=consumable["measure"] == Measure.REDEMPTIONS_PER_EARN,
        place=pd.Categorical(consumable["stage"], list(Stage)).codes,
    )
    tightest_first = ranked.sort_values(
        ["share_used", "within_issue", "place", "headroom"], ascending=[False, True, True, True]
    )
    return consumable.loc[tightest_first.drop_duplicates(by).index].sort_index().reset_index(drop=True)
