"""The snapshots that are kept: a folder each, whole or not there, found by their id."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from uuid import UUID

import pandas as pd
import pyarrow.dataset as ds

from promo_data.cohort.snapshot.manifest import Manifest
from promo_data.cohort.snapshot.tables import as_frame
from promo_data.errors import InputError, StoreError
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, Schema

FOLDER = "snapshots"
WORK_FOLDER = "work"
"""Inside it: what is under way."""

_LEAVING = "leaving"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one pull brought, on disk."""

    folder: Path
    manifest: Manifest

    @classmethod
    def opened(cls, folder: Path) -> Self:
        """The one in that folder. Raises ``FileNotFoundError`` and ``StoreError``."""
        return cls(folder, Manifest.read(folder))

    def promotions(self) -> pd.DataFrame:
        """The promotions frame (``frames.schema``), in the order of the list; cells that hold lists are shared."""
        return self._frame(PROMOTIONS)

    def allowances(self) -> pd.DataFrame:
        """The allowances frame (``frames.schema``), in the order of the list."""
        return self._frame(ALLOWANCES)

    def failures(self) -> pd.DataFrame:
        """Rows of the list that brought nothing, or not all: row, code, message, partial, passing."""
        failures: pd.DataFrame = self.dataset("failures").to_table().to_pandas()
        return failures

    def dataset(self, name: str) -> ds.Dataset:
        """The parts of ``promotions``, ``allowances`` or ``failures``, for whoever reads less than all."""
        return ds.dataset(self.folder / name, format="parquet")

    def _frame(self, schema: Schema) -> pd.DataFrame:
        return as_frame(self.dataset(schema.name).to_table(), schema)


class Snapshots:
    """Those in ``folder``, which is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[Snapshot, ...]:
        """All that can be read, the latest first. Raises ``OSError``."""
        if not self._folder.exists():
            return ()
        found = [snapshot for place in self._folder.iterdir() if (snapshot := _read(place)) is not None]
        return tuple(sorted(found, key=lambda snapshot: snapshot.manifest.finished_at, reverse=True))

    def open(self, snapshot_id: str | UUID) -> Snapshot:
        """The one of that id; raises ``InputError`` where there is none."""
        snapshot = _read(self._place(snapshot_id))
        if snapshot is None:
            raise InputError("This snapshot is not kept any more.")
        return snapshot

    def rename(self, snapshot_id: str | UUID, name: str) -> None:
        """Give it another name, of 1 to 120 characters; raises ``InputError``."""
        snapshot = self.open(snapshot_id)
        replace(snapshot.manifest, name=checked_name(name)).write(snapshot.folder)

    def delete(self, snapshot_id: str | UUID) -> None:
        """Remove it: it is gone from the list at once, and from disk right after. Raises ``OSError``."""
        place = self._place(snapshot_id)
        if place.exists():
            leaving = self._folder / f"{_LEAVING}-{place.name}"
            place.replace(leaving)
            shutil.rmtree(leaving)

    def keep(self, ready: Path, snapshot_id: str | UUID) -> Snapshot:
        """Move a whole one from beside into its place, where one of the same pull may lie. Raises ``OSError``."""
        self.delete(snapshot_id)
        ready.replace(self._place(snapshot_id))
        return self.open(snapshot_id)

    def forget_before(self, time: datetime) -> None:
        """Remove those that were finished before ``time``. Raises ``OSError``."""
        for snapshot in self.all():
            if snapshot.manifest.finished_at < time:
                self.delete(snapshot.folder.name)

    def sweep(self, is_under_way: Callable[[str], bool], *, keep: timedelta, now: datetime) -> None:
        """Remove what is kept for longer than ``keep``, and what a killed process left. Raises ``OSError``."""
        self.forget_before(now - keep)
        for stray in self._folder.glob(f"{_LEAVING}-*"):
            shutil.rmtree(stray)
        for work in (self._folder / WORK_FOLDER).glob("*"):
            if not is_under_way(work.name):
                shutil.rmtree(work)

    def work_place(self, pull_id: str | UUID) -> Path:
        """Where a pull that becomes a snapshot of that id works; its folder is for its owner alone."""
        place = self._folder / WORK_FOLDER
        for folder in (self._folder, place):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place / _name(pull_id)

    def _place(self, snapshot_id: str | UUID) -> Path:
        return self._folder / _name(snapshot_id)


def checked_name(name: str) -> str:
    """A name as it is kept; raises ``InputError`` for none, and for one that is too long or cannot be typed."""
    stripped = name.strip()
    if not 1 <= len(stripped) <= _LONGEST_NAME or not stripped.isprintable():
        raise InputError(f"A snapshot's name has 1 to {_LONGEST_NAME} characters.")
    return stripped


def _name(given: str | UUID) -> str:
    """The folder's name; whatever is no id leads nowhere else. Raises ``InputError``."""
    try:
        return str(UUID(str(given)))
    except ValueError:
        raise InputError("This is no snapshot's id.") from None


def _read(place: Path) -> Snapshot | None:
    try:
        return Snapshot.opened(place)
    except (FileNotFoundError, NotADirectoryError, StoreError):
        return None
