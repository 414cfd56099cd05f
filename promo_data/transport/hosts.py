"""Which hosts may be talked to: this machine, the vendor, and what a setting names (api-facts §6, hosts).

Addresses are parsed by yarl, because aiohttp, which calls them, has no other parser: what is checked here is what is
called.
"""

import re
from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Address, ip_address

from yarl import URL

from promo_data.errors import InputError

VENDOR_DOMAINS = (".capillarytech.com", ".capillarytech.cn.com")
"""Every host of the vendor's lies below one of these (api-facts §6, hosts, generations 1 to 3)."""

_LAST_PORT = 65_535
_LOOPBACK = IPv4Network("127.0.0.0/8")
_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f]")  # yarl drops some of them and joins what they parted


def checked_base_url(base_url: str, allowed_hosts: Collection[str] = ()) -> str:
    """The address as the HTTP client understands it, without a trailing slash.

    It is put together again from the parts that were checked, so that no other reading of the same text can lead
    elsewhere. Raises ``InputError`` where ``check_host`` does.
    """
    url = _parsed(base_url)
    if url is None:
        raise InputError("PROMO_BASE_URL is no address, such as https://eu.api.capillarytech.com.")
    if url.raw_user is not None or url.raw_password is not None or url.raw_query_string or url.raw_fragment:
        raise InputError("PROMO_BASE_URL must hold no user name, no password, no ? and no #.")
    host, port = url.raw_host or "", None if url.is_default_port() else url.explicit_port
    check_host(url.scheme, host, port, allowed_hosts)
    return str(URL.build(scheme=url.scheme, host=host, port=port, path=url.path)).rstrip("/")


def checked_proxy(proxy: str) -> URL:
    """The address of a proxy, with its user name and password if it has them; raises ``InputError``, repeating none."""
    url = _parsed(proxy)
    if url is None or url.scheme not in {"http", "https"} or not url.raw_host:
        raise InputError("PROMO_PROXY is no address of a proxy, such as http://proxy.example:3128.")
    return url


def _parsed(text: str) -> URL | None:
    if _BLANK_OR_CONTROL.search(text):
        return None
    try:
        return URL(text)
    except ValueError:
        return None


def check_host(scheme: str, host: str, port: int | None, allowed_hosts: Collection[str] = ()) -> None:
    """Nothing, where the address may be talked to; ``port`` is ``None`` where it is the scheme's own.

    ``allowed_hosts`` are names, or name:port. Raises ``InputError`` that says what is wrong and what would be right.
    """
    if scheme not in {"http", "https"}:
        raise InputError("PROMO_BASE_URL must begin with https://.")
    if port is not None and not 0 < port <= _LAST_PORT:
        raise InputError(f"PROMO_BASE_URL must name a port from 1 to {_LAST_PORT}.")
    if _is_loopback(host):
        return
    if not _is_named(host, port, allowed_hosts):
        raise InputError(
            "PROMO_BASE_URL names a host that may not be talked to: it must be this machine, a host below "
            "capillarytech.com or capillarytech.cn.com, or one (with its port) that PROMO_ALLOWED_HOSTS names."
        )
    if scheme != "https":
        raise InputError("PROMO_BASE_URL must begin with https:// for every host but this machine.")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address == IPv6Address("::1") or address in _LOOPBACK


def _is_named(host: str, port: int | None, allowed_hosts: Collection[str]) -> bool:
    """A name, never an address by number: a certificate proves names."""
    if not _NAME.fullmatch(host) or host.rpartition(".")[2].isdecimal():
        return False
    wanted = host if port is None else f"{host}:{port}"
    is_vendor = port is None and host.endswith(VENDOR_DOMAINS)
    return is_vendor or wanted in {allowed.lower() for allowed in allowed_hosts}
