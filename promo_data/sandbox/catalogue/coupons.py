"""Very many small promotions: for a customer with 169 of them (api-facts §3.3, a sample) and one with 1,000."""

from decimal import Decimal
from functools import cache

from promo_data.sandbox.catalogue.drafts import Draft, times
from promo_data.sandbox.organisations import COUPON_ARCHIVE, COUPON_BOOK, Programme

IN_THE_BOOK = 169
IN_ALL = 1000
"""How many there are unless a world wants more or fewer."""


@cache
def drafts(count: int) -> tuple[Draft, ...]:
    """So many coupons: the first ones are in the book, the others in the archive."""
    return tuple(
        _coupon(number, COUPON_BOOK if number <= IN_THE_BOOK else COUPON_ARCHIVE) for number in range(1, count + 1)
    )


def _coupon(number: int, programme: Programme) -> Draft:
    first_day = 20 - number
    return Draft(
        programme=programme,
        name=f"Coupon {number}",
        description="Points for one product of the week.",
        offer_type="GENERIC",
        days=(first_day, first_day + 60),
        restrictions=(times(1 + number % 4),),
        points=Decimal(5),
    )
