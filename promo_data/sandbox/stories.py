"""The stories of the customers to show the dashboard with, each with the past that makes it true."""

from dataclasses import dataclass, field

from promo_data.sandbox.customers import Standing
from promo_data.sandbox.organisations import (
    COUPON_ARCHIVE,
    COUPON_BOOK,
    GROCER,
    GROCER_CLUB,
    GROCER_FAMILY,
    GROUP_PARTNERS,
    GROUP_REWARDS,
    LIMIT_LIBRARY,
    NOTICEBOARD,
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
    """A story with what makes it true: the programmes, what happened by promotion name, and chance for the rest.

    `merged_into` is the title of the story of the surviving customer.
    """

    title: str
    sentence: str
    identifier_name: str
    programmes: tuple[Programme, ...]
    org_ids: frozenset[int]
    pasts: dict[str, Past] = field(default_factory=dict)
    rest_by_chance: bool = False
    sources: tuple[str, ...] = ("INSTORE", "ECOMMERCE")
    standing: Standing = "loyalty"
    merged_into: str | None = None


_ALL_ORGS = frozenset({PARENT.id, GROCER.id, OUTDOOR.id})
_AT_THE_GROCER = frozenset({PARENT.id, GROCER.id})

DEMO_STORIES = (
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
    Story(
        "One hundred and sixty-nine promotions",
        "Collects the coupons of the book at Larkhill Grocers, 169 of them.",
        "mobile",
        (COUPON_BOOK,),
        _AT_THE_GROCER,
        rest_by_chance=True,
    ),
    Story(
        "One thousand promotions",
        "Has kept every coupon of Larkhill Grocers, a thousand promotions in all.",
        "mobile",
        (COUPON_BOOK, COUPON_ARCHIVE),
        _AT_THE_GROCER,
        rest_by_chance=True,
    ),
    Story(
        "Every kind of limit",
        "A member of the Limit Library, whose promotions have all the limits that the vendor documents.",
        "externalId",
        (*_GROCER, LIMIT_LIBRARY),
        _AT_THE_GROCER,
        {
            "Every limit of a customer": (("R", 35), ("R", 28), ("R", 12), ("R", 5), ("R", 2), ("R", 0.5)),
            "Every limit of an enrolment": (("E", 30), ("I", 25), ("R", 24), ("I", 6), ("E", 4), ("I", 3), ("R", 2)),
            "Limits under their other names": (("I", 20), ("R", 19), ("R", 8), ("I", 7)),
            "Every limit of an activity": (("R", 9),),
            "Every limit of a promotion": (("R", 10), ("R", 3)),
        },
    ),
    Story(
        "Text from anywhere",
        "Has promotions whose names and descriptions hold markup, formulas, other scripts, and 255 characters.",
        "email",
        (*_GROCER, NOTICEBOARD),
        _AT_THE_GROCER,
        {"=1+1": (("R", 4),), "@SUM(A1:A9)": (("R", 3), ("R", 1))},
    ),
    Story(
        "Known by many names",
        "Registered in the shops, online, in the app and on WeChat, with a mobile, an e-mail and an external id.",
        "email",
        _EVERYWHERE,
        _ALL_ORGS,
        rest_by_chance=True,
        sources=("INSTORE", "ECOMMERCE", "WEBSITE", "MOBILE_APP", "WECHAT", "LINE"),
    ),
    Story(
        "Merged with another customer",
        "This mobile belonged to a second account, now part of the customer active with both brands.",
        "mobile",
        _EVERYWHERE,
        _ALL_ORGS,
        merged_into="Active with both brands",
    ),
    Story(
        "Marked as fraud",
        "Can be looked up, but nothing can be issued to this customer.",
        "mobile",
        _EVERYWHERE,
        _ALL_ORGS,
        rest_by_chance=True,
        standing="fraud",
    ),
)

# Customers that only tests look for: a look-up of the last two fails.
_OTHERS = (
    Story("Merged too", "", "mobile", _EVERYWHERE, _ALL_ORGS, merged_into="Near a cap"),
    Story("Not registered for loyalty", "", "mobile", (), _ALL_ORGS, standing="not registered"),
    Story("Non-loyalty", "", "mobile", (), _ALL_ORGS, standing="non-loyalty"),
)

STORIES = (*DEMO_STORIES, *_OTHERS)
