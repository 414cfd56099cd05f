"""How a customer is named, and how such a name is shown without giving it away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import pairwise
from urllib.parse import quote

from promo_data.errors import InputError
from promo_data.vocabulary import IdentifierKind, Source

LONGEST_IDENTIFIER = 255
_LONG_ENOUGH_FOR_BOTH_ENDS = 10
_LONGEST_CUSTOMER_ID = 9
_PHONE_PUNCTUATION = re.compile(r"[\s()\-.]")
DIGIT_JOINT = r"[\W_]{0,3}"
"""What may stand between two digits of one number, as a pattern: up to three signs, whichever somebody groups with."""

_LIKE_A_FRACTION = re.compile(r"\+?\d+\.\d+")
_SHORTEST_MOBILE, _LONGEST_MOBILE = 7, 15


@dataclass(frozen=True, slots=True)
class CustomerIdentifier:
    """One way to name a customer; the value is text because leading zeros live, and never shows in ``repr``."""

    kind: IdentifierKind
    value: str = field(repr=False)
    source: Source = Source.INSTORE

    def __post_init__(self) -> None:
        """Refuse what no vendor call could carry; raises ``InputError``."""
        if not self.value or self.value != self.value.strip():
            raise InputError("The customer's identifier is empty or has spaces around it.")
        if len(self.value) > LONGEST_IDENTIFIER or not self.value.isprintable():
            raise InputError("The customer's identifier is too long or holds characters that cannot be typed.")
        if self.kind is IdentifierKind.CUSTOMER_ID and not (self.value.isascii() and self.value.isdecimal()):
            raise InputError("A customer id holds digits only.")

    @property
    def masked(self) -> str:
        """The value as it may be shown."""
        return masked(self.value)


def masked(value: str) -> str:
    """``9174•••033``: the first four and last three characters; under ten characters only the last two."""
    return f"{value[:4]}•••{value[-3:]}" if len(value) >= _LONG_ENOUGH_FOR_BOTH_ENDS else f"•••{value[-2:]}"


def nameless(text: str, names: Iterable[str]) -> str:
    """``text`` with each of ``names`` masked wherever it stands as a word.

    It is found in any case of letters, with whatever is put between the digits of a number, and as addresses spell it
    (``%40`` for ``@``). Of a number of 7 digits or more its last 7 are enough, whatever stands before them: a mobile
    may be written without its country code, or with another's way to dial it.
    """
    return reduce(lambda hidden, name: _spelled(name).sub(lambda _: masked(name), hidden), names, text)


@lru_cache(maxsize=64)
def _spelled(name: str) -> re.Pattern[str]:
    digits = name.removeprefix("+")
    if digits.isdecimal() and len(digits) >= _SHORTEST_MOBILE:
        last = DIGIT_JOINT.join(digits[-_SHORTEST_MOBILE:])
        return re.compile(rf"(?<!\d)[+(]{{0,2}}(?:\d{DIGIT_JOINT}){{0,{_LONGEST_MOBILE}}}{last}(?!\d)")
    joints = [DIGIT_JOINT if a.isdecimal() and b.isdecimal() else "" for a, b in pairwise(name)]
    spelled = "".join(_character(one) + joint for one, joint in zip(name, [*joints, ""], strict=True))
    return re.compile(rf"(?<!\w)\+?{spelled}(?!\w)", re.IGNORECASE)


def _character(one: str) -> str:
    """A character as it is, or as addresses spell it; a space is also a ``+`` there."""
    ways = {re.escape(one), re.escape(quote(one, safe="")), *([r"\+", r"\s"] if one == " " else [])}
    return f"(?:{'|'.join(sorted(ways))})"


def recognised_kind(text: str) -> IdentifierKind:
    """The most likely kind of what was typed; a person can correct it.

    The vendor gives no rule: its samples have customer ids of 9 digits, mobiles of 11 and 12, and external ids with
    leading zeros (002 and 003, samples; api-facts §3.2).
    """
    if "@" in text:
        return IdentifierKind.EMAIL
    digits = _PHONE_PUNCTUATION.sub("", text)
    if digits.startswith("+"):
        return IdentifierKind.MOBILE
    if not digits.isdecimal() or digits.startswith("0") or len(digits) > _LONGEST_MOBILE:
        return IdentifierKind.EXTERNAL_ID
    return IdentifierKind.CUSTOMER_ID if len(digits) <= _LONGEST_CUSTOMER_ID else IdentifierKind.MOBILE


def identified(text: str, kind: IdentifierKind | None = None, source: Source = Source.INSTORE) -> CustomerIdentifier:
    """The identifier a person typed, of the given kind or the recognised one.

    Mobiles lose their punctuation and a leading ``+``, because the vendor's samples have digits only (003); leading
    zeros stay, because they may be part of the number (design §3).
    Raises ``InputError``.
    """
    typed = text.strip()
    if not typed:
        raise InputError("Type a mobile number, e-mail, external id or customer id.")
    chosen = kind or recognised_kind(typed)
    return CustomerIdentifier(chosen, _mobile(typed) if chosen is IdentifierKind.MOBILE else typed, source)


def _mobile(typed: str) -> str:
    digits = _PHONE_PUNCTUATION.sub("", typed).removeprefix("+")
    is_number = _LIKE_A_FRACTION.fullmatch(typed) is None and digits.isascii() and digits.isdecimal()
    if not (is_number and _SHORTEST_MOBILE <= len(digits) <= _LONGEST_MOBILE):
        raise InputError("A mobile number has 7 to 15 digits, with its country code and without letters.")
    return digits
