"""The stories of the customers to show the dashboard with, each with the past that makes it true."""

from dataclasses import dataclass

from promo_data.sandbox.organisations import (
    GROCER,
    GROCER_CLUB,
    GROCER_FAMILY,
    GROUP_PARTNERS,
    GROUP_REWARDS,
    OUTDOOR,
    OUTDOOR_POINTS,
    PARENT,
    TRAIL_CLUB,
    Programme,
)

_GROUP = (GROUP_REWARDS, GROUP_PARTNERS)
_GROCER = (GROCER_CLUB, GROCER_FAMILY)
_OUTDOOR = (OUTDOOR_POINTS,)
_EVERYWHERE = (*_GROUP, *_GROCER, *_OUTDOOR)

# What happened in a promotion: E enrolled, I issued, R redeemed, each with how many days ago
Past = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story with what makes it true: the programmes, what happened by promotion name, and chance for the rest."""

    title: str
    sentence: str
    identifier_name: str
    programmes: tuple[Programme, ...]
    org_ids: frozenset[int]
    pasts: dict[str, Past]
    rest_by_chance: bool = False


_ALL_ORGS = frozenset({PARENT.id, GROCER.id, OUTDOOR.id})

STORIES = (
    Story(
        "Room everywhere",
        "Every limit that applies to this customer is at most half used.",
        "mobile",
        (*_GROUP, GROCER_FAMILY),
        frozenset({PARENT.id, GROCER.id}),
        {
            "Family table challenge": (("E", 12), ("I", 10), ("I", 4)),
            "Travel miles": (("E", 20), ("I", 15), ("R", 14)),
        },
    ),
    Story(
        "Near a cap",
        "Four of the five issues of Family table challenge are used; one is left.",
        "mobile",
        _EVERYWHERE,
        _ALL_ORGS,
        {"Family table challenge": (("E", 25), ("I", 24), ("R", 23), ("I", 18), ("R", 17), ("I", 10), ("I", 3))},
    ),
    Story(
        "Everything used up",
        "All enrolments and all issues of Summit challenge are used, and every issue has been redeemed.",
        "mobile",
        _EVERYWHERE,
        _ALL_ORGS,
        {
            "Summit challenge": (
                *(("E", 50), ("I", 48), ("R", 47), ("I", 40), ("R", 39), ("E", 35), ("I", 30), ("R", 29)),
                *(("E", 20), ("I", 15), ("R", 14), ("I", 8), ("R", 7)),
            )
        },
    ),
    Story(
        "Enrolled, not issued yet",
        "Enrolled in Shop across brands nine days ago, but nothing has been issued since.",
        "email",
        _EVERYWHERE,
        _ALL_ORGS,
        {"Shop across brands": (("E", 9),)},
    ),
    Story(
        "Active with both brands",
        "Has redeemed promotions at Larkhill Grocers and at Tarnwater Outdoor.",
        "externalId",
        _EVERYWHERE,
        _ALL_ORGS,
        {
            "Weekend double points": (("R", 16), ("R", 9), ("R", 2)),
            "Back-to-school basket": (("I", 6), ("R", 5)),
            "Boots and breakfast": (("R", 11), ("R", 3)),
            "Repair, don't replace": (("I", 30), ("R", 28)),
        },
        rest_by_chance=True,
    ),
    Story(
        "Contradicted usage",
        "Has points from Gold basket bonus, yet the answer says that all customers together have none.",
        "mobile",
        _EVERYWHERE,
        _ALL_ORGS,
        {"Gold basket bonus": (("R", 22), ("R", 13), ("R", 6))},
    ),
    Story(
        "Unknown to one brand",
        "A customer of the group and of Tarnwater Outdoor; Larkhill Grocers does not know this customer.",
        "mobile",
        (*_GROUP, *_OUTDOOR),
        frozenset({PARENT.id, OUTDOOR.id}),
        {"Rainy day bonus": (("R", 5.5), ("R", 2)), "Climbing course": (("E", 10), ("I", 3))},
    ),
    Story(
        "No promotions",
        "A customer of the group who is in no programme, and so has no promotions at all.",
        "mobile",
        (),
        frozenset({PARENT.id}),
        {},
    ),
    Story(
        "More than a hundred promotions",
        "A member of the Trail Club with over a hundred promotions at Tarnwater Outdoor.",
        "mobile",
        (*_EVERYWHERE, TRAIL_CLUB),
        _ALL_ORGS,
        {},
        rest_by_chance=True,
    ),
)
