"""The customers of a world: made when asked for, found by any of their names, merged ones led to whom they became."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from promo_data.sandbox.customer_ids import CustomerIds
from promo_data.sandbox.customers import Customer, make_customer, number_of
from promo_data.sandbox.demo_customers import story_customer, story_of
from promo_data.sandbox.organisations import Org, Programme

_REMEMBERED = 10_000


class People:
    """Customers 1 to `count`. Nobody is held but those asked for last."""

    def __init__(
        self, seed: int, count: int, orgs: Sequence[Org], programmes: Sequence[Programme], ids: CustomerIds
    ) -> None:
        self.count = count
        self._seed = seed
        self._orgs = orgs
        self._programmes = programmes
        self._ids = ids
        self.customer = lru_cache(_REMEMBERED)(self._make)

    def find(self, name: str, value: str, source: str, org_ids: Collection[int] | None = None) -> Customer | None:
        """The customer so named in that source, if one of these orgs knows them (or any, for None); None for nobody.

        `name` is mobile, email, externalid or id; `source` one of the vendor's sources or ALL. A customer who was
        merged is found as named: `survivor` is who answers for them.
        """
        number, known_in = self._named(name, value)
        if number is None or not 1 <= number <= self.count:
            return None
        customer = self.customer(number)
        asked = customer.org_ids if org_ids is None else customer.org_ids.intersection(org_ids)
        if asked.isdisjoint(known_in) or not customer.answers_to(name, value, source):
            return None
        return customer

    def survivor(self, customer: Customer) -> Customer:
        """Whom the customer was merged into, or else the customer."""
        return customer if customer.merged_into is None else self.customer(customer.merged_into)

    def _make(self, number: int) -> Customer:
        story = story_of(number)
        if story is not None:
            return story_customer(self._seed, number, story)
        return make_customer(self._seed, number, self._orgs, self._programmes)

    def _named(self, name: str, value: str) -> tuple[int | None, Collection[int]]:
        """Whose identifier that can be, and the orgs in which it can."""
        if name == "id":
            return self._ids.number_of(value) or (None, ())
        return number_of(self._seed, name, value), [org.id for org in self._orgs]
