"""The data layer as the commands open it."""

from collections.abc import Iterator
from contextlib import contextmanager

from promo_data.cli.configured import settings
from promo_data.opening import PromoData, open_promo_data


@contextmanager
def opened() -> Iterator[PromoData]:
    """The data layer, closed afterwards."""
    data = open_promo_data(settings())
    try:
        yield data
    finally:
        data.close()
