"""What acting for one org needs, handed in by whoever joins the parts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from promo_data.actions.journal import Journal
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.transport.steady import steady


@dataclass(frozen=True, slots=True)
class Means:
    """How to act for one org.

    ``read`` looks a customer up freshly in that one org (``None``: an own org without a number). ``send`` carries the
    org's own credentials, unless ``own_credentials`` is false, and heeds the call's ``last_look``. ``forget`` drops
    what is cached of a customer id. ``find_hex`` finds the id that v3 needs by a programme's id, a promotion's id and
    its name (``promotion_hex``). ``vendor_time`` is what time it is at the vendor, where its answers tell, and
    ``steady`` a clock that nobody sets. ``final_after`` is how long after a send a customer without any trace of it
    proves that it was not applied.
    """

    read: Callable[[CustomerIdentifier, int | None], Awaitable[CustomerView]]
    send: Callable[[Call], Awaitable[Answer]]
    own_credentials: bool
    forget: Callable[[int], None]
    journal: Journal
    find_hex: Callable[[int, int, str], Awaitable[str | None]]
    vendor_time: Callable[[], datetime | None]
    final_after: timedelta = timedelta(seconds=300)
    steady: Callable[[], float] = steady
