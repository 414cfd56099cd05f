"""Limits whose caps differ between two looks, each found again by what it limits."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from promo_data.frames.records import Record, records
from promo_data.insight.comparable import Look, Pair, key_of
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import AllowanceState

Cap = float | str | None
"""A figure, ``no_limit``, or ``None`` where it was not given or cannot be read."""


class Limit(NamedTuple):
    """What a limit limits; several of one promotion may limit the same."""

    stage: str
    kpi: str | None
    measure: str | None
    limit_on: str | None
    period: str | None
    window: str | None


Caps = Mapping[PromotionKey, Mapping[Limit, list[Cap]]]


def changed_caps(pair: Pair) -> Iterator[tuple[PromotionKey, Limit, Cap, Cap]]:
    """Each cap that differs, before and after; ``None`` stands for a limit that was not there, or is not any more."""
    before, after = _caps(pair.before), _caps(pair.after)
    for key in pair.common:
        was, now = before.get(key, {}), after.get(key, {})
        for limit in {**now, **was}:
            for old, new in _differences(was.get(limit, []), now.get(limit, [])):
                if _are_both_known(old, new) or _is_told_whole(pair, key, limit.stage, (was, now)):
                    yield key, limit, old, new


def _caps(look: Look) -> Caps:
    caps: dict[PromotionKey, dict[Limit, list[Cap]]] = defaultdict(lambda: defaultdict(list))
    for row in records(look.view.allowances):
        caps[key_of(row)][Limit(*(row[name] for name in Limit._fields))].append(_cap(row))
    return caps


def _cap(row: Record) -> Cap:
    cap: Cap = row["state"] if row["state"] == AllowanceState.NO_LIMIT else row["cap"]
    return cap


def _differences(was: list[Cap], now: list[Cap]) -> Iterator[tuple[Cap, Cap]]:
    """What only one of the lists has, put side by side; nothing where a cap of them is not known."""
    if None in (*was, *now):
        return
    less, more = Counter(was), Counter(now)
    yield from zip_longest(sorted((less - more).elements(), key=str), sorted((more - less).elements(), key=str))


def _are_both_known(old: Cap, new: Cap) -> bool:
    return old is not None and new is not None


def _is_told_whole(pair: Pair, key: PromotionKey, stage: str, caps: tuple[Mapping[Limit, list[Cap]], ...]) -> bool:
    """Whether a limit that is missing is really not there: both answers give the stage, and all its limits are read.

    What ``limits`` repeats of the restrictions is left out, so nothing can be said of its stage.
    """
    given = all(stage in _stages(look, key) for look in (pair.before, pair.after))
    return given and not any(None in each for look in caps for limit, each in look.items() if limit.stage == stage)


def _stages(look: Look, key: PromotionKey) -> list[str]:
    told: str | None = look.promotions[key]["stages_given"]
    return told.split(", ") if told else []
