"""The vendor's status filters as a verdict beside ours (003, promotionStatusForCustomer)."""

from collections.abc import Mapping

import pandas as pd

from promo_data.insight.binding import KEYS
from promo_data.models.reading import CustomerRead
from promo_data.vocabulary import Action, CustomerStatus, PromotionType, Verdict

Listed = Mapping[CustomerStatus, bool]
"""Whether each filter lists one promotion; a filter is missing where that is not known."""

COLUMNS = [*KEYS, "status"]

FILTER_OF: Mapping[Action, CustomerStatus] = {
    Action.ENROL: CustomerStatus.AVAILABLE_TO_ENROL,
    Action.ISSUE: CustomerStatus.AVAILABLE_TO_EARN,
}
"""The filter that speaks of an action; none speaks of opting in."""

_SPEAKS_OF: Mapping[CustomerStatus, frozenset[str]] = {
    CustomerStatus.AVAILABLE_TO_ENROL: frozenset({PromotionType.LOYALTY_EARNING}),
    CustomerStatus.AVAILABLE_TO_EARN: frozenset({PromotionType.LOYALTY, PromotionType.LOYALTY_EARNING}),
}
"""The types whose absence from a filter's list says something.

003 has LOYALTY_EARNING in AVAILABLE_TO_EARN where the customer is enrolled already; another page of the vendor words
it as "eligible to enrol" (api-facts §3.2), and then the disagreement shows which of the two an account follows.
"""


def vendor_statuses(read: CustomerRead) -> pd.DataFrame:
    """One row (``COLUMNS``) a promotion and filter that lists it; none where no second opinion was asked for."""
    listed = read.second_opinion.listed if read.second_opinion else {}
    rows = [
        (row.customer_id, *row.key, status.value)
        for row in read.rows
        for status, is_listed in listed.get(row.key, {}).items()
        if is_listed
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(KEYS, "Int64"))


def vendor_verdict(action: Action, promotion_type: str | None, listed: Listed | None) -> Verdict | None:
    """What the filters say of ``action``; ``None`` where none was asked or none speaks of such a promotion."""
    status = FILTER_OF.get(action)
    if listed is None or status is None:
        return None
    if listed.get(status):
        return Verdict.ALLOWED
    if promotion_type not in _SPEAKS_OF[status]:
        return None
    return Verdict.REFUSED if status in listed else Verdict.UNKNOWN


def disagrees(ours: Verdict, vendors: Verdict | None) -> bool | None:
    """Whether one allows what the other refuses; ``None`` where the vendor was not asked."""
    return None if vendors is None else {ours, vendors} == {Verdict.ALLOWED, Verdict.REFUSED}
