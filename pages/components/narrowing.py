"""What a list of promotions is narrowed to and in which order it stands: pure, and spelled in the page's address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from pages.components.facets import Facet, fitting
from pages.components.promotion_lines import PromotionLine

OWN_ORG = "own"
"""The own org in an address, where the settings do not say its id."""
_SHOW, _ORDER = "show", "order"
_LATEST = datetime.max.replace(tzinfo=UTC)

Parameters = dict[str, list[str]]


class Property(StrEnum):
    """What promotions can be told apart by; the value is its word in the page's address."""

    ORG = "org"
    PROGRAMME = "programme"
    TYPE = "type"
    STATE = "state"
    LIMIT = "limit"
    LISTED_AS = "listed"


class Order(StrEnum):
    """How the list is ordered; the value is its word in the page's address."""

    URGENCY = "urgency"
    ENDS = "ends"
    USED = "used"
    NAME = "name"


_VALUES_OF: Mapping[Property, Callable[[PromotionLine], frozenset[str]]] = {
    Property.ORG: lambda line: frozenset([OWN_ORG if line.key.org_id is None else str(line.key.org_id)]),
    Property.PROGRAMME: lambda line: frozenset([str(line.key.program_id)]),
    Property.TYPE: lambda line: frozenset([line.given_type]),
    Property.STATE: lambda line: frozenset([line.phase.value]),
    Property.LIMIT: lambda line: frozenset([line.binding_state] if line.binding_state else []),
    Property.LISTED_AS: lambda line: frozenset(status.value for status in line.listed_as),
}
_SORTED: Mapping[Order, Callable[[PromotionLine], tuple[object, ...]]] = {
    Order.ENDS: lambda line: (line.ends_at or _LATEST,),
    Order.USED: lambda line: (-1.0 if line.share_used is None else line.share_used,),
    Order.NAME: lambda line: (line.name.casefold(),),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted: every facet, one of the values of each property that has any, and an order."""

    facets: tuple[Facet, ...] = ()
    values: Mapping[Property, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.URGENCY

    @property
    def parameters(self) -> Parameters:
        """The query of the page's address: what is not filtered is not in it."""
        given: dict[str, Sequence[str]] = {_SHOW: self.facets}
        given |= {name.value: values for name, values in self.values.items()}
        given[_ORDER] = [] if self.order is Order.URGENCY else [self.order]
        return {str(name): [str(value) for value in values] for name, values in given.items() if values}

    def with_values(self, name: Property, values: Sequence[str]) -> "Filters":
        """The same, with these values of one property."""
        return replace(self, values={**self.values, name: tuple(values)})

    def without(self, *facets: Facet) -> "Filters":
        """The same, without facets that cannot be told just now."""
        return replace(self, facets=tuple(facet for facet in self.facets if facet not in facets))


def filters_of(parameters: Mapping[str, Sequence[str]]) -> Filters:
    """The filters in an address; whatever is not one of ours is passed over."""
    values = {name: tuple(dict.fromkeys(parameters.get(name, ()))) for name in Property}
    orders = [word for word in parameters.get(_ORDER, ()) if word in list(Order)]
    return Filters(
        facets=tuple(facet for facet in Facet if facet in parameters.get(_SHOW, ())),
        values={name: chosen for name, chosen in values.items() if chosen},
        order=Order(orders[-1]) if orders else Order.URGENCY,
    )


def narrowed(lines: Sequence[PromotionLine], filters: Filters, text: str = "") -> list[PromotionLine]:
    """The lines that fit the filters and hold every word of ``text`` in their name, identifier or id, in order."""
    kept = fitting(lines, filters.facets)
    for name, chosen in filters.values.items():
        if chosen:
            kept = [line for line in kept if not _VALUES_OF[name](line).isdisjoint(chosen)]
    if wanted := text.casefold().split():
        kept = [line for line in kept if _holds(line, wanted)]
    return _ordered(kept, filters.order)


def values_in(lines: Sequence[PromotionLine]) -> Mapping[Property, frozenset[str]]:
    """Which values of each property the lines have."""
    return {name: frozenset().union(*map(of_line, lines)) for name, of_line in _VALUES_OF.items()}


def _holds(line: PromotionLine, words: Sequence[str]) -> bool:
    searched = f"{line.name} {line.identifier} {line.key.promotion_id}".casefold()
    return all(word in searched for word in words)


def _ordered(lines: list[PromotionLine], order: Order) -> list[PromotionLine]:
    return sorted(lines, key=_SORTED[order], reverse=order is Order.USED) if order in _SORTED else lines
