"""What a snapshot says of its customers: counts, lists, and who is behind each figure."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

import pandas as pd
import pyarrow as pa

from promo_data.cohort.snapshot.manifest import Manifest
from promo_data.frames.columns import ABSENT, ids, microseconds
from promo_data.insight.cohort import counting, faceting, headroom, lists
from promo_data.insight.cohort.asked import EVERYTHING, CohortFilters, LimitKey, Selection
from promo_data.insight.cohort.scan import Moment, rows_behind
from promo_data.insight.cohort.schema import HEADROOM_BINS
from promo_data.insight.cohort.summary import Summary, open_summary
from promo_data.insight.cohort.told import Rows, limit_frame, member_frame
from promo_data.insight.cohort.verdicts import verdict_table
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import Action, Verdict

MOST = 1_000
"""Rows of one page."""
_STREAMED = 50_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CohortInsight:
    """One snapshot, opened once and asked often, by several threads if need be; nothing in it changes.

    Frames follow ``schema.py`` and hold customers by the vendor's numbers; where orgs number a person differently, that
    person counts once for each number. ``now`` (UTC) is the moment that verdicts, phases and lapsing hold for: unless
    given, ``as_of``, when the snapshot's newest answer arrived. Pages of more than ``MOST`` rows raise ``ValueError``.
    """

    def __init__(self, summary: Summary, manifest: Manifest, writable_orgs: Collection[int | None]) -> None:
        self._given: Summary | None = summary
        self.manifest = manifest
        self._writable_orgs = frozenset(writable_orgs)
        self._coverage = {count.org_id: count for count in manifest.coverage}
        self._verdicts = lru_cache(maxsize=8)(lambda now: verdict_table(self._summary, self._writable_orgs, now))
        self._facets = lru_cache(maxsize=64)(lambda filters: faceting.facet_counts(self._summary, filters))
        self._cells = lru_cache(maxsize=8)(lambda now: counting.cells(self._summary, now))

    @classmethod
    def open(cls, folder: Path, *, writable_orgs: Collection[int | None] = ()) -> Self:
        """The snapshot in ``folder``, summarised first where no summary of this version lies there.

        ``writable_orgs`` are those whose own credentials we hold, as in ``insight.availability``: in any other, nothing
        is known to be allowed. ``OSError`` where a file is missing, ``StoreError`` where the manifest is damaged.
        """
        return cls(open_summary(folder), Manifest.read(folder), writable_orgs)

    def close(self) -> None:
        """Let go of the files; whatever is asked after that raises ``ValueError``."""
        self._given = None
        for kept in (self._verdicts, self._cells, self._facets):
            kept.cache_clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def as_of(self) -> datetime | None:
        """When the newest answer arrived (UTC); ``None`` where none did."""
        return None if self._summary.as_of == ABSENT else _EPOCH + timedelta(microseconds=self._summary.as_of)

    def coverage(self) -> pd.DataFrame:
        """One row (``schema.COVERAGE``) an org: for how many customers it was asked, and answered."""
        return counting.coverage_frame(self._coverage)

    def promotions(self, filters: CohortFilters = EVERYTHING, *, now: datetime | None = None) -> pd.DataFrame:
        """One row (``schema.PROMOTION_COUNTS``) an org and promotion: customers by state, and what can be done."""
        moment = self._at(now)
        return counting.promotion_counts(self._summary, filters, self._cells(moment.now), moment, self._coverage)

    def facets(self, filters: CohortFilters = EVERYTHING) -> pd.DataFrame:
        """One row (``schema.FACETS``) a value of org, programme, type and event, the other filters applied."""
        return self._facets(filters).copy()

    def limits(self, promotion: PromotionKey) -> pd.DataFrame:
        """One row (``schema.LIMIT_COUNTS``) for each limit of the promotion."""
        return headroom.limit_counts(self._summary, self._summary.place_of(promotion))

    def headroom(
        self, promotion: PromotionKey, limit: LimitKey | None = None, filters: CohortFilters = EVERYTHING
    ) -> pd.DataFrame:
        """How much is left of the limit (``schema.HEADROOM_BINS``), by default of the one that binds most customers.

        At most 40 bins, then those of whom nothing can be said. A customer with two limits alike counts for both.
        """
        place = self._summary.place_of(promotion)
        chosen = limit or headroom.most_binding(self._summary, place)
        if place is None or chosen is None or not self._summary.fitting(filters)[place]:
            return HEADROOM_BINS.empty()
        return headroom.headroom_bins(self._summary, place, chosen, filters)

    def near_caps(self, filters: CohortFilters = EVERYTHING, limit: int = 100, offset: int = 0) -> pd.DataFrame:
        """Limits that are near their caps (``schema.MEMBERS``, one row a limit), the least share left first."""
        entries = lists.page([lists.near_entries(self._summary, filters)], _page(limit), offset)
        return limit_frame(self._summary, entries, self._at(None).now)

    def near_count(self, filters: CohortFilters = EVERYTHING) -> int:
        """How many rows ``near_caps`` has in all."""
        return lists.size(lists.near_entries(self._summary, filters))

    def lapsing(
        self,
        within_days: int,
        filters: CohortFilters = EVERYTHING,
        limit: int = 100,
        offset: int = 0,
        *,
        now: datetime | None = None,
    ) -> pd.DataFrame:
        """Customers whose binding limit has room that ends within so many days, what lapses first coming first.

        ``schema.MEMBERS``; it lapses with the promotion or with the latest enrolment, whichever ends next.
        """
        selection = Selection(filters, lapsing_within=within_days, now=now)
        moment = self._at(now)
        rows = lists.next_lapsing(self._summary, self._rows(selection), moment.now, _page(limit), offset)
        return member_frame(self._summary, rows, moment.now)

    def actionable(
        self,
        action: Action,
        filters: CohortFilters = EVERYTHING,
        limit: int = 100,
        offset: int = 0,
        *,
        verdict: Verdict = Verdict.ALLOWED,
        now: datetime | None = None,
    ) -> pd.DataFrame:
        """Customers for whom ``insight.availability`` has that verdict (``schema.MEMBERS``), promotion by promotion."""
        rows = self._rows(Selection(filters, action=action, verdict=verdict, now=now))
        return member_frame(self._summary, lists.page(rows, _page(limit), offset), self._at(now).now)

    def rows(self, selection: Selection) -> int:
        """How many pairs of customer and promotion are behind the selection."""
        return sum(map(lists.size, self._rows(selection)))

    def count(self, selection: Selection) -> int:
        """How many distinct customers are behind the selection."""
        return len(lists.customers_of(self._summary, self._rows(selection)))

    def customers(self, selection: Selection, limit: int = 100, offset: int = 0) -> pd.DataFrame:
        """One row (``schema.CUSTOMERS``) a customer, by number: how many promotions fit, and the most used up."""
        chosen = lists.customers_of(self._summary, self._rows(selection))[offset : offset + _page(limit)]
        return lists.customer_frame(self._summary, self._rows(selection), chosen, self._at(selection.now).now)

    def customer_ids(self, selection: Selection) -> pa.Array:
        """The vendor's numbers of all distinct customers behind the selection, in order (int64; null for no number)."""
        chosen = lists.customers_of(self._summary, self._rows(selection))
        return pa.array(ids(self._summary.customers[chosen]))

    def stream(self, selection: Selection) -> Iterator[pd.DataFrame]:
        """Everything behind the selection (``schema.MEMBERS``), promotion by promotion, 50,000 rows at a time."""
        now = self._at(selection.now).now
        for rows in lists.in_batches(self._rows(selection), _STREAMED):
            yield member_frame(self._summary, rows, now)

    @property
    def _summary(self) -> Summary:
        if self._given is None:
            raise ValueError("This snapshot was closed.")
        return self._given

    def _rows(self, selection: Selection) -> Iterator[Rows]:
        return rows_behind(self._summary, selection, self._at(selection.now))

    def _at(self, now: datetime | None) -> Moment:
        moment = now or self.as_of or _EPOCH
        return Moment(microseconds(moment), self._verdicts(moment))


def _page(limit: int) -> int:
    if not 0 <= limit <= MOST:
        raise ValueError(f"A page has at most {MOST} rows, not {limit}.")
    return limit
