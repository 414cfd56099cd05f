"""The connected organisations of the world and their programmes: invented brands, openly made-up credentials."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Permission = Literal["read", "write"]
Permissions = frozenset[Permission]

EVERYTHING: Permissions = frozenset({"read", "write"})
# Access groups of a till or client (api-facts §1, resource permissions): what the word after its name says it may do.
ACCESS_GROUPS: dict[str, Permissions] = {
    "": EVERYTHING,
    "reader": frozenset({"read"}),
    "writer": frozenset({"write"}),
    "nobody": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Org:
    """One organisation as its caller may act for it; `parent_id` is None for a parent.

    Each has a till (Basic) and a client (OAuth) of its own. `permissions` are those of the credentials in use and no
    part of what the org is.
    """

    id: int
    name: str
    parent_id: int | None
    till: str
    password: str
    oauth_key: str
    oauth_secret: str
    permissions: Permissions = field(default=EVERYTHING, compare=False)


@dataclass(frozen=True, slots=True)
class Programme:
    """One loyalty programme of an org; every customer of the org is a member where it is `open_to_all`."""

    id: int
    org_id: int
    name: str
    open_to_all: bool = True


def _org(org_id: int, name: str, word: str, parent_id: int | None) -> Org:
    return Org(
        org_id, name, parent_id, f"demo.{word}", f"demo-password-{word}", f"demo-key-{word}", f"demo-secret-{word}"
    )


# The numbers of the child orgs and of two of their programmes are those of 003's third sample.
PARENT = _org(50404, "Merrowfield Group", "merrowfield", None)
GROCER = _org(50405, "Larkhill Grocers", "larkhill", PARENT.id)
OUTDOOR = _org(50406, "Tarnwater Outdoor", "tarnwater", PARENT.id)
PHARMACY = _org(50407, "Brookside Pharmacy", "brookside", PARENT.id)

# A company of its own with three children, over which scope ALL fails (api-facts §2).
HOLDING = _org(60501, "Calder Holding", "calder", None)
BOOKSHOP = _org(60502, "Ninefold Books", "ninefold", HOLDING.id)
COFFEE = _org(60503, "Kestrel Coffee", "kestrel", HOLDING.id)
CINEMA = _org(60504, "Palace Cinemas", "palace", HOLDING.id)

GROUP_REWARDS = Programme(1144, PARENT.id, "Group Rewards")
GROUP_PARTNERS = Programme(1145, PARENT.id, "Partner Offers")
GROCER_CLUB = Programme(1147, GROCER.id, "Larkhill Club")
GROCER_FAMILY = Programme(1149, GROCER.id, "Family Table")
OUTDOOR_POINTS = Programme(1148, OUTDOOR.id, "Tarnwater Points")
TRAIL_CLUB = Programme(1150, OUTDOOR.id, "Trail Club", open_to_all=False)
PHARMACY_POINTS = Programme(1151, PHARMACY.id, "Brookside Points")
LIMIT_LIBRARY = Programme(1152, GROCER.id, "Limit Library", open_to_all=False)
NOTICEBOARD = Programme(1153, GROCER.id, "Noticeboard", open_to_all=False)
COUPON_BOOK = Programme(1154, GROCER.id, "Coupon Book", open_to_all=False)
COUPON_ARCHIVE = Programme(1155, GROCER.id, "Coupon Archive", open_to_all=False)
CALDER_CIRCLE = Programme(2101, HOLDING.id, "Calder Circle")
NINEFOLD_READERS = Programme(2102, BOOKSHOP.id, "Ninefold Readers")
KESTREL_CARD = Programme(2103, COFFEE.id, "Kestrel Card")
PALACE_CLUB = Programme(2104, CINEMA.id, "Palace Club")

_PROGRAMMES = (
    GROUP_REWARDS,
    GROUP_PARTNERS,
    GROCER_CLUB,
    GROCER_FAMILY,
    OUTDOOR_POINTS,
    TRAIL_CLUB,
    PHARMACY_POINTS,
    LIMIT_LIBRARY,
    NOTICEBOARD,
    COUPON_BOOK,
    COUPON_ARCHIVE,
    CALDER_CIRCLE,
    NINEFOLD_READERS,
    KESTREL_CARD,
    PALACE_CLUB,
)


def organisations(child_orgs: int) -> tuple[Org, ...]:
    """The parent and its first `child_orgs` children (2 or 3). ValueError for another number.

    Two is all that scope ALL allows; a third is there to have that refused (api-facts §2).
    """
    if child_orgs not in (2, 3):
        raise ValueError(f"the world has 2 or 3 child orgs, not {child_orgs}")
    return (PARENT, GROCER, OUTDOOR, PHARMACY)[: child_orgs + 1]


def families(child_orgs: int) -> tuple[tuple[Org, ...], ...]:
    """Both companies, each a parent and its children: the first with `child_orgs` of them, the second with three."""
    return organisations(child_orgs), (HOLDING, BOOKSHOP, COFFEE, CINEMA)


def programmes(orgs: Iterable[Org]) -> tuple[Programme, ...]:
    """The programmes of these orgs, in the order of their orgs."""
    org_ids = [org.id for org in orgs]
    return tuple(sorted((p for p in _PROGRAMMES if p.org_id in org_ids), key=lambda p: (p.org_id, p.id)))


def credentials_of(org: Org, group: str = "") -> Org:
    """The org with the till and client of that access group (a key of ACCESS_GROUPS), and what those may do."""
    if not group:
        return org
    return replace(
        org,
        till=f"{org.till}.{group}",
        password=f"{org.password}-{group}",
        oauth_key=f"{org.oauth_key}-{group}",
        oauth_secret=f"{org.oauth_secret}-{group}",
        permissions=ACCESS_GROUPS[group],
    )
