"""A vendor by script, and customers to ask it for."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from promo_data.cohort.pull.customers import Customers
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead, OrgCoverage
from promo_data.vocabulary import CoverageState, IdentifierKind, Source
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json

Answer = Callable[[CustomerIdentifier], CustomerRead]


def customers(count: int) -> Customers:
    """So many, in every second row of their list."""
    values = pa.array([str(1000 + number) for number in range(count)], pa.string())
    return Customers(IdentifierKind.CUSTOMER_ID, Source.INSTORE, values, np.arange(1, 2 * count, 2, dtype=np.int32))


def answered(_: CustomerIdentifier | None = None) -> CustomerRead:
    """One promotion."""
    return customer_read(promotion_json())


def refused(code: int) -> Answer:
    """A readable no."""
    return lambda _: _failed(code, f"No ({code}).", refused=True)


def silent(_: CustomerIdentifier | None = None) -> CustomerRead:
    """No answer at all."""
    return _failed(None, "The host refused the connection.", refused=False)


def _failed(code: int | None, message: str, *, refused: bool) -> CustomerRead:
    org = OrgCoverage(OWN_ORG, CoverageState.FAILED, code, message, None if code is None else AS_OF, refused)
    return CustomerRead(None, (), (org,), (), None)


class Scripted:
    """Answers as ``script`` says, by how often it was asked; ``asked`` are all it was asked for."""

    def __init__(self, script: Callable[[int, CustomerIdentifier], CustomerRead], kept: int = 0) -> None:
        self._script = script
        self._kept = kept
        self.asked: list[str] = []

    def kept(self, customers: Sequence[CustomerIdentifier]) -> list[CustomerRead | None]:
        """The first so many are known already."""
        return [answered() if place < self._kept else None for place, _ in enumerate(customers)]

    async def read(self, customer: CustomerIdentifier) -> CustomerRead:
        """As the script says."""
        self.asked.append(customer.value)
        return self._script(len(self.asked), customer)


class Heard:
    """What a listener was told."""

    def __init__(self) -> None:
        self.came_in: list[CustomerRead] = []
        self.waited_for: list[str | None] = []

    def came(self, read: CustomerRead) -> None:
        """One more."""
        self.came_in.append(read)

    def waits(self, why: str | None) -> None:
        """A pause, or its end."""
        self.waited_for.append(why)
