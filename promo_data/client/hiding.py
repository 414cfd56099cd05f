"""A read in which the vendor's words do not repeat whom it is about."""

from dataclasses import replace
from functools import partial

from promo_data.models.customer import CustomerIdentifier, nameless
from promo_data.models.reading import CustomerRead
from promo_data.vocabulary import IdentifierKind


def without_name(read: CustomerRead, asked: CustomerIdentifier) -> CustomerRead:
    """``read`` with the identifier that was asked for masked in all it says; the vendor's own number is shown raw."""
    if asked.kind is IdentifierKind.CUSTOMER_ID:
        return read
    hidden = partial(nameless, names=(asked.value,))
    coverage = tuple(replace(org, message=hidden(org.message)) if org.message else org for org in read.coverage)
    problems = tuple(replace(problem, what=hidden(problem.what)) for problem in read.problems)
    opinion = read.second_opinion
    if opinion is not None:
        filters = tuple(replace(one, message=hidden(one.message)) if one.message else one for one in opinion.filters)
        opinion = replace(opinion, filters=filters)
    return replace(read, coverage=coverage, problems=problems, second_opinion=opinion)
