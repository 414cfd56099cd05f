"""Which edition of its promotion each row has, and the promotions' own words."""

import numpy as np
import pyarrow as pa

from promo_data.frames.columns import Numbers
from promo_data.insight.cohort.coded import chosen, first_places, moments, numbered, numbers, words
from promo_data.insight.cohort.known import Edition, Known, Named


def editions(promotions: pa.Table, known: Known) -> Numbers:
    """The number of each row's edition; the promotions' words are learned on the way."""
    org, program, promotion, active = (
        numbers(promotions[name]) for name in ("org_id", "program_id", "promotion_id", "active")
    )
    begin, end = (moments(promotions[name]) for name in ("starts_at", "ends_at"))
    kind, stages = (words(promotions[name]) for name in ("type", "stages_given"))
    places, first = numbered([org, program, promotion, kind.places, begin, end, active, stages.places])
    org_ids, program_ids, promotion_ids, *dates = (
        column[first].tolist() for column in (org, program, promotion, begin, end, active)
    )
    rows = zip(org_ids, program_ids, promotion_ids, chosen(kind, first), *dates, chosen(stages, first), strict=True)
    found = np.array([known.editions[Edition(*row)] for row in rows], np.int64)[places]
    _hear(promotions, found, known)
    return found


def _hear(promotions: pa.Table, found: Numbers, known: Known) -> None:
    """The newest row of each edition tells the promotion's words."""
    as_of = moments(promotions["as_of"])
    newest = np.lexsort((-as_of, found))
    first = newest[first_places(np.unique(found[newest], return_inverse=True)[1])]
    said = (chosen(words(promotions[name]), first) for name in ("name", "identifier", "event"))
    every = list(known.editions)
    for row in zip(as_of[first].tolist(), *said, found[first].tolist(), strict=True):
        named = Named(*row)
        known.hear(every[named.edition].key, named)
