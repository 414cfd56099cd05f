"""The words of the vendor and of this product, each spelled once.

Values that the vendor may add to (types, kpis, periods) are compared as text: what we do not know stays
visible as it was given and is never squeezed into one of these.
"""

from collections.abc import Mapping
from enum import StrEnum


class Endpoint(StrEnum):
    """The vendor's endpoints, by the name under which calls are logged and codes are looked up."""

    TOKEN = "oauth/token"  # noqa: S105 - the endpoint's name, not a secret
    CUSTOMER_PROMOTIONS = "customer promotions"
    ISSUE = "promotion/issue"
    ENROL = "promotions/enrol"
    ENROL_AND_EARN = "promotion/bulk/enrolAndEarn"
    DIRECT_EARN = "promotion/bulk/directEarn"
    REVOKE_ENROL_AND_EARN = "promotion/bulk/revokeEnrolAndEarn"
    REVOKE_DIRECT_EARN = "promotion/bulk/revokeDirectEarn"
    REVOKE = "promotions/revoke"
    FIND_PROMOTIONS = "promotions"
    CREATE = "createPromotion"
    BENEFITS = "actionSummary"


class IdentifierKind(StrEnum):
    """How a customer is named (003, query parameters; 000, query parameters)."""

    MOBILE = "mobile"
    EMAIL = "email"
    EXTERNAL_ID = "externalId"
    CUSTOMER_ID = "id"


class Source(StrEnum):
    """Where an identifier is registered: the union of the three lists of 000, 002 and 003."""

    INSTORE = "INSTORE"
    FACEBOOK = "FACEBOOK"
    WEB_ENGAGE = "WEB_ENGAGE"
    MARTJACK = "MARTJACK"
    WECHAT = "WECHAT"
    TMALL = "TMALL"
    TAOBAO = "TAOBAO"
    JD = "JD"
    ECOMMERCE = "ECOMMERCE"
    WEBSITE = "WEBSITE"
    LINE = "LINE"
    MOBILE_APP = "MOBILE_APP"
    ALL = "ALL"


READ_SOURCES = frozenset(Source) - {Source.MOBILE_APP}
"""Sources the read allows (003, query parameters)."""

ISSUE_SOURCES = frozenset(Source) - {Source.WECHAT, Source.ALL}
"""Sources ``v2/promotion/issue`` allows (000 and 001, query parameters)."""

ENROL_SOURCES = frozenset(Source) - {Source.WECHAT, Source.MOBILE_APP, Source.ALL}
"""Sources ``v3/promotions/enrol`` may write with: the list of 002 without ALL, which is no source to write with."""


CUSTOMER_NOT_FOUND = frozenset({8015, 8065})
"""Codes by which a look-up says that it knows no such customer (003, error codes; api-facts §3.5)."""


class ScopeKind(StrEnum):
    """The values of the DATA-SCOPE header (003, headers)."""

    SELF = "SELF"
    OTHER = "OTHER"
    ALL = "ALL"


class CustomerStatus(StrEnum):
    """The values of ``promotionStatusForCustomer`` (003, query parameters)."""

    AVAILABLE_TO_ENROL = "AVAILABLE_TO_ENROL"
    AVAILABLE_TO_EARN = "AVAILABLE_TO_EARN"
    AVAILABLE_TO_REDEEM = "AVAILABLE_TO_REDEEM"
    EXPIRED = "EXPIRED"


class PromotionType(StrEnum):
    """The values of ``pointsOfferType`` (003, types of promotions)."""

    GENERIC = "GENERIC"
    LOYALTY = "LOYALTY"
    LOYALTY_EARNING = "LOYALTY_EARNING"


class Phase(StrEnum):
    """Where a promotion stands between its dates; ``active`` is not asked (api-facts, fact 6)."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """Which part of the answer a limit comes from, in the order a customer passes them."""

    ISSUAL = "issual"
    EARN = "earn"
    REDEMPTION = "redemption"
    LIMITS = "limits"


class Measure(StrEnum):
    """What a limit counts, normalised from both of the vendor's vocabularies."""

    TIMES = "times"
    POINTS = "points"
    ISSUALS = "issuals"
    EARNS = "earns"
    REDEMPTIONS_PER_EARN = "redemptions_per_earn"
    UNKNOWN = "unknown"


class LimitOn(StrEnum):
    """What a limit applies to (003, ``limitOn``)."""

    EVENT = "EVENT"
    CUSTOMER = "CUSTOMER"
    PROMOTION = "PROMOTION"


class AllowanceState(StrEnum):
    """How much of a limit is left; colours, marks and words follow this one word."""

    OPEN = "open"
    NEAR = "near"
    EXHAUSTED = "exhausted"
    OVER = "over"
    NO_LIMIT = "no_limit"
    CAP_ONLY = "cap_only"
    UNKNOWN = "unknown"


CONSUMABLE_STATES = frozenset({AllowanceState.OPEN, AllowanceState.NEAR, AllowanceState.EXHAUSTED, AllowanceState.OVER})
"""States of a limit that is used up bit by bit, and so can bind."""

USED_UP_STATES = frozenset({AllowanceState.EXHAUSTED, AllowanceState.OVER})
"""States in which nothing is left."""


class UnknownReason(StrEnum):
    """Why a limit's state is unknown: these look different on screen and in exports."""

    NOT_GIVEN = "not_given"
    ZERO_CAP = "zero_cap"
    UNREADABLE = "unreadable"
    CONTRADICTED = "contradicted"
    MIXED_UNITS = "mixed_units"


class Action(StrEnum):
    """What can be done for a customer and a promotion, and taking it back."""

    ENROL = "enrol"
    OPT_IN = "opt_in"
    ISSUE = "issue"
    ENROL_MILESTONES = "enrol_milestones"
    REVOKE_ENROL = "revoke_enrol"
    REVOKE_OPT_IN = "revoke_opt_in"
    REVOKE_ISSUE = "revoke_issue"


UNDOES: Mapping[Action, Action] = {
    Action.REVOKE_ENROL: Action.ENROL,
    Action.REVOKE_OPT_IN: Action.OPT_IN,
    Action.REVOKE_ISSUE: Action.ISSUE,
}
"""What each undoing takes back."""

TRACELESS = frozenset({Action.ENROL_MILESTONES})
"""What neither usage nor timeline shows afterwards: no field of a customer's promotions tells of milestones (003)."""


class Verdict(StrEnum):
    """Whether an action is possible, as far as the data tells."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class CoverageState(StrEnum):
    """What became of asking one org."""

    ANSWERED = "answered"
    FAILED = "failed"
    NOT_ASKED = "not_asked"


class Outcome(StrEnum):
    """How a write ended, as far as it is known."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    PARTIAL = "partial"
    NOT_SENT = "not_sent"
    NOT_APPLIED = "not_applied"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
