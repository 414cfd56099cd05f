"""The customers: each is made from the seed and a number alone, in any order and only when asked for.

Identifiers can be turned back into that number, so a customer is found among a million without a list of them.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from promo_data.sandbox.organisations import PARENT, Programme

_FIRST_ID = 347_000_000
_MOBILES = 10**9
_EXTERNAL_IDS = 10**8
# Coprime with the ranges, so that neighbours get numbers far apart and none gets another's
_MOBILE_STEP = 7_654_321
_EXTERNAL_ID_STEP = 48_271
_SHARE_IN_A_CHILD = 0.75
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
    """One customer with one numeric id for all orgs (003, third sample), known in some of them."""

    number: int
    id: int
    identifiers: tuple[Identifier, ...]
    org_ids: frozenset[int]
    programme_ids: frozenset[int]

    def answers_to(self, name: str, value: str, source: str) -> bool:
        """Whether this is the customer so named. Source ALL is any source; `id` holds where there is an account."""
        mine = [identifier for identifier in self.identifiers if source in ("ALL", identifier.source)]
        if name == "id":
            return bool(mine) and value == str(self.id)
        return any(identifier.name == name and identifier.value == value for identifier in mine)


def generator(*parts: object) -> random.Random:
    """Chance that depends on these parts alone: the same on every machine and in every run."""
    return random.Random("/".join(map(str, parts)))


def customer_id(number: int) -> int:
    """The vendor's id of the customer with that number."""
    return _FIRST_ID + number


def mobile(seed: int, number: int) -> str:
    """The mobile number: under 999, a country code that belongs to nobody."""
    return f"999{(number * _MOBILE_STEP + _offset(seed)) % _MOBILES:09d}"


def external_id(number: int) -> str:
    """The external id: twelve digits, the first four of them zeros."""
    return f"{number * _EXTERNAL_ID_STEP % _EXTERNAL_IDS:012d}"


def number_of(seed: int, name: str, value: str) -> int | None:
    """The number of the one customer who can have that identifier, or None. Whether they do is theirs to say."""
    if name == "email":
        match = _EMAIL.fullmatch(value)
        return int(match[1]) if match else None
    if not re.fullmatch("[0-9]{1,12}", value):
        return None
    digits = int(value)
    if name == "mobile":
        return (digits % _MOBILES - _offset(seed)) * pow(_MOBILE_STEP, -1, _MOBILES) % _MOBILES
    if name == "externalid":
        return digits * pow(_EXTERNAL_ID_STEP, -1, _EXTERNAL_IDS) % _EXTERNAL_IDS
    return digits - _FIRST_ID


def make_customer(seed: int, number: int, programmes: Iterable[Programme]) -> Customer:
    """The customer with that number: known in the parent, mostly in each child too, a member of all open programmes."""
    chance = generator(seed, "customer", number)
    identifiers = _identifiers(seed, number, chance)
    org_ids = {PARENT.id} | {
        p.org_id for p in programmes if generator(seed, "member", number, p.org_id).random() < _SHARE_IN_A_CHILD
    }
    open_to_all = frozenset(p.id for p in programmes if p.org_id in org_ids and p.open_to_all)
    return Customer(number, customer_id(number), identifiers, frozenset(org_ids), open_to_all)


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
