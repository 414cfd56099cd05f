"""What a snapshot is narrowed to, and which part of it is on show: spelled in the page's address. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from promo_data.insight.cohort import CohortFilters
from promo_data.insight.cohort.asked import ACTIONS, STATES, VERDICTS
from promo_data.vocabulary import Action, AllowanceState, Verdict

Parameters = dict[str, list[str]]

NOT_GIVEN = "-"
"""In an address, what the vendor did not give."""

SNAPSHOT = "snapshot"
"""In the address, the id of what is on show."""

_VIEW = "view"
_LONGEST_NUMBER = 18

Word = TypeVar("Word", bound=StrEnum)


class View(StrEnum):
    """A part of a snapshot; the value is its word in the page's address."""

    PROMOTIONS = "promotions"
    NEAR = "near"
    LAPSING = "lapsing"
    CAN = "can"
    FAILED = "failed"


class Property(StrEnum):
    """What promotions are told apart by; the value is its word in the address and in ``CohortInsight.facets``."""

    ORG = "org"
    PROGRAMME = "programme"
    TYPE = "type"
    EVENT = "event"


STATE = "state"
_DAYS, _ACTION, _VERDICT = "days", "action", "verdict"
USUAL_DAYS = 30
_MOST_DAYS = 3650


@dataclass(frozen=True)
class Narrowing:
    """What is wanted: one of the values of each property that has any, one of the states, and the view.

    ``days`` go with the view of what lapses, ``action`` and ``verdict`` with that of what can be done.
    """

    wanted: Mapping[Property, tuple[str, ...]] = field(default_factory=dict)
    states: tuple[AllowanceState, ...] = ()
    view: View = View.PROMOTIONS
    days: int = USUAL_DAYS
    action: Action = Action.ENROL
    verdict: Verdict = Verdict.ALLOWED

    @property
    def parameters(self) -> Parameters:
        """The query of the page's address: what is not filtered is not in it."""
        given: dict[str, Sequence[str]] = {name.value: values for name, values in self.wanted.items()}
        given[STATE] = self.states
        given |= {name: [str(value)] for name, value in self._unusual()}
        return {name: [str(value) for value in values] for name, values in given.items() if values}

    def _unusual(self) -> Iterator[tuple[str, object]]:
        usual = Narrowing()
        for name in (_VIEW, _DAYS, _ACTION, _VERDICT):
            if getattr(self, name) != getattr(usual, name):
                yield name, getattr(self, name)

    @property
    def filters(self) -> CohortFilters:
        """The same as a snapshot is asked."""
        asked = {name: frozenset(map(_ASKED[name], self.wanted.get(name, ()))) for name in Property}
        return CohortFilters(
            orgs=asked[Property.ORG],
            programmes=asked[Property.PROGRAMME],
            types=asked[Property.TYPE],
            events=asked[Property.EVENT],
            states=frozenset(self.states),
        )

    def with_values(self, name: Property, values: Sequence[str]) -> "Narrowing":
        """The same, with these values of one property."""
        return replace(self, wanted={**self.wanted, name: tuple(values)})


def narrowing_of(parameters: Mapping[str, Sequence[str]]) -> Narrowing:
    """What an address says; whatever is not one of ours is passed over."""
    values = {name: tuple(filter(_IS_ONE[name], dict.fromkeys(parameters.get(name, ())))) for name in Property}
    return Narrowing(
        {name: chosen for name, chosen in values.items() if chosen},
        tuple(state for state in STATES if state in parameters.get(STATE, ())),
        _one_of(tuple(View), parameters.get(_VIEW)),
        _days(parameters.get(_DAYS)),
        _one_of(ACTIONS, parameters.get(_ACTION)),
        _one_of(VERDICTS, parameters.get(_VERDICT)),
    )


def _one_of(known: Sequence[Word], given: Sequence[str] | None) -> Word:
    """The word that was given, else the first there is."""
    return next((word for word in known if word in (given or ())), known[0])


def _days(given: Sequence[str] | None) -> int:
    text = given[-1] if given else ""
    days = int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER else USUAL_DAYS
    return min(max(days, 1), _MOST_DAYS)


def _number(text: str) -> int | None:
    return None if text == NOT_GIVEN else int(text)


def _word(text: str) -> str | None:
    return None if text == NOT_GIVEN else text


def _is_number(text: str) -> bool:
    return text == NOT_GIVEN or (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER)


_ASKED: Mapping[Property, Callable[[str], Any]] = {
    Property.ORG: _number,
    Property.PROGRAMME: int,
    Property.TYPE: _word,
    Property.EVENT: _word,
}
_IS_ONE: Mapping[Property, Callable[[str], bool]] = {
    Property.ORG: _is_number,
    Property.PROGRAMME: lambda text: text != NOT_GIVEN and _is_number(text),
    Property.TYPE: bool,
    Property.EVENT: bool,
}
