"""All that came, worked out block by block and put together as whole columns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from promo_data.frames.columns import Figures, Flags, Numbers, Objects, figures
from promo_data.frames.contradictions import contradicted
from promo_data.frames.harvest import Columns
from promo_data.frames.limit_rows import LimitRows, limit_rows, most_limit_rows
from promo_data.frames.lookup import Lookup
from promo_data.frames.standing import Codes, standing
from promo_data.frames.timelines import Course
from promo_data.frames.told import Told, known_usage, told
from promo_data.frames.whole import Whole

_MOST_COUNTED = 2**53
"""Beyond it a decoded number is no longer exact, and no count of anything a customer does."""


class Promotions(NamedTuple):
    """One entry a promotion; ids are ``ABSENT`` and figures NaN where not known.

    ``mixed``: points count alternate currencies too; ``own`` is the place in ``Lookup.owns``; ``issuals`` and ``earns``
    are how often that was used over the whole promotion; ``ends`` is when the latest enrolment ends, ``timeline`` the
    records of all; ``limits`` is the number of its entries in ``Limits``.
    """

    customer: Numbers
    org: Numbers
    as_of: Numbers
    mixed: Flags
    own: Numbers
    points: Figures
    times: Figures
    issuals: Figures
    earns: Figures
    ends: Numbers
    timeline: Objects
    limits: Numbers


class Limits(NamedTuple):
    """One entry a limit: the number of its kind, whether its points are mixed, its figures, and how it stands."""

    kind: Numbers
    mixed: Flags
    cap: Figures
    used: Figures
    headroom: Figures
    share_used: Figures
    state: Codes
    reason: Codes


def gathered(
    blocks: Sequence[Columns], lookup: Lookup, courses: Mapping[int, Course], near_share: float
) -> tuple[Promotions, Limits]:
    """All columns of all ``blocks``, of which there is at least one; ``courses`` are the timelines by promotion."""
    all_promotions = Whole(sum(len(block.editions) for block in blocks))
    all_limits = Whole(sum(most_limit_rows(block, lookup) for block in blocks))
    for block in blocks:
        own = lookup.own[block.editions]
        begin = all_promotions.length
        timelines = told(courses, begin, enrols=lookup.enrols[own], is_issued_directly=lookup.is_issued_directly[own])
        promotions, limits = _worked_out(block, timelines, lookup, near_share)
        all_promotions.add(promotions)
        all_limits.add(limits)
    return Promotions(*all_promotions.columns()), Limits(*all_limits.columns())


def _worked_out(block: Columns, timelines: Told, lookup: Lookup, near_share: float) -> tuple[Promotions, Limits]:
    rows = limit_rows(block, lookup)
    promotions = _promotions(block, rows, timelines, lookup)
    mixed = lookup.of.in_points.take(rows.kind) & promotions.mixed.take(rows.promotion)
    doubtful = contradicted(rows, lookup.of, known_usage(block.usage, timelines))
    stands = standing(rows, lookup.of, contradicted=doubtful, mixed=mixed, near_share=near_share)
    return promotions, Limits(rows.kind, mixed, figures(rows.cap), figures(rows.used), *stands)


def _promotions(block: Columns, rows: LimitRows, timelines: Told, lookup: Lookup) -> Promotions:
    """The usage of restrictions and the timeline both tell how often: whichever says more (api-facts §3.4)."""
    customer, org, as_of, size, mixed = block.owners.T
    promotions = len(block.editions)
    return Promotions(
        customer=np.repeat(customer, size),
        org=np.repeat(org, size),
        as_of=np.repeat(as_of, size),
        mixed=np.repeat(mixed.astype(np.bool_), size),
        own=lookup.own[block.editions],
        points=figures(block.usage[:, 0]),
        times=figures(block.usage[:, 1]),
        issuals=np.fmax(_counted(rows, lookup.of.counts_issuals, promotions), timelines.issuals),
        earns=np.fmax(_counted(rows, lookup.of.counts_earns, promotions), timelines.earns),
        ends=timelines.ends,
        timeline=timelines.records,
        limits=np.bincount(rows.promotion, minlength=promotions),
    )


def _counted(rows: LimitRows, counts: Flags, promotions: int) -> Figures:
    """The usage of each promotion's first restriction that counts this and can be a count; NaN where there is none."""
    places = np.flatnonzero(counts.take(rows.kind))[::-1]  # the first is written last, and stays
    used = rows.used[places]
    places = places[(used >= 0) & (used < _MOST_COUNTED) & (used == np.floor(used))]
    usage = np.full(promotions, np.nan)
    usage[rows.promotion[places]] = rows.used[places]
    return usage
