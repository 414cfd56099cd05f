"""The world behind the API: orgs, promotions, customers and what has happened, made from one seed, kept in memory."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from promo_data.sandbox.catalogue import Catalogue
from promo_data.sandbox.customers import Customer, make_customer, number_of
from promo_data.sandbox.demo_customers import DemoCustomer, demo_customers, story_customer, story_of, story_past
from promo_data.sandbox.events import History
from promo_data.sandbox.ledger import Ledger
from promo_data.sandbox.organisations import organisations, programmes
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.simulation import past
from promo_data.sandbox.stories import STORIES
from promo_data.sandbox.truth import PromotionTruth, truth_of

KpiVocabulary = Literal["short", "max"]
Clock = Callable[[], datetime]

_REMEMBERED_CUSTOMERS = 10_000
_REMEMBERED_PASTS = 50_000  # some 30 MB


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class World:
    """Everything the API knows. Customers and their pasts are made when asked for; only what is written is kept.

    `kpi_vocabulary`: "short" names as really seen (api-facts §7.2), or the MAX_* names of 003.
    """

    def __init__(
        self,
        *,
        seed: int,
        customers: int,
        clock: Clock,
        kpi_vocabulary: KpiVocabulary,
        child_orgs: int,
        token_seconds: int,
    ) -> None:
        self.seed = seed
        self.clock = clock
        self.kpi_vocabulary = kpi_vocabulary
        self.token_seconds = token_seconds
        self.customers = max(customers, len(STORIES))
        self.today = clock().replace(hour=0, minute=0, second=0, microsecond=0)
        self.orgs = organisations(child_orgs)
        self.programmes = programmes(self.orgs)
        self.catalogue = Catalogue(self.programmes, self.today)
        self.ledger = Ledger()
        self.demo_customers: tuple[DemoCustomer, ...] = demo_customers(seed)
        self._written: dict[tuple[int, int], History] = {}
        self.customer = lru_cache(_REMEMBERED_CUSTOMERS)(self._make_customer)
        self._past = lru_cache(_REMEMBERED_PASTS)(self._make_past)

    def _make_customer(self, number: int) -> Customer:
        """The customer with that number, 1 to `customers`."""
        story = story_of(number)
        if story is not None:
            return story_customer(self.seed, number, story)
        return make_customer(self.seed, number, self.programmes)

    def find(self, name: str, value: str, source: str) -> Customer | None:
        """The customer so named in that source, whatever org knows them; None for nobody.

        `name` is mobile, email, externalid or id; `source` one of the vendor's sources or ALL.
        """
        number = number_of(self.seed, name, value)
        if number is None or not 1 <= number <= self.customers:
            return None
        customer = self.customer(number)
        return customer if customer.answers_to(name, value, source) else None

    def promotions(self, customer: Customer, org_id: int) -> list[Promotion]:
        """The promotions of that org that the customer has, newest first; empty where the org does not know them."""
        if org_id not in customer.org_ids:
            return []
        return [p for p in self.catalogue.of_org(org_id) if p.programme_id in customer.programme_ids]

    def history(self, customer: Customer, promotion: Promotion) -> History:
        """What has happened between the two until now."""
        written = self._written.get((customer.number, promotion.id))
        return self._past(customer.number, promotion.id) if written is None else written

    def write(self, customer: Customer, promotion: Promotion, history: History) -> None:
        """Keep what has happened between the two."""
        self._written[customer.number, promotion.id] = history

    def _make_past(self, number: int, promotion_id: int) -> History:
        promotion = self.catalogue.get(promotion_id)
        if promotion is None or not promotion.has_past:
            return History()
        story = story_of(number)
        if story is None or (story.rest_by_chance and promotion.name not in story.pasts):
            return past(self.seed, number, promotion, self.today)
        return story_past(number, promotion, story.pasts.get(promotion.name, ()), self.today)

    def truth(self, customer_id: int, org_id: int) -> list[PromotionTruth]:
        """What is true now of that customer in each promotion of that org, newest first; empty where unknown there."""
        customer = self.find("id", str(customer_id), "ALL")
        if customer is None:
            return []
        now = self.clock()
        return [truth_of(p, self.history(customer, p), now) for p in self.promotions(customer, org_id)]


def build_world(
    seed: int = 1,
    customers: int = 200,
    clock: Clock = utc_now,
    *,
    kpi_vocabulary: KpiVocabulary = "short",
    child_orgs: int = 2,
    token_seconds: int = 300,
) -> World:
    """A world from that seed, whose dates lie around the day of its clock (an aware UTC moment) at this instant.

    The same seed and the same instant give the same world anywhere. `customers` is at least the number of stories.
    """
    return World(
        seed=seed,
        customers=customers,
        clock=clock,
        kpi_vocabulary=kpi_vocabulary,
        child_orgs=child_orgs,
        token_seconds=token_seconds,
    )
