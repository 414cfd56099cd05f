"""Snapshots on disk made of reads, as a pull leaves them."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from promo_data.cohort.snapshot.coverage import OrgCount, summed
from promo_data.cohort.snapshot.manifest import SCHEMA_VERSION, Manifest
from promo_data.cohort.snapshot.tables import as_table
from promo_data.frames import Frames, frames
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from promo_data.models.reading import CustomerRead, PromotionRow
from tests.factories import AS_OF, OWN_ORG, Json, decoded_page

NEAR = 0.8


def read_of(customer_id: int, *promotions: Json) -> CustomerRead:
    """What asking the own org for that customer brings."""
    page = decoded_page(*promotions, customerId=customer_id)
    rows = tuple(PromotionRow(customer_id, one.org_id, one, AS_OF) for one in page.promotions)
    return CustomerRead(customer_id, rows, (), page.problems, AS_OF)


def snapshot(folder: Path, *parts: Sequence[CustomerRead], coverage: Sequence[OrgCount] = ()) -> Frames:
    """Write a snapshot of these parts into ``folder``; the frames of all of it."""
    for name in ("promotions", "allowances"):
        (folder / name).mkdir(parents=True)
    for number, reads in enumerate(parts):
        both = frames(reads, near_share=NEAR)
        for frame, schema in ((both.promotions, PROMOTIONS), (both.allowances, ALLOWANCES)):
            pq.write_table(
                as_table(frame, schema), folder / schema.name / f"part-{number:05}.parquet", compression="zstd"
            )
    every = frames([read for reads in parts for read in reads], near_share=NEAR)
    write_manifest(folder, every, coverage)
    return every


def write_manifest(folder: Path, both: Frames, coverage: Sequence[OrgCount] = ()) -> None:
    customers = both.promotions["customer_id"].nunique()
    counted = coverage or [OrgCount(OWN_ORG.id, OWN_ORG.name, answered=customers)]
    Manifest(
        asked=customers,
        answered=customers,
        failed=0,
        duplicates=0,
        rows_promotions=len(both.promotions),
        rows_allowances=len(both.allowances),
        scope="each",
        orgs=tuple(count.org_id for count in counted),
        started_at=AS_OF,
        finished_at=AS_OF,
        complete=True,
        schema_version=SCHEMA_VERSION,
        partial=0,
        coverage=summed(counted),
        by="mobile",
        source="INSTORE",
        near_share=NEAR,
        list_mark="",
    ).write(folder)
