"""One customer's look-up, complete: frames, binding limits and what can be done. What pages and commands show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import pandas as pd

from promo_data.frames import frames
from promo_data.insight.availability import availability
from promo_data.insight.binding import binding_limits
from promo_data.insight.disagreements import disagreements
from promo_data.insight.second_opinion import vendor_statuses
from promo_data.models.reading import CustomerRead, FilterCoverage, OrgCoverage, Problem
from promo_data.vocabulary import CoverageState


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a view follows from: the same basis gives the same view, whenever and wherever it is made.

    ``near_share``, ``writable_orgs`` and ``zone`` are as in ``customer_view``.
    """

    read: CustomerRead
    now: datetime
    near_share: float
    writable_orgs: tuple[int | None, ...]
    zone: tzinfo


@dataclass(frozen=True, eq=False)
class CustomerView:
    """What one look-up shows.

    ``promotions`` and ``allowances`` follow ``frames.schema``; ``binding`` is one row a promotion and stage
    (``insight.binding``); ``availability`` one row a promotion and action (``insight.availability``).

    Of a second opinion, ``filters`` says which of the vendor's status filters answered, ``vendor_statuses`` has one row
    a promotion and filter that lists it (``insight.second_opinion``), and ``disagreements`` one a contradiction
    (``insight.disagreements``); without one all three are empty. ``mixed_units``: alternate currencies are counted
    among the points. ``basis`` is what all of it was made of.
    """

    customer_id: int | None
    as_of: datetime | None
    coverage: tuple[OrgCoverage, ...]
    promotions: pd.DataFrame
    allowances: pd.DataFrame
    binding: pd.DataFrame
    availability: pd.DataFrame
    problems: tuple[Problem, ...]
    complete: bool
    mixed_units: bool
    filters: tuple[FilterCoverage, ...]
    vendor_statuses: pd.DataFrame
    disagreements: pd.DataFrame
    basis: Basis

    @property
    def answered(self) -> int:
        """How many of the orgs asked answered."""
        return sum(org.state is CoverageState.ANSWERED for org in self.coverage)

    @property
    def asked(self) -> int:
        """How many orgs were asked."""
        return sum(org.state is not CoverageState.NOT_ASKED for org in self.coverage)


def customer_view(
    read: CustomerRead, *, now: datetime, near_share: float, writable_orgs: Collection[int | None], zone: tzinfo = UTC
) -> CustomerView:
    """Everything a look-up says, at ``now``; ``writable_orgs`` are those whose own credentials we hold."""
    return view_of(Basis(read, now, near_share, tuple(writable_orgs), zone))


def view_of(basis: Basis) -> CustomerView:
    """The view that follows from ``basis``, and from nothing else."""
    read, now, zone = basis.read, basis.now, basis.zone
    both = frames([read], near_share=basis.near_share)
    binding = binding_limits(both.allowances)
    opinion = read.second_opinion
    listed = opinion.listed if opinion else None
    judged = availability(both, now=now, writable_orgs=basis.writable_orgs, zone=zone, listed=listed)
    return CustomerView(
        customer_id=read.customer_id,
        as_of=read.as_of,
        coverage=read.coverage,
        promotions=both.promotions,
        allowances=both.allowances,
        binding=binding,
        availability=judged,
        problems=read.problems,
        complete=read.complete,
        mixed_units=read.mixed_units,
        filters=opinion.filters if opinion else (),
        vendor_statuses=vendor_statuses(read),
        disagreements=disagreements(judged, both, listed, at=read.as_of or now, zone=zone),
        basis=basis,
    )
