"""Which backend is meant: however its address is spelled, its records have one name."""

import pytest

from promo_data.backend import resolved
from promo_data.errors import InputError
from promo_data.settings import read_settings

ACCOUNT = {"PROMO_USERNAME": "till", "PROMO_PASSWORD": "secret"}


@pytest.mark.parametrize(
    "typed",
    [
        "https://eu.api.capillarytech.com",
        "https://eu.api.capillarytech.com/",
        "HTTPS://EU.api.capillarytech.com",
        "https://eu.api.capillarytech.com:443",
    ],
)
def test_an_account_has_one_address_however_it_is_spelled(typed: str) -> None:
    settings = resolved(read_settings(ACCOUNT | {"PROMO_BASE_URL": typed}))
    assert settings.base_url == "https://eu.api.capillarytech.com"


def test_a_host_that_may_not_be_used_is_no_backend() -> None:
    with pytest.raises(InputError, match="may not be talked to"):
        resolved(read_settings(ACCOUNT | {"PROMO_BASE_URL": "https://example.com"}))
