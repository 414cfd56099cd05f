"""Both of the vendor's vocabularies for limits, normalised to what is counted and what it applies to.

Short names with ``limitOn`` are what answers really hold, ``MAX_*`` names what 003 documents and configuration uses
(api-facts, fact 1 and §7.2). A given ``limitOn`` wins over what the name implies, except over one activity: what is
allowed for an issue, an activity or a cart is never used up, whoever it applies to.
"""

from promo_data.vocabulary import LimitOn, Measure

_KNOWN: dict[str, str] = {one.value: one.value for one in LimitOn}
_SHORT: dict[str, Measure] = {
    "NUMBER_OF_ISSUALS": Measure.ISSUALS,
    "NUMBER_OF_EARNS": Measure.EARNS,
    "NUMBER_OF_TIMES": Measure.TIMES,
    "NUMBER_OF_POINTS": Measure.POINTS,
    "NUMBER_OF_REDEMPTIONS_PER_EARN": Measure.REDEMPTIONS_PER_EARN,
}
_LONG: dict[str, tuple[Measure, LimitOn]] = {
    "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER": (Measure.ISSUALS, LimitOn.CUSTOMER),
    "MAX_POINTS_PER_ISSUAL_PER_CUSTOMER": (Measure.POINTS, LimitOn.EVENT),
    "MAX_NUMBER_OF_EARNS_PER_CUSTOMER": (Measure.EARNS, LimitOn.CUSTOMER),
    "MAX_NUMBER_OF_EARN_PER_PROMOTION": (Measure.EARNS, LimitOn.PROMOTION),
    "MAX_NUMBER_OF_EARNS_PER_PROMOTION": (Measure.EARNS, LimitOn.PROMOTION),
    "MAX_POINTS_PER_EARN_PER_CUSTOMER": (Measure.POINTS, LimitOn.EVENT),
    "MAX_ALLOWED_POINTS_PER_EVENT": (Measure.POINTS, LimitOn.EVENT),
    "MAX_ALLOWED_TIMES_PER_CART": (Measure.TIMES, LimitOn.EVENT),
    "MAX_ALLOWED_POINTS_PER_CART": (Measure.POINTS, LimitOn.EVENT),
    "MAX_ALLOWED_TIMES_PER_CUSTOMER": (Measure.TIMES, LimitOn.CUSTOMER),
    "MAX_ALLOWED_EVENTS_PER_CUSTOMER": (Measure.TIMES, LimitOn.CUSTOMER),
    "MAX_ALLOWED_POINTS_PER_CUSTOMER": (Measure.POINTS, LimitOn.CUSTOMER),
    "MAX_ALLOWED_TIMES_PER_PROMOTION": (Measure.TIMES, LimitOn.PROMOTION),
    "MAX_ALLOWED_EVENTS_PER_PROMOTION": (Measure.TIMES, LimitOn.PROMOTION),
    "MAX_ALLOWED_POINTS_PER_PROMOTION": (Measure.POINTS, LimitOn.PROMOTION),
    "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER": (Measure.REDEMPTIONS_PER_EARN, LimitOn.CUSTOMER),
}


def normalised(kpi: str, limit_on: str | None) -> tuple[Measure, str | None]:
    """What ``kpi`` counts, and to what it applies: one activity where the name says so, else as given or implied."""
    name, given = kpi.strip().upper(), _known_spelling(limit_on)
    if name in _LONG:
        measure, implied = _LONG[name]
        return measure, implied if implied is LimitOn.EVENT else given or implied
    return _SHORT.get(name, Measure.UNKNOWN), given or None


def _known_spelling(limit_on: str | None) -> str | None:
    """``EVENT``, ``CUSTOMER`` or ``PROMOTION`` in whatever case it came; a word nobody knows as it was given."""
    return _KNOWN.get((limit_on or "").strip().upper(), limit_on)


def resets(limit_type: str | None, period_unit: str | None) -> bool:
    """Whether a limit counts over a period; its ``type`` is obeyed before the period's unit (api-facts §7.3, oddity).

    Issual and earn entries carry no type (api-facts §3.4): there the unit tells.
    """
    if limit_type and limit_type.strip().upper() == "NON_PERIOD_BASED":
        return False
    return bool(limit_type or period_unit)
