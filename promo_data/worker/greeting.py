"""What a dashboard tells the job process it starts: its own settings, so that both talk to the same account."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson

from promo_data.errors import InputError

_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Greeting:
    """The ``[connections.promotions]`` section that the dashboard found, and where it serves its sandbox.

    It travels through a pipe, as one line: there are passwords in it. ``PROMO_*`` variables are inherited.
    """

    section: Mapping[str, Any]
    sandbox_url: str

    def __repr__(self) -> str:
        return "Greeting(***)"

    @property
    def line(self) -> bytes:
        """As it travels."""
        return orjson.dumps({"section": dict(self.section), "sandbox_url": self.sandbox_url}) + b"\n"

    @classmethod
    def heard(cls, pipe: int) -> Self:
        """The greeting from that pipe, of which nothing more is read. Raises ``InputError``."""
        line = bytearray()
        while not line.endswith(b"\n"):
            byte = os.read(pipe, 1)
            if not byte or len(line) > _LONGEST:
                raise InputError("No settings came from the dashboard.")
            line += byte
        try:
            return cls(**orjson.loads(bytes(line)))
        except (orjson.JSONDecodeError, TypeError):
            raise InputError("The settings that came cannot be read.") from None
