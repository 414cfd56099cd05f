"""Which hosts may be talked to: this machine, the vendor, and what a setting names (api-facts §6, hosts)."""

import re
from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Address, ip_address

from promo_data.errors import InputError

VENDOR_DOMAINS = (".capillarytech.com", ".capillarytech.cn.com")
"""Every host of the vendor's lies below one of these (api-facts §6, hosts, generations 1 to 3)."""

_LAST_PORT = 65_535
_LOOPBACK = IPv4Network("127.0.0.0/8")
_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


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
