"""Snapshots of any size: some thousands of decoded answers, over and over under other customers' numbers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from promo_data.cohort.snapshot.coverage import OrgCount
from promo_data.cohort.snapshot.manifest import SCHEMA_VERSION, Manifest
from promo_data.cohort.snapshot.tables import as_table
from promo_data.frames import FrameBuilder, Group
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import decode_page
from tests.benches.promotion_data import answers

AT = datetime(2026, 8, 1, tzinfo=UTC)
ORGS = (50404, 50405, 50406)
DIFFERENT = 5_000
_FILE_ROWS = 4_000_000


def write_snapshot(folder: Path, customers: int) -> tuple[int, int]:
    """A snapshot of so many customers in three orgs, as a pull leaves it; its rows of promotions and of allowances."""
    sizes = []
    for name, table in _tables(min(customers, DIFFERENT)).items():
        (folder / name).mkdir(parents=True)
        sizes.append(_write(folder / name, table, -(-customers // DIFFERENT)))
    _manifest(customers, *sizes).write(folder)
    return sizes[0], sizes[1]


def _tables(customers: int) -> dict[str, pa.Table]:
    builder = FrameBuilder(0.8)
    builder.add_groups(_groups(customers))
    both = builder.frames()
    return {
        "promotions": as_table(both.promotions, PROMOTIONS),
        "allowances": as_table(both.allowances, ALLOWANCES),
    }


def _groups(customers: int) -> Iterator[Group]:
    """About twelve promotions and fifty limits a customer."""
    for body in answers(customers, timelines=True):
        answer = orjson.loads(body)
        for promotion in answer["promotions"]:
            del promotion["limits"]
        page = decode_page(Answer(200, {}, orjson.dumps(answer)), 0)
        for place, org_id in enumerate(ORGS):
            owned = [one for one in page.promotions if one.promotion_id % len(ORGS) == place]
            yield Group(page.customer_id, org_id, AT, owned)


def _write(folder: Path, table: pa.Table, times: int) -> int:
    rows = 0
    writer, files = None, 0
    for number in range(times):
        if writer is None or rows >= files * _FILE_ROWS:
            if writer:
                writer.close()
            writer = pq.ParquetWriter(folder / f"part-{files:05}.parquet", table.schema, compression="zstd")
            files += 1
        column = table.schema.get_field_index("customer_id")
        numbers = pc.add(table["customer_id"], number * DIFFERENT)
        writer.write_table(table.set_column(column, table.schema.field(column), numbers))
        rows += len(table)
    if writer:
        writer.close()
    return rows


def _manifest(customers: int, promotions: int, allowances: int) -> Manifest:
    return Manifest(
        asked=customers,
        answered=customers,
        failed=0,
        duplicates=0,
        rows_promotions=promotions,
        rows_allowances=allowances,
        scope="each",
        orgs=ORGS,
        started_at=AT,
        finished_at=AT,
        complete=True,
        schema_version=SCHEMA_VERSION,
        partial=0,
        coverage=tuple(OrgCount(org_id, f"Org {org_id}", answered=customers) for org_id in ORGS),
        by="mobile",
        source="INSTORE",
        near_share=0.8,
        list_mark="",
    )
