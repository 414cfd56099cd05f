"""What a pull will cost before it starts: calls, time at the rate limit, and what is known already."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from promo_data.cohort.pull.customers import Customers
from promo_data.cohort.pull.reading import Reader
from promo_data.models.customer import CustomerIdentifier

_SAMPLE = 500
"""Customers looked up in the cache: all of a small list, and a sample of one that no cache could hold anyhow."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Calls to the vendor, at least one page a customer and org; the seconds they take at the rate that pulls may use.

    ``cached`` customers need no call; it is an estimate where ``is_estimate``, from a sample of the list.
    """

    calls: int
    seconds_at_rate: float
    cached: int
    is_estimate: bool = False


def cost_of(customers: Customers, reader: Reader, *, calls_each: int, calls_a_minute: float) -> Cost:
    """The cost of pulling ``customers``; nothing is sent."""
    sample = _sample(customers)
    held = sum(read is not None for read in reader.kept(sample))
    cached = round(held / len(sample) * len(customers)) if sample else 0
    calls = (len(customers) - cached) * calls_each
    return Cost(calls, calls / calls_a_minute * 60, cached, is_estimate=len(sample) < len(customers))


def _sample(customers: Customers) -> Sequence[CustomerIdentifier]:
    """Evenly spread over the list."""
    places = np.unique(np.linspace(0, len(customers), min(len(customers), _SAMPLE), endpoint=False, dtype=np.int64))
    return customers.in_rows(customers.rows[places]).each()
