"""The customers: each is made from the seed and a number alone, in any order and only when asked for.

Identifiers can be turned back into that number, so a customer is found among a million without a list of them.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from promo_data.sandbox.organisations import PARENT, Org, Programme

# What the vendor makes of someone (api-facts §3.5: 618, 8089, 8121)
Standing = Literal["loyalty", "fraud", "not registered", "non-loyalty"]

FIRST_ID = 347_000_000
_MOBILES = 10**9
_EXTERNAL_IDS = 10**8
# Coprime with the ranges, so that neighbours get numbers far apart and none gets another's
_MOBILE_STEP = 7_654_321
_EXTERNAL_ID_STEP = 48_271
_SHARE_IN_A_CHILD = 0.75
_SHARE_IN_ANOTHER_COMPANY = 0.5
_EMAIL = re.compile(r"[a-z]+\.[a-z]+\.([0-9]{1,9})@example\.com")
_FIRST_NAMES = ("amara", "bela", "chen", "dalia", "emil", "farah", "goran", "hana", "ivo", "juno", "kofi", "lena")
_LAST_NAMES = ("abara", "bruun", "castell", "dvorak", "eklund", "farkas", "greco", "holm", "ito", "jansen", "kaur")


@dataclass(frozen=True, slots=True)
class Identifier:
    """One way to name a customer: in a source (003, `source`), by a name (mobile, email, externalid), a value."""

    source: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer, known in some orgs. `id` is the vendor's number in the first company (003, third sample).

    `merged_into` is the number of the customer whom this one has become part of (api-facts §3.5, 8069).
    """

    number: int
    id: int
    identifiers: tuple[Identifier, ...]
    org_ids: frozenset[int]
    programme_ids: frozenset[int]
    standing: Standing = "loyalty"
    merged_into: int | None = None

    def answers_to(self, name: str, value: str, source: str) -> bool:
        """Whether this is the customer so named. Source ALL is any source; `id` holds where there is an account."""
        mine = [identifier for identifier in self.identifiers if source in ("ALL", identifier.source)]
        if name == "id":
            return bool(mine)
        return any(identifier.name == name and identifier.value == value for identifier in mine)


def customer_id(number: int) -> int:
    """The vendor's id of the customer with that number, in the first company."""
    return FIRST_ID + number


def generator(*parts: object) -> random.Random:
    """Chance that depends on these parts alone: the same on every machine and in every run."""
    return random.Random("/".join(map(str, parts)))


def mobile(seed: int, number: int) -> str:
    """The mobile number: under 999, a country code that belongs to nobody."""
    return f"999{(number * _MOBILE_STEP + _offset(seed)) % _MOBILES:09d}"


def external_id(number: int) -> str:
    """The external id: twelve digits, the first four of them zeros."""
    return f"{number * _EXTERNAL_ID_STEP % _EXTERNAL_IDS:012d}"


def number_of(seed: int, name: str, value: str) -> int | None:
    """The number of the one customer who can have that mobile, email or externalid, or None for none.

    Whether they have it is theirs to say.
    """
    if name == "email":
        match = _EMAIL.fullmatch(value)
        return int(match[1]) if match else None
    if not re.fullmatch("[0-9]{1,12}", value):
        return None
    digits = int(value)
    if name == "mobile":
        return (digits % _MOBILES - _offset(seed)) * pow(_MOBILE_STEP, -1, _MOBILES) % _MOBILES
    return digits * pow(_EXTERNAL_ID_STEP, -1, _EXTERNAL_IDS) % _EXTERNAL_IDS


def make_customer(seed: int, number: int, orgs: Sequence[Org], programmes: Iterable[Programme]) -> Customer:
    """The customer with that number: known in the first company, one in two in the other, a member wherever it is open.

    Known in a company is known in its parent and mostly in each child (api-facts §2: the parent's profile comes first).
    """
    identifiers = _identifiers(seed, number, generator(seed, "customer", number))
    org_ids = frozenset(_known_in(seed, number, orgs))
    open_to_all = frozenset(p.id for p in programmes if p.org_id in org_ids and p.open_to_all)
    return Customer(number, customer_id(number), identifiers, org_ids, open_to_all)


def _known_in(seed: int, number: int, orgs: Sequence[Org]) -> Iterator[int]:
    for parent in orgs:
        if parent.parent_id is not None:
            continue
        chance = generator(seed, "member", number, parent.id).random()
        if parent == PARENT or chance < _SHARE_IN_ANOTHER_COMPANY:
            yield parent.id
            children = [org.id for org in orgs if org.parent_id == parent.id]
            yield from (c for c in children if generator(seed, "member", number, c).random() < _SHARE_IN_A_CHILD)


def account(seed: int, number: int, *sources: str) -> tuple[Identifier, ...]:
    """All identifiers of the customer with that number, in each of these sources."""
    chance = generator(seed, "name", number)
    email = f"{chance.choice(_FIRST_NAMES)}.{chance.choice(_LAST_NAMES)}.{number}@example.com"
    values = {"mobile": mobile(seed, number), "email": email, "externalid": external_id(number)}
    return tuple(Identifier(source, name, value) for source in sources for name, value in values.items())


def _identifiers(seed: int, number: int, chance: random.Random) -> tuple[Identifier, ...]:
    """Nine in ten have an account in the shops; some another one or only one elsewhere, then known by e-mail alone."""
    in_shops = account(seed, number, "INSTORE")
    elsewhere = chance.choice(("ECOMMERCE", "WEBSITE", "MOBILE_APP", "WECHAT"))
    others = tuple(i for i in account(seed, number, elsewhere) if i.name == "email")
    return chance.choices((in_shops, (*in_shops, *others), others), weights=(6, 3, 1))[0]


def _offset(seed: int) -> int:
    return seed * 104_729 % _MOBILES
