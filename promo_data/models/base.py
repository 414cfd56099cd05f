"""What the pydantic models share: camel case on the wire, frozen, and numbers that may come as text."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

_NOT_AN_ID = frozenset({"", "0", "-1"})


class Asked(BaseModel):
    """Base of what is sent: only the documented fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True
    )

    def wire(self) -> bytes:
        """The JSON to send, fields in the document's order, absent ones left out."""
        return self.model_dump_json(by_alias=True, exclude_none=True).encode()


class Answered(BaseModel):
    """Base of what comes back once: fields we do not know are ignored, absent ones are ``None``."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, hide_input_in_errors=True)


def _given(value: object) -> object:
    """``None`` for what names nothing: no text or number at all, or one that stands for "not set"."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return None if str(value).strip() in _NOT_AN_ID else value


def _listed(value: object) -> object:
    """The vendor's tables say Object where its samples have a list (000, response parameters)."""
    if value is None:
        return ()
    return (value,) if isinstance(value, Mapping) else value


VendorId = Annotated[int | str | None, BeforeValidator(_given)]
"""An id as it came, number or text (000 has numbers, 002 texts); ``None`` where nothing was given."""

ListedOrAlone = BeforeValidator(_listed)
"""A list that may be null or a single object."""
