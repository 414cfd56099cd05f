"""The vendor's ids, which come as numbers at one endpoint and as texts at another (api-facts §4.2, id types)."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
"""What is the same as a number of 64 bits and as a text: a leading zero would be lost."""


def as_asked(vendor_id: str) -> int | str:
    """An id to ask with: a number where it is one, as in the samples of what is asked."""
    return int(vendor_id) if _NUMBER.fullmatch(vendor_id) else vendor_id


def same_id(one: object, other: object) -> bool:
    """Whether both are given and the same, as number or text."""
    return None not in (one, other) and str(one) == str(other)


def texts(ids: Iterable[object]) -> frozenset[str]:
    """Those that are given, as texts."""
    return frozenset(str(one) for one in ids if one is not None)
