"""The connected organisations of the world and their programmes: invented brands, openly made-up credentials."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Org:
    """One organisation; `parent_id` is None for the parent. Each has a till (Basic) and a client (OAuth) of its own."""

    id: int
    name: str
    parent_id: int | None
    till: str
    password: str
    oauth_key: str
    oauth_secret: str


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

GROUP_REWARDS = Programme(1144, PARENT.id, "Group Rewards")
GROUP_PARTNERS = Programme(1145, PARENT.id, "Partner Offers")
GROCER_CLUB = Programme(1147, GROCER.id, "Larkhill Club")
GROCER_FAMILY = Programme(1149, GROCER.id, "Family Table")
OUTDOOR_POINTS = Programme(1148, OUTDOOR.id, "Tarnwater Points")
TRAIL_CLUB = Programme(1150, OUTDOOR.id, "Trail Club", open_to_all=False)
PHARMACY_POINTS = Programme(1151, PHARMACY.id, "Brookside Points")

_PROGRAMMES = (
    GROUP_REWARDS,
    GROUP_PARTNERS,
    GROCER_CLUB,
    GROCER_FAMILY,
    OUTDOOR_POINTS,
    TRAIL_CLUB,
    PHARMACY_POINTS,
)


def organisations(child_orgs: int) -> tuple[Org, ...]:
    """The parent and its first `child_orgs` children (2 or 3). ValueError for another number.

    Two is all that scope ALL allows; a third is there to have that refused (api-facts §2).
    """
    if child_orgs not in (2, 3):
        raise ValueError(f"the world has 2 or 3 child orgs, not {child_orgs}")
    return (PARENT, GROCER, OUTDOOR, PHARMACY)[: child_orgs + 1]


def programmes(orgs: tuple[Org, ...]) -> tuple[Programme, ...]:
    """The programmes of these orgs, in the order of their orgs."""
    org_ids = [org.id for org in orgs]
    return tuple(sorted((p for p in _PROGRAMMES if p.org_id in org_ids), key=lambda p: (p.org_id, p.id)))
