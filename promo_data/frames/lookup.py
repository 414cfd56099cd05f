"""The catalogue as arrays, in which a whole column of numbers is looked up at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from promo_data.frames.catalogue import Catalogue, Numbered, Own
from promo_data.frames.columns import Figures, Flags, Numbers
from promo_data.frames.kinds import IN_LIMITS, Kind, Pool, kind_of
from promo_data.models.promotion import Limits
from promo_data.vocabulary import LimitOn, Measure, PromotionType, Stage

_FOUR = len(IN_LIMITS)
_NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class KindLookup:
    """What holds for a limit, by the number of its kind; the first four kinds are those of ``limits``.

    ``repeated_by`` is the kind of ``limits`` that says no more under the same cap, -1 where there is none; ``pool`` is
    a place in ``pools``. ``within`` are pairs of such places, the first of which lies within the second.
    """

    kinds: Sequence[Kind]
    in_limits: Flags
    per_activity: Flags
    of_everybody: Flags
    of_customer: Flags
    is_bounded: Flags
    in_points: Flags
    counts_issuals: Flags
    counts_earns: Flags
    repeated_by: Numbers
    pools: Sequence[Pool]
    pool: Numbers
    within: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """``own``, ``size`` and ``begin`` are found by an edition, the other three by the place of its own words.

    Those are the caps of ``limits``, and whether customers enrol in it (LOYALTY_EARNING) or have it issued directly
    (LOYALTY).

    An edition has ``size`` limits, whose kinds stand in ``every_kind`` from ``begin``: its restrictions, then the four
    of ``limits``.
    """

    of: KindLookup
    owns: Sequence[Own]
    own: Numbers
    size: Numbers
    begin: Numbers
    every_kind: Numbers
    caps_of_limits: Figures
    enrols: Flags
    is_issued_directly: Flags


def lookup(catalogue: Catalogue) -> Lookup:
    """All that ``catalogue`` has learned so far."""
    editions = [(*edition.limits, *range(_FOUR)) for edition in catalogue.editions]
    size = np.array([len(limits) for limits in editions], np.int64)
    return Lookup(
        of=_kind_lookup([kind_of(words) for words in catalogue.limits]),
        owns=list(catalogue.owns),
        own=np.array([edition.own for edition in catalogue.editions], np.int64),
        size=size,
        begin=size.cumsum() - size,
        every_kind=np.fromiter(chain.from_iterable(editions), np.int64, size.sum()),
        caps_of_limits=_caps_of_limits(catalogue.owns),
        enrols=_of_type(catalogue.owns, PromotionType.LOYALTY_EARNING),
        is_issued_directly=_of_type(catalogue.owns, PromotionType.LOYALTY),
    )


def _kind_lookup(kinds: Sequence[Kind]) -> KindLookup:
    def where(holds: Callable[[Kind], bool]) -> Flags:
        return np.array([holds(kind) for kind in kinds], np.bool_)

    pools: Numbered[Pool] = Numbered()
    pool = np.array([pools[kind.pool] for kind in kinds], np.int64)
    return KindLookup(
        kinds=kinds,
        in_limits=where(lambda kind: kind.stage is Stage.LIMITS),
        per_activity=where(lambda kind: kind.limit_on == LimitOn.EVENT),
        of_everybody=where(lambda kind: kind.limit_on == LimitOn.PROMOTION),
        of_customer=where(lambda kind: kind.limit_on == LimitOn.CUSTOMER),
        is_bounded=where(lambda kind: kind.is_bounded),
        in_points=where(lambda kind: kind.measure is Measure.POINTS),
        counts_issuals=where(lambda kind: kind.counts(Measure.ISSUALS)),
        counts_earns=where(lambda kind: kind.counts(Measure.EARNS)),
        repeated_by=np.array([_repeated_by(kind, kinds[:_FOUR]) for kind in kinds], np.int64),
        pools=list(pools),
        pool=pool,
        within=[(pools[pool], pools[outer]) for pool in pools for outer in pool.around if outer in pools],
    )


def _repeated_by(kind: Kind, of_limits: Sequence[Kind]) -> int:
    if kind.stage is Stage.LIMITS:
        return -1
    return next((number for number, other in enumerate(of_limits) if other.repeats(kind)), -1)


def _of_type(owns: Iterable[Own], promotion_type: PromotionType) -> Flags:
    return np.array([own.type == promotion_type for own in owns], np.bool_)


def _caps_of_limits(owns: Iterable[Own]) -> Figures:
    """Four caps for each promotion, NaN where not given."""
    given = [own.limits or _NO_LIMITS for own in owns]
    caps = [
        (one.max_points_per_event, one.points_per_customer, one.times_per_customer, one.total_points_in_promotion)
        for one in given
    ]
    return np.array(caps, np.float64).reshape(-1, _FOUR)
