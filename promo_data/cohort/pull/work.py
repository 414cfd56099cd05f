"""A pull's folder while it is under way: its plan, the rows that are not asked for, and the parts that are done."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from promo_data.cohort.pull.part import PartFacts, read_facts
from promo_data.cohort.pull.plan import Plan

_PARTS, _REFUSED = "parts", "refused.parquet"


@dataclass(frozen=True, slots=True)
class Work:
    """The folder and the plan it is about."""

    folder: Path
    plan: Plan

    @classmethod
    def begin(cls, folder: Path, plan: Plan, refused: pa.Table) -> "Work":
        """An empty one in ``folder``, whatever was there; ``refused`` are the rows not asked for. ``OSError``."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        (folder / _PARTS).mkdir()
        pq.write_table(refused, folder / _REFUSED)
        plan.write(folder)
        return cls(folder, plan)

    @classmethod
    def found(cls, folder: Path) -> "Work | None":
        """The one that was begun in ``folder``, if any. Raises ``StoreError`` for a damaged one."""
        plan = Plan.read(folder)
        return None if plan is None else cls(folder, plan)

    @property
    def refused(self) -> pa.Table:
        """The rows that are not asked for, as failures."""
        return pq.read_table(self.folder / _REFUSED)

    def place(self, number: int) -> Path:
        """The folder of that chunk's part."""
        return self.folder / _PARTS / f"{number:06}"

    def take_stock(self) -> dict[int, PartFacts]:
        """The parts that are whole; others are removed, and made again. Raises ``OSError``."""
        found = {number: facts for number in range(self.plan.chunks) if (facts := read_facts(self.place(number)))}
        whole = {self.place(number) for number in found}
        for stray in self._all_parts():
            if stray not in whole:
                shutil.rmtree(stray)
        return found

    def remove(self) -> None:
        """Leave nothing of it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def empty(self, name: str) -> Path:
        """A new folder of that name in it, whatever was there. Raises ``OSError``."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def _all_parts(self) -> Iterator[Path]:
        yield from tuple((self.folder / _PARTS).iterdir())
