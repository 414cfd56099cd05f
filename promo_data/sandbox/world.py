"""The world behind the API: orgs, promotions, customers and what has happened, made from one seed, kept in memory."""

from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from promo_data.sandbox.activity import next_step, redeem
from promo_data.sandbox.availability import filters
from promo_data.sandbox.catalogue import Catalogue
from promo_data.sandbox.catalogue.coupons import IN_ALL
from promo_data.sandbox.clock import Clock, utc_now
from promo_data.sandbox.customer_ids import CustomerIds
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.demo_customers import DemoCustomer, demo_customers, story_of, story_past
from promo_data.sandbox.events import History
from promo_data.sandbox.happenings import Happenings
from promo_data.sandbox.ledger import Effect, EffectKind, Ledger
from promo_data.sandbox.organisations import Org, families, programmes
from promo_data.sandbox.people import People
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.simulation import past
from promo_data.sandbox.stories import STORIES
from promo_data.sandbox.switches import Switches
from promo_data.sandbox.truth import BenefitTruth, PromotionTruth, benefits_of, truth_of

_REMEMBERED_PASTS = 50_000  # some 30 MB


class World:
    """Everything the API knows. Customers and their pasts are made when asked for; only what is written is kept.

    `families` are two companies, each a parent and its children; `orgs` is the first of them. `clock` may be replaced
    at any time.
    """

    def __init__(
        self,
        *,
        seed: int,
        customers: int,
        clock: Clock,
        switches: Switches,
        child_orgs: int,
        token_seconds: int,
        coupons: int,
    ) -> None:
        self.seed = seed
        self.clock = clock
        self.switches = switches
        self.token_seconds = token_seconds
        self.today = clock().replace(hour=0, minute=0, second=0, microsecond=0)
        self.families = families(child_orgs)
        self.orgs = self.families[0]
        self.all_orgs = tuple(org for family in self.families for org in family)
        self.programmes = programmes(self.all_orgs)
        self.catalogue = Catalogue(self.programmes, self.today, coupons)
        self.ids = CustomerIds(self.families, differ=switches.customer_id_per_org == "different")
        self.ledger = Ledger()
        self.demo_customers: tuple[DemoCustomer, ...] = demo_customers(seed)
        self.people = People(seed, max(customers, len(STORIES)), self.all_orgs, self.programmes, self.ids)
        self.happenings = Happenings()
        self._past = lru_cache(_REMEMBERED_PASTS)(self._make_past)

    def customer(self, number: int) -> Customer:
        """The customer with that number, from 1."""
        return self.people.customer(number)

    def find(self, name: str, value: str, source: str, org_ids: Collection[int] | None = None) -> Customer | None:
        """The customer so named in that source and one of these orgs (any, for None), or None: see People."""
        return self.people.find(name, value, source, org_ids)

    def family_of(self, org: Org) -> tuple[Org, ...]:
        """The company of that org: its parent first, then all children."""
        return next(family for family in self.families if org.id in [member.id for member in family])

    def promotions(self, customer: Customer, org_id: int) -> list[Promotion]:
        """The promotions of that org that the customer has, newest first; empty where the org does not know them."""
        if org_id not in customer.org_ids:
            return []
        joined = [p.id for p in self.programmes if p.org_id == org_id and p.id in customer.programme_ids]
        return self.catalogue.of_programmes(joined)

    def history(self, customer: Customer, promotion: Promotion) -> History:
        """What has happened between the two until now."""
        written = self.happenings.history(customer.number, promotion.id)
        return self._past(customer.number, promotion.id) if written is None else written

    def write(
        self, kind: EffectKind, customer: Customer, promotion: Promotion, history: History, **ids: int | list[int]
    ) -> None:
        """Keep what has happened between the two, count it among what all customers used, and note it in the ledger."""
        now = self.clock()
        self.happenings.keep(customer.number, promotion, self.history(customer, promotion), history, now)
        customer_id = self.ids.of(customer.number, promotion.org_id)
        self.ledger.effects.append(Effect(now, kind, promotion.org_id, customer_id, promotion.id, ids))

    def redeem(self, customer_id: int, promotion_id: int, points: Decimal | None = None) -> bool:
        """An activity of a customer that gets the benefit: `points`, or what the promotion gives, as the limits allow.

        Whether it got any. ValueError for a customer or promotion that is not there. No call of the API does this.
        """
        promotion = self.catalogue.get(promotion_id)
        if promotion is None:
            raise ValueError("there is no such promotion")
        customer, now = self._known(customer_id, promotion.org_id), self.clock()
        running = promotion.is_running(now)
        after = redeem(promotion, self.history(customer, promotion), now, points) if running else None
        if after is not None:
            self.write("redeemed", customer, promotion, after)
        return after is not None

    def activity(self, customer_id: int, org_id: int, event_name: str = "TransactionAdd") -> list[EffectKind]:
        """What an activity of that kind brings the customer in that org: a step in each promotion that looks at it.

        ValueError for a customer whom the org does not know.
        """
        customer, now = self._known(customer_id, org_id), self.clock()
        watching = [p for p in self.promotions(customer, org_id) if p.event_name == event_name]
        steps = [(p, next_step(customer.number, p, self.history(customer, p), now)) for p in watching]
        followed = [(promotion, *step) for promotion, step in steps if step is not None]
        for promotion, kind, after in followed:
            self.write(kind, customer, promotion, after)
        return [kind for _, kind, _ in followed]

    def _known(self, customer_id: int, org_id: int) -> Customer:
        customer = self.find("id", str(customer_id), "ALL", [org_id])
        if customer is None:
            raise ValueError("the org does not know such a customer")
        return self.people.survivor(customer)

    def _make_past(self, number: int, promotion_id: int) -> History:
        promotion = self.catalogue.get(promotion_id)
        if promotion is None or promotion.configuration is not None:
            return History()
        story = story_of(number)
        if story is None or (story.rest_by_chance and promotion.name not in story.pasts):
            return past(self.seed, number, promotion, self.today)
        return story_past(number, promotion, story.pasts.get(promotion.name, ()), self.today)

    def truth(self, customer_id: int, org_id: int) -> list[PromotionTruth]:
        """What is true now of that customer in each promotion of that org, newest first; empty where unknown there."""
        named = self.find("id", str(customer_id), "ALL", [org_id])
        if named is None or named.standing in ("not registered", "non-loyalty"):
            return []
        now, customer = self.clock(), self.people.survivor(named)
        return [truth_of(p, self.history(customer, p), now) for p in self.promotions(customer, org_id)]

    def statuses(self, customer_id: int, org_id: int) -> dict[int, set[str]]:
        """Which of the vendor's four filters let each promotion of that org through for that customer, by its id."""
        now, customer = self.clock(), self._known(customer_id, org_id)
        lets_through = filters(self.switches.available_to_earn)
        return {
            p.id: {name for name, holds in lets_through.items() if holds(p, self.history(customer, p), now)}
            for p in self.promotions(customer, org_id)
        }

    def benefits(self, customer_id: int, promotion_id: int) -> BenefitTruth:
        """What the customer got from that promotion; nothing where it is not theirs. ValueError where it is not."""
        promotion = self.catalogue.get(promotion_id)
        if promotion is None:
            raise ValueError("there is no such promotion")
        customer = self._known(customer_id, promotion.org_id)
        if promotion not in self.promotions(customer, promotion.org_id):
            return BenefitTruth()
        return benefits_of(promotion, self.history(customer, promotion))


def build_world(
    seed: int = 1,
    customers: int = 200,
    clock: Clock = utc_now,
    *,
    switches: Switches = Switches(),  # noqa: B008 - frozen
    child_orgs: int = 2,
    token_seconds: int = 300,
    coupons: int = IN_ALL,
) -> World:
    """A world from that seed, whose dates lie around the day of its clock (an aware UTC moment) at this instant.

    The same seed and the same instant give the same world anywhere. `customers` is at least the number of stories.
    `coupons` is how many promotions the customer has who keeps every coupon, at least 169 of them.
    """
    return World(
        seed=seed,
        customers=customers,
        clock=clock,
        switches=switches,
        child_orgs=child_orgs,
        token_seconds=token_seconds,
        coupons=coupons,
    )
