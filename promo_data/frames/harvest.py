"""Promotions in, columns of figures out: what one customer has of each promotion, gathered while the answers come."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from promo_data.frames.catalogue import Catalogue
from promo_data.frames.columns import ABSENT, Figures, Numbers, microseconds
from promo_data.frames.timelines import Course, course
from promo_data.models.promotion import Number, Promotion, Restrictions, Usage

Scalar = TypeVar("Scalar", bound=np.generic)

_NO_RESTRICTIONS, _NO_USAGE = Restrictions(), Usage()
_NEVER: tuple[list[Any], int] = ([], -1)
_AT_A_TIME = 1_500
"""Promotions whose figures wait as Python's own numbers, and are worked out together later.

Small enough for no column of theirs to be 128 KiB, about eight limits each: memory of that size the C library may take
from the system and give back column by column, which costs as much as all that is worked out.
"""


class Group(NamedTuple):
    """Promotions of one customer in one org, from one answer (UTC).

    ``mixed_units``: usage in alternate currencies is counted among the points (003, includeAlternateCurrencyUsage).
    """

    customer_id: int | None
    org_id: int | None
    as_of: datetime
    promotions: Sequence[Promotion]
    mixed_units: bool = False


class Columns(NamedTuple):
    """What was gathered, in the order in which it came; a figure not given is NaN.

    ``owners`` has one row a group (customer, org, microseconds since 1970, number of promotions, whether units are
    mixed; ``ABSENT`` for no id), ``editions`` and ``usage`` (points, times, everybody's points) one a promotion,
    ``figures`` (cap, used) one a restriction.
    """

    owners: Numbers
    editions: Numbers
    usage: Figures
    figures: Figures


class Harvester:
    """Takes promotions, group by group, and keeps nothing of them but figures and what the catalogue has learned."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: defaultdict[int | None, dict[int, tuple[list[Any], int]]] = defaultdict(dict)
        self._owners: list[int] = []
        self._editions: list[int] = []
        self._usage: list[Number] = []
        self._figures: list[Number] = []
        self._stored: list[Columns] = []
        self._count = 0
        self.courses: dict[int, Course] = {}
        """The timelines that came, by the place of their promotion."""

    def take(self, group: Group) -> None:
        """Add a group's promotions.

        This runs once a promotion and decides the speed of everything: its words are compared with those it usually
        comes with, and only figures are kept.
        """
        customer_id, org_id, as_of, promotions, mixed_units = group
        known, editions, usages, figures = self._known[org_id], self._editions, self._usage, self._figures
        for promotion in promotions:
            words: list[Any] = [
                promotion.program_id,
                promotion.promotion_name,
                promotion.start_date,
                promotion.end_date,
                promotion.identifier,
                promotion.description,
                promotion.active,
                promotion.event_name,
                promotion.promotion_metadata,
                promotion.limits,
                promotion.points_offer_type,
            ]
            given = promotion.promotion_restriction or _NO_RESTRICTIONS
            for stage in (given.issual_restrictions, given.earn_restrictions, given.redemption_restrictions):
                words.append(None if stage is None else len(stage))
                for limit in stage or ():
                    words += (limit.kpi, limit.limit_on, limit.type, limit.period_type, limit.period_unit)
                    figures.append(limit.max_limit)
                    figures.append(limit.current_customer_usage)
            before, edition = known.get(promotion.promotion_id, _NEVER)
            if before != words:
                edition = self._learned(promotion, words, known)
            editions.append(edition)
            usage = promotion.customer_usage or _NO_USAGE
            usages.append(usage.current_points_per_customer)
            usages.append(usage.current_number_of_times_per_customer)
            usages.append(usage.current_total_points_in_promotion)
            if promotion.customer_promotion_timelines is not None:
                self.courses[self._count + len(editions) - 1] = course(promotion.customer_promotion_timelines, as_of)
        self._owners += (_id(customer_id), _id(org_id), microseconds(as_of), len(promotions), mixed_units)
        if len(editions) >= _AT_A_TIME:
            self._store()

    def _learned(self, promotion: Promotion, words: list[Any], known: dict[int, tuple[list[Any], int]]) -> int:
        """The edition of words that are not those that ``known`` has.

        They take that place only when they come again: a single answer that is spoilt would else cost the next one too.
        """
        before = len(self._catalogue.editions)
        edition = self._catalogue.edition(promotion)
        if edition < before or promotion.promotion_id not in known:
            known[promotion.promotion_id] = words, edition
        return edition

    def blocks(self) -> Sequence[Columns]:
        """Everything taken so far, in the order in which it came; at least one block."""
        self._store()
        return self._stored

    def _store(self) -> None:
        owners, editions = _array(self._owners, np.int64), _array(self._editions, np.int64)
        usage, figures = _array(self._usage, np.float64), _array(self._figures, np.float64)
        self._count += len(editions)
        self._stored.append(Columns(owners.reshape(-1, 5), editions, usage.reshape(-1, 3), figures.reshape(-1, 2)))
        self._owners, self._editions, self._usage, self._figures = [], [], [], []


def _array(values: Sequence[Any], dtype: type[Scalar]) -> npt.NDArray[Scalar]:
    """NumPy takes ``None`` for NaN."""
    return np.fromiter(values, dtype, len(values))


def _id(given: int | None) -> int:
    return ABSENT if given is None else given
