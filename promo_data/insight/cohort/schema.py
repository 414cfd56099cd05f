"""The frames that a cohort's figures come in; ``docs/frames.md`` describes them beside the two of a customer."""

from promo_data.frames.schema import PROMOTIONS, TIME, Column, Schema
from promo_data.insight.cohort.asked import ACTIONS, STATES, VERDICTS
from promo_data.vocabulary import Verdict

_OF_PROMOTION = {column.name: column for column in PROMOTIONS.columns}
_KEY = tuple(_OF_PROMOTION[name] for name in ("org_id", "program_id", "promotion_id"))
_WORDS = tuple(_OF_PROMOTION[name] for name in ("name", "identifier", "type", "event", "starts_at", "ends_at"))
_CUSTOMER = _OF_PROMOTION["customer_id"]
_VERDICTS = {Verdict.ALLOWED: "can be", Verdict.REFUSED: "cannot be", Verdict.UNKNOWN: "may or may not be"}


def _count(name: str, meaning: str) -> Column:
    return Column(name, "Int64", meaning, "customers", "")


_COVERAGE = (
    _count("asked", "Customers for whom the promotion's org was asked"),
    _count("answered", "Customers for whom it answered: what the other counts are out of; absent where not known"),
    Column("complete", "boolean", "Whether it answered for all that were asked", "", ""),
)

PROMOTION_COUNTS = Schema(
    "cohort_promotions",
    (
        *_KEY,
        *_WORDS,
        Column("phase", "category", "upcoming, running or ended at the time that was asked for", "", ""),
        _count("customers", "Customers who have it and fit the filters"),
        *(
            _count(state.value, f"Those whose binding limit is {state.value}; over counts as exhausted")
            for state in STATES
        ),
        *(
            _count(
                f"{action.value}_{verdict.value}", f"Those for whom {action.value} is {verdict.value}: it {words} done"
            )
            for action in ACTIONS
            for verdict, words in ((verdict, _VERDICTS[verdict]) for verdict in VERDICTS)
        ),
        *_COVERAGE,
    ),
)

_LIMIT = (
    Column("stage", "category", "Stage of the limit", "", "promotionRestriction or limits"),
    Column("kpi", "category", "The vendor's name of the limit, as given", "", "kpi, or the field's name in limits"),
    Column("measure", "category", "What it counts", "", "kpi"),
    Column("limit_on", "category", "EVENT, CUSTOMER or PROMOTION, or as given", "", "limitOn, else the kpi's name"),
    Column(
        "period", "category", "DAILY, WEEKLY, MONTHLY, or as given; absent for the whole promotion", "", "periodUnit"
    ),
    Column("window", "category", "How the period moves; absent for the whole promotion", "", "periodType"),
    Column("unit", "category", "What used counts", "", "kpi, includeAlternateCurrencyUsage"),
)
_USE = (
    Column("cap", "float64", "What is allowed", "of the limit", "maxLimit, or limits"),
    Column("used", "float64", "What is used up", "of the limit", "currentCustomerUsage, or customerUsage"),
    Column("headroom", "float64", "max(cap - used, 0)", "of the limit", "cap, used"),
    Column("share_used", "float64", "used / cap", "share, 1 = all", "cap, used"),
)

LIMIT_COUNTS = Schema(
    "cohort_limits",
    (
        *_KEY,
        *_LIMIT,
        Column("cap", "float64", "The highest cap that any customer has", "of the limit", "maxLimit, or limits"),
        *(_count(state.value, f"Customers for whom this limit is {state.value}") for state in STATES),
    ),
)

HEADROOM_BINS = Schema(
    "cohort_headroom",
    (
        Column(
            "lowest", "float64", "More than this is left, or exactly this where both ends are equal", "of the limit", ""
        ),
        Column("highest", "float64", "At most this is left", "of the limit", ""),
        Column(
            "state", "category", "no_limit, cap_only or unknown: counted apart, with no ends; absent for a bin", "", ""
        ),
        _count("customers", "Customers in it"),
    ),
)

MEMBERS = Schema(
    "cohort_rows",
    (
        _CUSTOMER,
        *_KEY,
        *_WORDS,
        Column("state", "category", "How the binding limit stands (the six of a cohort)", "", "cap, used, limitOn"),
        *_LIMIT,
        *_USE,
        _OF_PROMOTION["enrolment_expires_at"],
        Column(
            "lapses_at",
            TIME,
            "When the room lapses: the next end of enrolment or promotion",
            "UTC",
            "endDate, timelines",
        ),
    ),
)

CUSTOMERS = Schema(
    "cohort_customers",
    (
        _CUSTOMER,
        Column("promotions", "Int64", "Promotions of the customer that fit", "promotions", ""),
        *MEMBERS.columns[1:],
    ),
)

FACETS = Schema(
    "cohort_facets",
    (
        Column("facet", "category", "org, programme, type or event", "", ""),
        Column("value", "category", "The value as text; absent where the vendor gave none", "", ""),
        Column("promotions", "Int64", "Promotions with it that fit the other filters", "promotions", ""),
        _count("customers", "Distinct customers with any of those"),
    ),
)

COVERAGE = Schema("cohort_coverage", (_OF_PROMOTION["org_id"], *_COVERAGE))

ALL = (COVERAGE, PROMOTION_COUNTS, LIMIT_COUNTS, HEADROOM_BINS, MEMBERS, CUSTOMERS, FACETS)
