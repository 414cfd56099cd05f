"""The rules of availability: each looks at the facts and finds a reason, or nothing (design §5).

Sources: 000 and 001 prerequisites, 002 error codes, api-facts §4.1 and §7.1. Those of limits are in ``room``.
"""

from promo_data.insight.facts import PromotionFacts
from promo_data.insight.finding import Finding, Rule, refused, side_effect, unknown, untried
from promo_data.insight.room import benefit_left, issues_left, room_left
from promo_data.insight.sentences import moment
from promo_data.vocabulary import Action, Phase, PromotionType, Stage

_TYPES = frozenset(PromotionType)


def not_generic(facts: PromotionFacts) -> Finding | None:
    """GENERIC promotions need no action and take none (002, error 400: not eligible)."""
    if facts.type == PromotionType.GENERIC:
        return refused(
            "This promotion applies by itself: nobody is enrolled in it and it is not issued.",
            "Nothing has to be done for it.",
        )
    return None


def type_is_known(facts: PromotionFacts) -> Finding | None:
    """Without the type nobody can say what a request would do (api-facts §4.1)."""
    if facts.type in _TYPES:
        return None
    return unknown(
        "The vendor gives this promotion no type that is known here.", "The brand can say what kind of promotion it is."
    )


def enrols(facts: PromotionFacts) -> Finding | None:
    """LOYALTY is issued directly, so there is nothing to enrol in (001, introduction)."""
    if facts.type == PromotionType.LOYALTY:
        return refused("This promotion is issued directly: there is no enrolment.", "Issue it instead.")
    return None


def takes_opt_in(facts: PromotionFacts) -> Finding | None:
    """Which types take OPT_IN is not documented; 002 says some do not."""
    if facts.type == PromotionType.LOYALTY:
        return untried("The vendor does not say whether a directly issued promotion can be opted in to.")
    return None


def not_ended(facts: PromotionFacts) -> Finding | None:
    """An ended promotion takes nobody (002, error 400: must be LIVE or UPCOMING)."""
    if facts.phase is Phase.ENDED and facts.ends_at is not None:
        return refused(
            f"The promotion ended on {moment(facts.ends_at, facts.zone)}.", "The brand would have to let it run longer."
        )
    return None


def has_started(facts: PromotionFacts) -> Finding | None:
    """002 lets UPCOMING promotions be enrolled in, 000 and 001 are silent."""
    if facts.phase is Phase.UPCOMING and facts.starts_at is not None:
        return unknown(
            "The promotion has not started, and the vendor may not accept this before it has.",
            f"It starts on {moment(facts.starts_at, facts.zone)}.",
        )
    return None


def dates_are_known(facts: PromotionFacts) -> Finding | None:
    """Without both dates, whether it runs is not known."""
    if facts.phase is Phase.UNKNOWN:
        return unknown("The vendor's answer lacks the promotion's dates.", "The brand can say whether it runs now.")
    return None


def marked_active(facts: PromotionFacts) -> Finding | None:
    """``active: true`` proves nothing (api-facts, fact 6); ``false`` is a doubt worth naming."""
    if facts.active is False and facts.phase is not Phase.ENDED:
        return unknown(
            "The vendor marks this promotion as not active.", "The brand can say whether it is paused or stopped."
        )
    return None


def org_is_writable(facts: PromotionFacts) -> Finding | None:
    """No document says that DATA-SCOPE applies to writes (api-facts §2; design §6)."""
    if facts.writable:
        return None
    return untried(
        "This promotion belongs to another org, and that org's own credentials are not configured.",
        "Somebody would have to configure that org's own credentials.",
    )


_MAY_REPLACE = "The customer was enrolled before: an enrolment that still runs is replaced, with a new expiry."


def replaces_enrolment(facts: PromotionFacts) -> Finding | None:
    """Only one enrolment runs: a new one takes its place with a new expiry (api-facts §7.1)."""
    if facts.type != PromotionType.LOYALTY_EARNING or facts.is_enrolled is False:
        return None
    if facts.is_enrolled is None:
        return side_effect(_MAY_REPLACE) if facts.enrolled else None
    until = f" until {moment(facts.enrolment_expires_at, facts.zone)}" if facts.enrolment_expires_at else ""
    return side_effect(f"The customer is enrolled{until}: a new enrolment replaces it and sets a new expiry.")


def is_enrolled(facts: PromotionFacts) -> Finding | None:
    """An enrol & issue promotion is issued to enrolled customers only (000, introduction)."""
    if facts.type != PromotionType.LOYALTY_EARNING or facts.is_enrolled:
        return None
    if facts.is_enrolled is None:
        return untried("Whether the customer's enrolment still runs cannot be told from the vendor's answer.")
    return refused(_not_enrolled(facts), "The customer has to be enrolled first.")


def _not_enrolled(facts: PromotionFacts) -> str:
    ended = facts.enrolment_expires_at
    return (
        f"The customer's enrolment ended on {moment(ended, facts.zone)}." if ended else "The customer is not enrolled."
    )


def opts_in_after_enrolling(facts: PromotionFacts) -> Finding | None:
    """Opt-ins lie within enrolments (api-facts §3.6), but no document demands one first."""
    if facts.type != PromotionType.LOYALTY_EARNING or facts.is_enrolled:
        return None
    return unknown(
        "The customer may not be enrolled, and the vendor does not say whether opting in needs that first.",
        "Enrolling the customer first would settle that.",
    )


_ENROLLING, _EARNING = (Stage.ISSUAL,), (Stage.EARN,)


def _issuing(facts: PromotionFacts) -> tuple[Stage, ...]:
    """A direct issue is an issual (api-facts §7.1), and 004's samples of LOYALTY limit it as an earn."""
    return (*_ENROLLING, *_EARNING) if facts.type == PromotionType.LOYALTY else _EARNING


_ALWAYS: tuple[Rule, ...] = (
    not_generic,
    type_is_known,
    not_ended,
    has_started,
    dates_are_known,
    marked_active,
    org_is_writable,
)
RULES: dict[Action, tuple[Rule, ...]] = {
    Action.ENROL: (*_ALWAYS, enrols, room_left(lambda _: _ENROLLING), replaces_enrolment, issues_left, benefit_left),
    Action.OPT_IN: (*_ALWAYS, takes_opt_in, opts_in_after_enrolling, room_left(_issuing), benefit_left),
    Action.ISSUE: (*_ALWAYS, is_enrolled, room_left(_issuing), benefit_left),
}
"""The rules of each action. Opt-ins lie within enrolments, as issues do, and so share their limits (api-facts §3.6).

That holds for a LOYALTY promotion too: if it takes opt-ins at all, none is left once its issues are used up (§7.1).
"""
