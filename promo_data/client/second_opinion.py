"""What the vendor's status filters say beside the whole list of one call."""

from collections.abc import Mapping, Sequence

import msgspec

from promo_data.client.rows import named
from promo_data.client.walking import CallRead
from promo_data.models.reading import FilterCoverage, Problem, PromotionKey, PromotionRow, SecondOpinion
from promo_data.vocabulary import CustomerStatus

_ANOTHER = "The vendor answered for another customer than in its whole list: this is left out."

Lists = Mapping[CustomerStatus, Mapping[PromotionKey, PromotionRow]]


def add_second_opinion(read: CallRead, filtered: Sequence[CallRead]) -> None:
    """Put what ``filtered`` lists beside ``read``.

    A promotion that only a filter brought is shown as a row with a note, because the filter gives the whole record and
    an agent who does not see it would tell the customer that there is none. Where the whole list lacks the timeline
    and a filter gives it (api-facts, fact 7), it is taken from there. A filter that failed loses nothing: that stands
    in the opinion alone. So does one that is about somebody else, of whom nothing may be shown here.
    """
    if not filtered:
        return
    for one in filtered:
        _refuse_another(one, read)
    read.opinion = SecondOpinion(tuple(_coverage(filtered)), {})
    if read.failure is not None:
        return
    lists = {one.status: {row.key: row for row in one.rows} for one in filtered if one.status is not None}
    _add_rows(read, lists)
    whole = {one.status for one in filtered if one.loss is None}
    read.opinion = SecondOpinion(read.opinion.filters, {row.key: _listed(row.key, lists, whole) for row in read.rows})


def _refuse_another(filtered: CallRead, read: CallRead) -> None:
    """Lose the rows of a filter whose list names another customer than the whole list does."""
    if read.customer_ids and not set(filtered.customer_ids) <= set(read.customer_ids):
        filtered.rows = ()
        filtered.problems.append(Problem(named(filtered.scoped), _ANOTHER))


def _coverage(filtered: Sequence[CallRead]) -> list[FilterCoverage]:
    return [
        FilterCoverage(org, one.status, answered=one.loss is None, message=one.loss)
        for one in filtered
        if one.status is not None
        for org in one.scoped.orgs
    ]


def _add_rows(read: CallRead, lists: Lists) -> None:
    own = {row.key for row in read.rows}
    extra = {key: (status, row) for status, rows in lists.items() for key, row in rows.items() if key not in own}
    list_of = "The vendor's whole list" if read.loss is None else "What came of the vendor's list"
    read.problems += [_only_filtered(row, status, list_of) for status, row in extra.values()]
    read.rows = (*(_with_timeline(row, lists) for row in read.rows), *(row for _, row in extra.values()))


def _only_filtered(row: PromotionRow, status: CustomerStatus, list_of: str) -> Problem:
    where = f"{'own org' if row.org_id is None else f'org {row.org_id}'}, promotion {row.promotion.promotion_id}"
    return Problem(where, f"{list_of} did not bring it; it is shown from the vendor's filter {status}.", is_loss=False)


def _with_timeline(row: PromotionRow, lists: Lists) -> PromotionRow:
    if row.promotion.customer_promotion_timelines is not None:
        return row
    given = (rows[row.key].promotion.customer_promotion_timelines for rows in lists.values() if row.key in rows)
    timelines = next((one for one in given if one is not None), None)
    if timelines is None:
        return row
    promotion = msgspec.structs.replace(row.promotion, customer_promotion_timelines=timelines)
    return PromotionRow(row.customer_id, row.org_id, promotion, row.as_of)


def _listed(key: PromotionKey, lists: Lists, whole: set[CustomerStatus | None]) -> dict[CustomerStatus, bool]:
    """Not listed is known only of a filter whose whole list is."""
    return {status: key in rows for status, rows in lists.items() if key in rows or status in whole}
