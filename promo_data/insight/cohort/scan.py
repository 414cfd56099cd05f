"""Which rows fit a selection: promotion after promotion, each a piece of every column, so that no other is read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import ABSENT, Figures, Flags
from promo_data.insight.cohort.asked import ACTIONS, STATES, VERDICTS, HeadroomBin, LimitKey, Selection
from promo_data.insight.cohort.enrolments import running_at
from promo_data.insight.cohort.moments import next_end, numbers_of
from promo_data.insight.cohort.summary import Summary
from promo_data.insight.cohort.told import Rows
from promo_data.insight.cohort.verdicts import Table
from promo_data.vocabulary import Action, AllowanceState, Verdict

Condition = Callable[[int, slice], Flags]
"""Of one edition and its rows, which of them fit."""

HAS_ROOM = frozenset({AllowanceState.OPEN, AllowanceState.NEAR})
_DAY = timedelta(days=1) // timedelta(microseconds=1)


class Moment(NamedTuple):
    """A time in microseconds since 1970, and what can be done then (``verdicts.verdict_table``)."""

    now: int
    verdicts: Table


def rows_behind(summary: Summary, selection: Selection, moment: Moment | None = None) -> Iterator[Rows]:
    """The rows that fit, one piece an edition; verdicts and what lapses need the ``moment``."""
    fits = summary.fitting(selection.filters)
    conditions = list(_conditions(summary, selection, moment))
    editions = summary.editions
    for edition in np.flatnonzero(fits[np.array(editions["promotion"], np.int64)]).tolist():
        piece = slice(editions["begin"][edition], editions["end"][edition])
        yield _fitting(conditions, edition, piece)


def facts_of(summary: Summary, piece: slice, now: int) -> npt.NDArray[np.uint8]:
    """The fact of each row, as ``verdicts.FACTS`` numbers them."""
    of = summary.members
    return running_at(of["expires"][piece], of["otherwise"][piece], now) * np.uint8(9) + of["room"][piece]


def limit_rows(summary: Summary, promotion: int, limit: LimitKey) -> Iterator[slice]:
    """Where the rows of one limit of one promotion are; more than one where it comes in several units."""
    index, kinds = summary.limit_index, summary.kinds
    for row in np.flatnonzero(index["promotion"] == promotion).tolist():
        kind = index["kind"][row]
        if tuple(kinds[name][kind] for name in LimitKey._fields) == limit:
            yield slice(int(index["begin"][row]), int(index["end"][row]))


def in_bin(headroom: Figures, within: HeadroomBin) -> Flags:
    """Which figures lie in it; ``asked.HeadroomBin`` says which ends belong to it."""
    if within.lowest == within.highest:
        return np.equal(headroom, within.lowest)
    return np.logical_and(headroom > within.lowest, headroom <= within.highest)


def _fitting(conditions: Sequence[Condition], edition: int, piece: slice) -> Rows:
    if not conditions:
        return piece
    fits = np.logical_and.reduce([fit(edition, piece) for fit in conditions])
    return np.flatnonzero(fits) + int(piece.start)


def _conditions(summary: Summary, selection: Selection, moment: Moment | None) -> Iterator[Condition]:
    if selection.filters.states:
        yield _in_states(summary, selection.filters.states)
    if selection.headroom is not None:
        yield _in_bin(summary, selection.headroom)
    if selection.action is not None and moment is not None:
        yield _with_verdict(summary, selection.action, selection.verdict, moment)
    if selection.lapsing_within is not None and moment is not None:
        yield _in_states(summary, HAS_ROOM)
        yield _lapsing(summary, moment.now, moment.now + selection.lapsing_within * _DAY)


def _in_states(summary: Summary, states: frozenset[AllowanceState]) -> Condition:
    wanted = np.array([state in states for state in STATES], np.bool_)
    return lambda _edition, piece: wanted.take(summary.members["state"][piece])


def _with_verdict(summary: Summary, action: Action, verdict: Verdict, moment: Moment) -> Condition:
    fits = moment.verdicts[:, ACTIONS.index(action)] == VERDICTS.index(verdict)
    return lambda edition, piece: np.take(fits[edition], facts_of(summary, piece, moment.now))


def _lapsing(summary: Summary, now: int, until: int) -> Condition:
    ends = numbers_of(summary.editions["ends_at"])

    def fits(edition: int, piece: slice) -> Flags:
        at = next_end(ends[edition], summary.members["expires"][piece], now)
        soon: Flags = (at != ABSENT) & (at <= until)
        return soon

    return fits


def _in_bin(summary: Summary, within: HeadroomBin) -> Condition:
    def fits(edition: int, piece: slice) -> Flags:
        found = np.zeros(piece.stop - piece.start, np.bool_)
        for rows in limit_rows(summary, summary.editions["promotion"][edition], within.limit):
            member = summary.limits["member"][rows][in_bin(summary.limits["headroom"][rows], within)].astype(np.int64)
            found[member[(member >= piece.start) & (member < piece.stop)] - piece.start] = True
        return found

    return fits
