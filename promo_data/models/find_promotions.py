"""The Spring page of ``GET /v3/promotions`` (api-facts §4.4): of each promotion only what names it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator

from promo_data.models.base import Answered, ListedOrAlone


def _flat(entry: object) -> object:
    """The entry with its ``metadata`` beside the id: v3 keeps a promotion's own fields there when it is created."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("metadata"), Mapping):
        return entry
    return {**entry["metadata"], **entry}


class FoundPromotion(Answered):
    """One promotion; ``program_id`` may be the programme's name instead of its number (api-facts §4.4)."""

    id: str | None = None
    promotion_id: int | None = None
    program_id: int | str | None = None


class FoundPage(Answered):
    """One page of the search; ``last`` is ``None`` where the answer does not say."""

    content: Annotated[tuple[Annotated[FoundPromotion, BeforeValidator(_flat)], ...], ListedOrAlone] = ()
    last: bool | None = None
