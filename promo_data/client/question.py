"""What is asked about a customer, and the calls that ask it page by page."""

from dataclasses import dataclass, replace
from functools import partial

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Call
from promo_data.protocol.customer_promotions import page_call
from promo_data.scope import DataScope
from promo_data.vocabulary import CustomerStatus


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about whom; ``fresh`` passes the cache by.

    ``second_opinion`` asks each of the vendor's status filters as well, beside the list itself. Raises ``InputError``
    for one beside a ``status``, which leaves no whole list to compare with.
    """

    identifier: CustomerIdentifier
    status: CustomerStatus | None = None
    alternate_currency: bool = False
    fresh: bool = False
    second_opinion: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be compared."""
        if self.second_opinion and self.status is not None:
            raise InputError("A second opinion compares all filters with the whole list: leave the status filter out.")

    @property
    def filtered(self) -> tuple["Question", ...]:
        """The same question under each status filter, where a second opinion is wanted."""
        if not self.second_opinion:
            return ()
        return tuple(replace(self, status=status, second_opinion=False) for status in CustomerStatus)


class PageCalls:
    """The calls of one walk; making it raises ``InputError`` where the question cannot be asked."""

    def __init__(self, question: Question, scope: DataScope, scope_header: str) -> None:
        self._page = partial(
            page_call,
            question.identifier,
            scope,
            scope_header=scope_header,
            status=question.status,
            alternate_currency=question.alternate_currency,
        )
        self.first = self._page(offset=0)

    def at(self, offset: int, limit: int) -> Call:
        """The call for that page; the first is made once, because most walks end with it."""
        return self.first if offset == 0 else self._page(offset=offset, limit=limit)
