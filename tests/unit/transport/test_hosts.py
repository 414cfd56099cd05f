import pytest

from promo_data.errors import InputError
from promo_data.transport.hosts import checked_base_url


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://127.8.8.8", "http://127.8.8.8"),
        ("https://[::1]:8443/", "https://[::1]:8443"),
        ("http://localhost:8787/base/", "http://localhost:8787/base"),
        ("https://EU.api.capillarytech.com", "https://eu.api.capillarytech.com"),
        ("https://api.capillarytech.cn.com:443/", "https://api.capillarytech.cn.com"),
        ("https://eu。api。capillarytech。com", "https://eu.api.capillarytech.com"),
        ("https://gateway.example", "https://gateway.example"),
        ("https://proxy.example:8443", "https://proxy.example:8443"),
    ],
)
def test_an_address_that_may_be_talked_to_is_returned_as_the_client_reads_it(given: str, used: str) -> None:
    assert checked_base_url(given, ("Gateway.example", "proxy.example:8443")) == used


@pytest.mark.parametrize(
    "trick",
    [
        "",
        "eu.api.capillarytech.com",
        "//eu.api.capillarytech.com",
        "ftp://eu.api.capillarytech.com",
        "file:///etc/passwd",
        "http://eu.api.capillarytech.com",
        "http://gateway.example",
        "https://eu.api.capillarytech.com:8443",
        "https://gateway.example:8443",
        "https://proxy.example",
        "https://capillarytech.com",
        "https://evilcapillarytech.com",
        "https://eu.api.capillarytech.com.evil.example",
        "https://eu.api.capillarytech.com.",
        "https://.capillarytech.com",
        "https://eu.api.capillarytech.com@evil.example",
        "https://eu.api.capillarytech.com%40evil.example",
        "https://eu.api.capillarytech.com:pass@evil.example/",
        "https://user:pass@eu.api.capillarytech.com",
        "https://evil.example#.capillarytech.com",
        "https://evil.example?.capillarytech.com",
        "https://evil.example/.capillarytech.com",
        "https://evil.example\\.capillarytech.com",
        "https://evil.example\r\n.capillarytech.com",
        "https://evil.example\t.capillarytech.com",
        "https://eu.api.capillary\ntech.com",
        "https://[::1].capillarytech.com",
        "https://[::1]@evil.example",
        "https:///evil.example/.capillarytech.com",
        "https://eu.api.capillarytech.com:https",
        "https://evil.example%00.capillarytech.com",
        "https://evil.example .capillarytech.com",
        "https://evil。example",
        "https://169.254.169.254",
        "https://10.0.0.1",
        "https://2130706433",
        "https://0x7f.1",
        "https://127.1",
        "https://0.0.0.0",
        "https://[::ffff:10.0.0.1]",
        "https://[fe80::1%25eth0]",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://128.0.0.1",
        "http://127.0.0.1:99999",
        "https://eu.api.capillarytech.com?x=1",
        "https://eu.api.capillarytech.com#x",
    ],
)
def test_any_other_address_is_refused(trick: str) -> None:
    with pytest.raises(InputError, match=r"^PROMO_BASE_URL"):
        checked_base_url(trick, ("gateway.example", "proxy.example:8443"))


def test_an_address_by_number_is_refused_even_where_a_setting_names_it() -> None:
    with pytest.raises(InputError):
        checked_base_url("https://10.0.0.1", ("10.0.0.1",))


def test_a_password_in_the_address_is_not_repeated() -> None:
    with pytest.raises(InputError) as caught:
        checked_base_url("https://user:s3cret@eu.api.capillarytech.com")
    assert "s3cret" not in str(caught.value)
