"""One chunk's share of the snapshot on disk: a folder that is whole or not there."""

import shutil
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import EEXIST, ENOTEMPTY
from pathlib import Path
from uuid import uuid4

import msgspec
import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from promo_data.cohort.pull.customers import Rows
from promo_data.cohort.pull.verdicts import failure_of, is_answered
from promo_data.cohort.snapshot.coverage import OrgCount, summed
from promo_data.cohort.snapshot.failures import failures_table
from promo_data.cohort.snapshot.tables import as_table
from promo_data.frames import frames
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from promo_data.models.reading import CustomerRead

PROMOTIONS_FILE, ALLOWANCES_FILE, FAILURES_FILE = "promotions.parquet", "allowances.parquet", "failures.parquet"
_FACTS = "part.json"
_QUICK = "lz4"
"""Parts are read once more and written anew: zstd is for what stays."""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What a part holds: customers by what came of them, rows, and each file's checksum."""

    answered: int
    failed: int
    partial: int
    rows_promotions: int
    rows_allowances: int
    coverage: tuple[OrgCount, ...]
    checksums: Mapping[str, int]


def write_part(place: Path, rows: Rows, reads: Sequence[CustomerRead], near_share: float) -> PartFacts:
    """Put what was read of the customers of these ``rows`` into the folder ``place``, all at once.

    One that is there already is kept: it holds the same. Raises ``OSError``.
    """
    aside = place.with_name(f"{place.name}.{uuid4().hex}.new")
    aside.mkdir()
    try:
        facts = _write(aside, _tables(rows, reads, near_share), reads)
        _move(aside, place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return facts


def read_facts(place: Path) -> PartFacts | None:
    """What the part in that folder holds; ``None`` where it is not there, or not as it was written."""
    try:
        facts = msgspec.json.decode((place / _FACTS).read_bytes(), type=PartFacts)
        whole = all(_checksum(place / name) == checksum for name, checksum in facts.checksums.items())
    except (OSError, msgspec.DecodeError):
        return None
    return facts if whole else None


def _move(aside: Path, place: Path) -> None:
    """Where a part is there already, another process that was thought dead has read the same."""
    try:
        aside.rename(place)
    except OSError as error:
        if error.errno not in {EEXIST, ENOTEMPTY}:
            raise


def _tables(rows: Rows, reads: Sequence[CustomerRead], near_share: float) -> dict[str, pa.Table]:
    built = frames(reads, near_share=near_share)
    failures = map(failure_of, rows.tolist(), reads)
    return {
        PROMOTIONS_FILE: as_table(built.promotions, PROMOTIONS),
        ALLOWANCES_FILE: as_table(built.allowances, ALLOWANCES),
        FAILURES_FILE: failures_table([failure for failure in failures if failure is not None]),
    }


def _write(folder: Path, tables: Mapping[str, pa.Table], reads: Sequence[CustomerRead]) -> PartFacts:
    for name, table in tables.items():
        pq.write_table(table, folder / name, compression=_QUICK)
    answered = sum(map(is_answered, reads))
    facts = PartFacts(
        answered=answered,
        failed=len(reads) - answered,
        partial=int(np.count_nonzero(tables[FAILURES_FILE].column("partial"))),
        rows_promotions=len(tables[PROMOTIONS_FILE]),
        rows_allowances=len(tables[ALLOWANCES_FILE]),
        coverage=summed(OrgCount.of(org) for read in reads for org in read.asked),
        checksums={name: _checksum(folder / name) for name in tables},
    )
    (folder / _FACTS).write_bytes(orjson.dumps(facts))
    return facts


def _checksum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())
