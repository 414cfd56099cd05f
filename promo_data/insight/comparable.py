"""Which parts of two looks can be compared, so that nothing is told as a change that is none."""

from dataclasses import dataclass
from functools import cached_property

from promo_data.frames.records import Record, records
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import CoverageState


def key_of(row: Record) -> PromotionKey:
    """The promotion that a row of any frame is about."""
    return row["org_id"], row["program_id"], row["promotion_id"]


@dataclass(frozen=True)
class Look:
    """One of the two, as records by promotion."""

    view: CustomerView

    @cached_property
    def promotions(self) -> dict[PromotionKey, Record]:
        """The promotions in their order."""
        return {key_of(row): row for row in records(self.view.promotions)}

    @cached_property
    def is_whole(self) -> bool:
        """Whether all that the orgs sent could be read: what is missing is then really not there."""
        return not any(problem.is_loss for problem in self.view.problems)

    @cached_property
    def filtered(self) -> frozenset[PromotionKey]:
        """What the vendor's filters list: one of these may have come from a filter alone."""
        return frozenset(key_of(row) for row in records(self.view.vendor_statuses))

    @cached_property
    def orgs(self) -> dict[int | None, bool]:
        """Whether each org answered; one that nobody asked for by name did if a promotion of it came."""
        named = {org.org.id: org.state is CoverageState.ANSWERED for org in self.view.coverage}
        return {key[0]: True for key in self.promotions} | named

    @property
    def has_opinion(self) -> bool:
        """Whether the vendor's filters were asked."""
        return bool(self.view.filters)


@dataclass(frozen=True)
class Pair:
    """Two looks at one customer, the earlier one ``before``."""

    before: Look
    after: Look

    @cached_property
    def orgs(self) -> frozenset[int | None]:
        """The orgs that answered both times: of the others nothing can be said."""
        before, after = self.before.orgs, self.after.orgs
        return frozenset(org for org in before.keys() & after.keys() if before[org] and after[org])

    @property
    def common(self) -> list[PromotionKey]:
        """The promotions of both looks, in the order of the later one."""
        return [key for key in self.after.promotions if key in self.before.promotions and key[0] in self.orgs]

    @property
    def new(self) -> list[PromotionKey]:
        """Those that were not there before."""
        return self._only_in(self.after, self.before)

    @property
    def gone(self) -> list[PromotionKey]:
        """Those that are there no more."""
        return self._only_in(self.before, self.after)

    @property
    def same_units(self) -> bool:
        """Whether points count the same in both: with and without alternate currencies they do not."""
        return self.before.view.mixed_units == self.after.view.mixed_units

    def same_sources(self, key: PromotionKey) -> bool:
        """Whether enrolments and issues were told alike: a filter may bring a timeline that the list lacks."""
        if self.before.has_opinion == self.after.has_opinion:
            return True
        before, after = self.before.promotions[key]["timeline"], self.after.promotions[key]["timeline"]
        return (before is None) == (after is None)

    def _only_in(self, one: Look, other: Look) -> list[PromotionKey]:
        if not other.is_whole:
            return []
        doubtful = one.filtered if one.has_opinion and not other.has_opinion else frozenset()
        return [
            key for key in one.promotions if key not in other.promotions and key[0] in self.orgs and key not in doubtful
        ]
