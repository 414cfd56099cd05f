"""An OAuth token as the vendor gives it (api-facts §1)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer of access; the text never shows in ``repr``. ``ttl_seconds`` counts from the answer."""

    access_token: str = field(repr=False)
    ttl_seconds: int
