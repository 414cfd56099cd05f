"""The contract of the two frames: each column with dtype, meaning, unit and source; ``docs/frames.md`` is made of it.

Names change only by addition. Absent is ``<NA>`` or NaN or NaT; times are UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

TIME = "datetime64[us, UTC]"
Values = Sequence[Any] | npt.NDArray[Any] | ExtensionArray | pd.Series
"""What a column can be made of."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is stored, what it means, in which unit, and which vendor field it comes from."""

    name: str
    dtype: str
    meaning: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A named frame."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in their order."""
        return [column.name for column in self.columns]

    def frame(self, values: Mapping[str, Values]) -> pd.DataFrame:
        """A frame of exactly these columns and dtypes.

        A missing or surplus column raises ``KeyError``, an array of another type ``TypeError``.
        """
        if surplus := values.keys() - set(self.names):
            raise KeyError(f"not columns of {self.name}: {sorted(surplus)}")
        columns = {column.name: _column(column, values[column.name]) for column in self.columns}
        return pd.DataFrame(columns, copy=False)

    def empty(self) -> pd.DataFrame:
        """The frame without rows, all columns in place."""
        return self.frame({name: [] for name in self.names})


def _column(column: Column, values: Values) -> Values:
    """Our enums become plain text: a category holds what an export would. An array has the right type already."""
    if isinstance(values, np.ndarray | ExtensionArray):
        if values.dtype != column.dtype:
            raise TypeError(f"{column.name} is {column.dtype}, not {values.dtype}")
        return values
    plain = [None if v is None else str(v) for v in values] if column.dtype == "category" else values
    return pd.Series(plain, dtype=column.dtype)


_KEYS = (
    Column("customer_id", "Int64", "The vendor's number of the customer", "", "customerId"),
    Column("org_id", "Int64", "The org whose promotion it is; absent where the own org's id is not known", "", "orgId"),
    Column("program_id", "Int64", "The loyalty programme", "", "programId"),
    Column("promotion_id", "Int64", "The promotion; unique within org and programme", "", "promotionId"),
)
_AS_OF = Column("as_of", TIME, "When the vendor's answer arrived", "UTC", "time of the answer")

PROMOTIONS = Schema(
    "promotions",
    (
        *_KEYS,
        Column("name", "category", "Name of the promotion, untrusted text", "", "promotionName"),
        Column("identifier", "category", "The brand's own identifier of the promotion", "", "identifier"),
        Column("type", "category", "GENERIC, LOYALTY, LOYALTY_EARNING, or as given", "", "pointsOfferType"),
        Column("event", "category", "The activity that triggers it", "", "eventName"),
        Column("starts_at", TIME, "Start", "UTC", "startDate"),
        Column("ends_at", TIME, "End", "UTC", "endDate"),
        Column("active", "boolean", "The vendor's flag; shown, not believed", "", "active"),
        Column("phase", "category", "upcoming, running or ended at as_of, from the dates", "", "startDate, endDate"),
        Column(
            "points_used",
            "float64",
            "Points this customer received from it",
            "points",
            "customerUsage.currentPointsPerCustomer",
        ),
        Column(
            "times_used",
            "float64",
            "Activities for which this customer received the benefit",
            "activities",
            "customerUsage.currentNumberOfTimesPerCustomer",
        ),
        Column(
            "enrolled",
            "Int64",
            "Times this customer was enrolled (LOYALTY_EARNING)",
            "enrolments",
            "issualRestrictions usage or customerPromotionTimelines, whichever says more",
        ),
        Column(
            "issued",
            "Int64",
            "Times it was issued to this customer",
            "issues",
            "earnRestrictions or (LOYALTY) issualRestrictions usage, or timelines, whichever is more",
        ),
        _AS_OF,
        Column("description", "category", "Description, untrusted text", "", "description"),
        Column(
            "enrolment_expires_at",
            TIME,
            "When the latest enrolment ends",
            "UTC",
            "customerPromotionTimelines.enrollmentExpiryDate",
        ),
        Column(
            "timeline",
            "object",
            "Enrolments with their issues, as a list of records; absent where not given",
            "",
            "customerPromotionTimelines",
        ),
        Column(
            "metadata",
            "object",
            "Key, value and whether the brand defined it, as a list of records",
            "",
            "promotionMetadata",
        ),
        Column(
            "points_unit",
            "category",
            "What points_used counts: points, or points and alternate currencies where the read asked for both",
            "",
            "includeAlternateCurrencyUsage",
        ),
        Column(
            "stages_given",
            "category",
            "The stages whose limits the answer gives, even if there are none; absent where it gives none at all",
            "",
            "promotionRestriction",
        ),
    ),
)

ALLOWANCES = Schema(
    "allowances",
    (
        *_KEYS,
        Column("stage", "category", "issual, earn, redemption, or limits", "", "promotionRestriction or limits"),
        Column("kpi", "category", "The vendor's name of the limit, as given", "", "kpi, or the field's name in limits"),
        Column(
            "measure",
            "category",
            "times, points, issuals, earns, redemptions_per_earn or unknown",
            "",
            "kpi, from both vocabularies",
        ),
        Column("limit_on", "category", "EVENT, CUSTOMER or PROMOTION, or as given", "", "limitOn, else the kpi's name"),
        Column(
            "period",
            "category",
            "DAILY, WEEKLY, MONTHLY, or as given; absent for the whole promotion",
            "",
            "periodUnit",
        ),
        Column("window", "category", "How the period moves; absent for the whole promotion", "", "periodType"),
        Column(
            "cap",
            "float64",
            "What is allowed; -1, and 0 in limits, as given where it means no limit",
            "of the measure",
            "maxLimit, or limits",
        ),
        Column("used", "float64", "What is used up", "of the measure", "currentCustomerUsage, or customerUsage"),
        Column(
            "headroom", "float64", "max(cap - used, 0); absent where nothing can be said", "of the measure", "cap, used"
        ),
        Column("share_used", "float64", "used / cap; absent where headroom is", "share, 1 = all", "cap, used"),
        Column(
            "state", "category", "open, near, exhausted, over, no_limit, cap_only or unknown", "", "cap, used, limitOn"
        ),
        _AS_OF,
        Column(
            "unknown_reason",
            "category",
            "Why the state is unknown: not_given, zero_cap, unreadable, contradicted or mixed_units",
            "",
            "cap, used",
        ),
        Column(
            "unit",
            "category",
            "What used counts: activities, points, issuals, earns, redemptions per earn, or points and alternate "
            "currencies; absent where the measure is unknown",
            "",
            "kpi, includeAlternateCurrencyUsage",
        ),
    ),
)
