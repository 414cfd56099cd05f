"""What the name of a column says about what stands in it."""

import re

from promo_data.vocabulary import IdentifierKind

_NO_LETTERS = re.compile(r"[\W_]+")
_WITHIN = {
    "mobile": IdentifierKind.MOBILE,
    "phone": IdentifierKind.MOBILE,
    "msisdn": IdentifierKind.MOBILE,
    "mail": IdentifierKind.EMAIL,
    "externalid": IdentifierKind.EXTERNAL_ID,
    "extid": IdentifierKind.EXTERNAL_ID,
}
_WHOLE = {
    "external": IdentifierKind.EXTERNAL_ID,
    "cell": IdentifierKind.MOBILE,
    **dict.fromkeys(
        ("id", "customerid", "custid", "userid", "capillaryid", "capillarycustomerid"), IdentifierKind.CUSTOMER_ID
    ),
}


def kind_named(name: str) -> IdentifierKind | None:
    """The kind of identifier that ``name`` is a name of, such as ``Mobile no.`` or ``user_id``; ``None`` if of none."""
    if "@" in name:  # an address, such as one at gmail
        return None
    bare = _NO_LETTERS.sub("", name).casefold()
    return _WHOLE.get(bare) or next((kind for word, kind in _WITHIN.items() if word in bare), None)
