"""The customers of the stories: how to find them, and the past that each story tells."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from promo_data.sandbox.activity import enrol, issue, redeem
from promo_data.sandbox.customers import Customer, account, customer_id
from promo_data.sandbox.events import History
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.stories import DEMO_STORIES, STORIES, Past, Story


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A customer worth looking at: how to find them, and what a service agent will see."""

    identifier_name: str
    identifier_value: str
    source: str
    title: str
    story: str


# Not in anyone's range: mobiles of the world begin with 999.
_NOBODY = DemoCustomer(
    "mobile", "000000000000", "INSTORE", "Not found", "Nobody has this number: the look-up finds no customer."
)


def demo_customers(seed: int) -> tuple[DemoCustomer, ...]:
    """One for each story, in the order of the stories, and one who does not exist."""
    return (*(_demo(seed, number, story) for number, story in enumerate(DEMO_STORIES, start=1)), _NOBODY)


def _demo(seed: int, number: int, story: Story) -> DemoCustomer:
    values = {identifier.name: identifier.value for identifier in account(seed, number, "INSTORE")}
    value = values[story.identifier_name.lower()]
    return DemoCustomer(story.identifier_name, value, "INSTORE", story.title, story.sentence)


def story_of(number: int) -> Story | None:
    """The story of the customer with that number, if they have one."""
    return STORIES[number - 1] if 1 <= number <= len(STORIES) else None


def story_customer(seed: int, number: int, story: Story) -> Customer:
    """The customer of that story."""
    titles = [each.title for each in STORIES]
    return Customer(
        number=number,
        id=customer_id(number),
        identifiers=account(seed, number, *story.sources),
        org_ids=story.org_ids,
        programme_ids=frozenset(programme.id for programme in story.programmes),
        standing=story.standing,
        merged_into=None if story.merged_into is None else titles.index(story.merged_into) + 1,
    )


def story_past(number: int, promotion: Promotion, past: Past, today: datetime) -> History:
    """That past, played. ValueError where a limit would have refused a step, for then the story is not true."""
    history = History()
    for word, days_ago in past:
        after = _STEPS[word](number, promotion, history, today - timedelta(days=days_ago))
        if after is None:
            raise ValueError(f"the limits of {promotion.name} refuse {word}, {days_ago} days ago")
        history = after
    return history


def _redeem(_number: int, promotion: Promotion, history: History, at: datetime) -> History | None:
    return redeem(promotion, history, at)


_STEPS: dict[str, Callable[[int, Promotion, History, datetime], History | None]] = {
    "E": enrol,
    "I": issue,
    "R": _redeem,
}
