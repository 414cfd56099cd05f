"""Heads of the chain, kept outside the database: they show when its tail was cut or an older copy put in its place."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import orjson

from promo_data.audit.chain import Link
from promo_data.errors import StoreError

FILE_NAME = "audit-heads.jsonl"


@dataclass(frozen=True, slots=True)
class Head:
    """The link that was the last one at that time."""

    link: Link
    at: datetime


class HeadFile:
    """The heads in a file of that folder, one JSON object a line, oldest first; lines are only ever added.

    Both raise ``StoreError``.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def keep(self, head: Head) -> None:
        """Add it, on disk when this returns."""
        line = {"at": head.at.isoformat(), "sequence": head.link.sequence, "mac": head.link.mac}
        try:
            self._add(b"\n" + orjson.dumps(line))  # a line that was cut short stays a line of its own
        except OSError as error:
            raise StoreError(f"The audit's head cannot be kept ({type(error).__name__}).") from None

    def _add(self, line: bytes) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            os.fchmod(descriptor, 0o600)
            file.write(line)
            os.fsync(descriptor)

    def read(self) -> "Heads":
        """All of them; none where there is no file."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            raise StoreError(f"The audit's heads cannot be read ({type(error).__name__}).") from None
        parsed = [_parsed(line) for line in lines if line]
        return Heads(tuple(head for head in parsed if head is not None), parsed.count(None))


@dataclass(frozen=True)
class Heads:
    """The heads that can be read, and how many lines cannot."""

    kept: tuple[Head, ...]
    unreadable: int = 0

    @cached_property
    def _by_place(self) -> Mapping[int, Sequence[Head]]:
        places: dict[int, list[Head]] = {}
        for head in self.kept:
            places.setdefault(head.link.sequence, []).append(head)
        return places

    def at(self, sequence: int) -> Sequence[Head]:
        """Those that were kept when this was the last row."""
        return self._by_place.get(sequence, ())

    @property
    def latest(self) -> Head | None:
        """The one furthest along the chain."""
        return max(self.kept, key=lambda head: head.link.sequence, default=None)


def _parsed(line: bytes) -> Head | None:
    try:
        said = orjson.loads(line)
        return Head(Link(int(said["sequence"]), str(said["mac"])), datetime.fromisoformat(said["at"]))
    except (ValueError, TypeError, KeyError):
        return None
