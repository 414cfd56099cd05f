"""How many customers each org answered for: what every figure of a snapshot is measured against."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self

from promo_data.models.reading import OrgCoverage
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState


@dataclass(frozen=True, slots=True)
class OrgCount:
    """Customers that one org was asked for: answered, not known there, or failed in another way.

    ``org_id`` is ``None`` for an own org without a number.
    """

    org_id: int | None
    name: str
    answered: int = 0
    not_known: int = 0
    failed: int = 0

    def __add__(self, other: "OrgCount") -> "OrgCount":
        return OrgCount(
            self.org_id,
            self.name,
            self.answered + other.answered,
            self.not_known + other.not_known,
            self.failed + other.failed,
        )

    @classmethod
    def of(cls, coverage: OrgCoverage) -> Self:
        """One customer's."""
        answered = coverage.state is CoverageState.ANSWERED
        not_known = not answered and coverage.code in CUSTOMER_NOT_FOUND
        failed = not answered and not not_known
        return cls(coverage.org.id, coverage.org.name, int(answered), int(not_known), int(failed))

    def as_object(self) -> dict[str, Any]:
        """As it stands in the manifest."""
        return asdict(self)


def summed(counts: Iterable[OrgCount]) -> tuple[OrgCount, ...]:
    """One an org, in the order in which they first come."""
    known: dict[int | None, OrgCount] = {}
    for count in counts:
        before = known.get(count.org_id)
        known[count.org_id] = count if before is None else before + count
    return tuple(known.values())
