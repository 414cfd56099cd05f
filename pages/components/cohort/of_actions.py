"""The customers of actions on record as a cohort."""

from collections.abc import Sequence

import pyarrow as pa

from pages.components.cohort.save import save_as_cohort
from pages.components.wording.activity import TITLE
from promo_data.actions import Intent
from promo_data.opening import PromoData


def save_customers_of(data: PromoData, intents: Sequence[Intent]) -> None:
    """The button for those that are shown; actions whose customer was never read have nobody to save."""
    ids = list(dict.fromkeys(one.customer_id for one in intents if one.customer_id is not None))
    save_as_cohort(data, lambda: pa.array(ids, pa.int64()), count=len(ids), source=TITLE, key="activity")
