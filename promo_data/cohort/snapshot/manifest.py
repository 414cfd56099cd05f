"""What a snapshot says of itself: who was asked for, what came of it, and when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec
import orjson

from promo_data.cohort.snapshot.coverage import OrgCount
from promo_data.errors import StoreError

SCHEMA_VERSION = 1
"""Grows when a column or a key is added; names never change (docs/cli.md)."""

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The counts and times of one pull; times are UTC.

    ``asked`` are distinct askable customers: ``answered`` by at least one org, or failed. ``failed`` counts those and
    the rows of the list that cannot be asked, ``partial`` the answered ones of whom an org or a part is missing.
    ``scope`` is the choice of orgs and ``orgs`` are their ids; ``by`` and ``source`` say how the list names customers.
    ``list_mark`` tells the same list again and gives nothing of it away.
    """

    asked: int
    answered: int
    failed: int
    duplicates: int
    rows_promotions: int
    rows_allowances: int
    scope: str
    orgs: tuple[int | None, ...]
    started_at: datetime
    finished_at: datetime
    complete: bool
    schema_version: int
    partial: int
    coverage: tuple[OrgCount, ...]
    by: str
    source: str
    near_share: float
    list_mark: str
    id: str | None = None
    name: str | None = None

    def as_object(self) -> dict[str, Any]:
        """Under the names of docs/cli.md."""
        return asdict(self)

    def write(self, folder: Path) -> None:
        """Put it into ``folder``: aside first, so that it is whole or not there. Raises ``OSError``."""
        draft = folder / f"{FILE_NAME}.new"
        options = orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS | orjson.OPT_APPEND_NEWLINE
        draft.write_bytes(orjson.dumps(self.as_object(), option=options))
        draft.replace(folder / FILE_NAME)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The one in ``folder``. Raises ``FileNotFoundError`` where there is none, ``StoreError`` for a damaged one."""
        content = (folder / FILE_NAME).read_bytes()
        try:
            return msgspec.json.decode(content, type=cls)
        except msgspec.DecodeError:
            raise StoreError("The manifest of this snapshot is damaged.") from None


def sentence(manifest: Manifest, reasons: Mapping[str, int]) -> str:
    """The coverage in words: ``9,812 of 10,000 answered; 188 failed: 180 not known, 8 …``; ``reasons`` by message."""
    said = f"{manifest.answered:,} of {manifest.asked:,} answered"
    if not manifest.failed:
        return f"{said}."
    most = ", ".join(f"{count:,} × {reason.rstrip('.')}" for reason, count in reasons.items())
    return f"{said}; {manifest.failed:,} rows failed: {most}."
