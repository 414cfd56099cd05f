"""The vendor's numbers of customers: one in all orgs of a company, or another in each (switch customer_id_per_org)."""

import re
from collections.abc import Sequence

from promo_data.sandbox.customers import FIRST_ID
from promo_data.sandbox.organisations import Org

# Wider than the largest world, so that a number says which org it is of
_OF_AN_ORG = 2_000_000
_OF_A_COMPANY = 50_000_000


class CustomerIds:
    """Turns the places of customers into the numbers that orgs know them by, and back."""

    def __init__(self, families: Sequence[Sequence[Org]], *, differ: bool) -> None:
        self._first = {
            org.id: FIRST_ID + company * _OF_A_COMPANY + (place * _OF_AN_ORG if differ else 0)
            for company, family in enumerate(families)
            for place, org in enumerate(family)
        }

    def of(self, number: int, org_id: int) -> int:
        """What that org calls the customer with that number."""
        return self._first[org_id] + number

    def number_of(self, customer_id: str) -> tuple[int, frozenset[int]] | None:
        """Whose number that is, and in which orgs; None for a text that no org has given out."""
        if not re.fullmatch("[1-9][0-9]{0,11}", customer_id):
            return None
        given = int(customer_id)
        org_ids = frozenset(org_id for org_id, first in self._first.items() if 0 < given - first < _OF_AN_ORG)
        return (given - self._first[min(org_ids)], org_ids) if org_ids else None
