"""DATA-SCOPE: which orgs one call may see (003, headers; api-facts §2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from promo_data.errors import InputError
from promo_data.vocabulary import ScopeKind

_LARGEST_ID = 2**63 - 1
"""What an id column of the frames holds."""


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: its number (``None`` where the own org's is not configured) and the name people know.

    Making one raises ``InputError`` for a number that no org of the vendor's can have.
    """

    id: int | None
    name: str

    def __post_init__(self) -> None:
        """Refuse what no frame could hold and no vendor gave."""
        if self.id is not None and not 0 < self.id <= _LARGEST_ID:
            raise InputError(f"An org's id is a whole number from 1 to {_LARGEST_ID}.")


@dataclass(frozen=True, slots=True)
class DataScope:
    """The scope of one call; a part of every cache key."""

    kind: ScopeKind
    org_ids: tuple[int, ...] = ()

    def headers(self, org_header: str) -> tuple[tuple[str, str], ...]:
        """The two documented headers; ``org_header`` is a setting because the vendor spells its name three ways."""
        kind = ("DATA-SCOPE", self.kind.value)
        return (kind, (org_header, ",".join(map(str, self.org_ids)))) if self.org_ids else (kind,)


SELF = DataScope(ScopeKind.SELF)
_MOST_OTHERS = 2
"""How many org ids the vendor takes under OTHER (api-facts, fact 9)."""


class ScopeChoice(StrEnum):
    """How a person asks for orgs: the vendor's three scopes, or each org by itself (our default)."""

    EACH = "each"
    SELF = "self"
    OTHER = "other"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ScopedCall:
    """One call to make and the orgs whose promotions it answers for.

    ``elsewhere`` are the configured orgs that it does not answer for; told only where the own org has no number,
    because a number that was asked for says more.
    """

    scope: DataScope
    orgs: tuple[Org, ...]
    elsewhere: frozenset[int] = frozenset()


def calls_for(choice: ScopeChoice, own: Org, children: Sequence[Org], only: Iterable[int] = ()) -> list[ScopedCall]:
    """The calls that read ``choice``, one an org or one for several; ``only`` names the wanted org ids.

    Ids that are not configured are asked all the same, under their number: the vendor decides.
    Raises ``InputError`` where the choice and the ids do not go together.
    """
    wanted = tuple(dict.fromkeys(only))
    if wanted and choice in (ScopeChoice.SELF, ScopeChoice.ALL):
        raise InputError(f"The scope “{choice}” takes no org ids: choose “each” or “other” to name orgs.")
    if choice is ScopeChoice.SELF:
        return [_own(own, children)]
    if choice is ScopeChoice.ALL:
        return [ScopedCall(DataScope(ScopeKind.ALL), (own, *children))]
    every = (own, *children)
    if choice is ScopeChoice.OTHER:
        return [_others(_named(wanted, every) if wanted else tuple(children))]
    return [_one(org, own, children) for org in (_named(wanted, every) if wanted else every)]


def _named(wanted: Iterable[int], known: Sequence[Org]) -> tuple[Org, ...]:
    names = {org.id: org for org in known}
    return tuple(names.get(org_id, Org(org_id, f"Org {org_id}")) for org_id in wanted)


def _others(orgs: tuple[Org, ...]) -> ScopedCall:
    ids = tuple(org.id for org in orgs if org.id is not None)
    if not ids:
        raise InputError("The scope “other” needs org ids: configure PROMO_CHILD_ORGS or name an org.")
    if len(ids) > _MOST_OTHERS:
        raise InputError(f"The vendor takes at most two orgs under “other”, and these are {len(ids)}: choose “each”.")
    return ScopedCall(DataScope(ScopeKind.OTHER, ids), orgs)


def _one(org: Org, own: Org, children: Sequence[Org]) -> ScopedCall:
    if org == own or org.id is None:
        return _own(own, children)
    return ScopedCall(DataScope(ScopeKind.OTHER, (org.id,)), (org,))


def _own(own: Org, children: Sequence[Org]) -> ScopedCall:
    others = frozenset(child.id for child in children if child.id is not None) if own.id is None else frozenset[int]()
    return ScopedCall(SELF, (own,), others)
