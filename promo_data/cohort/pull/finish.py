"""All parts of a pull put together: as a snapshot of ours, or as the files that somebody asked for."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from promo_data.cohort.pull.merge import pieces, write_file, write_files
from promo_data.cohort.pull.part import ALLOWANCES_FILE, FAILURES_FILE, PROMOTIONS_FILE, PartFacts
from promo_data.cohort.pull.work import Work
from promo_data.cohort.snapshot.coverage import summed
from promo_data.cohort.snapshot.failures import SCHEMA
from promo_data.cohort.snapshot.manifest import SCHEMA_VERSION, Manifest
from promo_data.cohort.snapshot.tables import SCHEMAS
from promo_data.errors import StoreError
from promo_data.frames.export import harmless

_CSV_COLUMNS = ("row", "code", "message")
_FRAMES = {"promotions": PROMOTIONS_FILE, "allowances": ALLOWANCES_FILE}


@dataclass(frozen=True, slots=True)
class Names:
    """Under which id and name a snapshot of ours is kept."""

    id: str
    name: str


def finish_files(work: Work, folder: Path, finished_at: datetime) -> Manifest:
    """The files of ``promo-insight pull`` in ``folder`` (docs/cli.md), each moved there when all are whole.

    Raises ``StoreError`` where a part is missing, and ``OSError``.
    """
    facts, ready = _all_parts(work), work.empty("ready")
    for name, file in _FRAMES.items():
        write_file(_pieces(work, file), SCHEMAS[name], ready / file)
    _write_csv(_failures(work), ready / "failures.csv")
    manifest = _manifest(work, facts, finished_at)
    manifest.write(ready)
    (folder / "manifest.json").unlink(missing_ok=True)  # what it tells of is about to be replaced
    for file in (*_FRAMES.values(), "failures.csv", "manifest.json"):
        (ready / file).replace(folder / file)
    return manifest


def finish_snapshot(work: Work, names: Names, finished_at: datetime) -> Path:
    """A whole snapshot in a folder inside that of ``work``, ready to be moved into its place.

    Raises ``StoreError`` where a part is missing, and ``OSError``.
    """
    facts, ready = _all_parts(work), work.empty("ready")
    for name, file in _FRAMES.items():
        write_files(_pieces(work, file), SCHEMAS[name], ready / name)
    write_files([_failures(work)], SCHEMA, ready / "failures")
    _manifest(work, facts, finished_at, names).write(ready)
    return ready


def _all_parts(work: Work) -> Sequence[PartFacts]:
    found = work.take_stock()
    if len(found) < work.plan.chunks:
        raise StoreError("Some of what was read is damaged: go on, and it is read again.")
    return [found[number] for number in range(work.plan.chunks)]


def _pieces(work: Work, file: str) -> Iterator[pa.Table]:
    return pieces(work.place(number) / file for number in range(work.plan.chunks))


def _failures(work: Work) -> pa.Table:
    """In the order of the list, rows that were not asked for among them."""
    asked = _pieces(work, FAILURES_FILE)
    return pa.concat_tables([work.refused, *asked]).unify_dictionaries().sort_by("row").combine_chunks()


def _write_csv(failures: pa.Table, path: Path) -> None:
    """In UTF-8; nothing in it is taken for a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_CSV_COLUMNS)
        columns = (failures.column(name).to_pylist() for name in _CSV_COLUMNS)
        writer.writerows((row, code, harmless(message)) for row, code, message in zip(*columns, strict=True))


def _manifest(work: Work, facts: Sequence[PartFacts], finished_at: datetime, names: Names | None = None) -> Manifest:
    plan = work.plan
    failed, partial = sum(part.failed for part in facts) + plan.refused, sum(part.partial for part in facts)
    return Manifest(
        asked=plan.customers,
        answered=sum(part.answered for part in facts),
        failed=failed,
        duplicates=plan.duplicates,
        rows_promotions=sum(part.rows_promotions for part in facts),
        rows_allowances=sum(part.rows_allowances for part in facts),
        scope=plan.scope.choice.value,
        orgs=plan.scope.orgs,
        started_at=plan.started_at,
        finished_at=finished_at,
        complete=not failed and not partial,
        schema_version=SCHEMA_VERSION,
        partial=partial,
        coverage=summed(count for part in facts for count in part.coverage),
        by=plan.by,
        source=plan.source,
        near_share=plan.near_share,
        list_mark=plan.list_mark,
        id=None if names is None else names.id,
        name=None if names is None else names.name,
    )
