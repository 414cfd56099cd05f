import math
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from promo_data.cohort.snapshot.tables import SCHEMAS, as_frame, as_table
from promo_data.frames import Frames
from promo_data.frames import frames as build
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, Schema
from tests.factories import ABSENT, customer_frames, promotion_json, restriction_json, restrictions_json

TIMELINE = {
    "enrollmentId": 7,
    "enrollmentDate": "2026-01-02T03:04:05Z",
    "enrollmentExpiryDate": "2026-02-02T00:00:00Z",
    "issuedDetails": [
        {"issualId": 8, "issualDate": "2026-01-03T00:00:00Z", "redeemedCount": 1},
        {"issualId": 9, "issualDate": "2026-01-04T00:00:00Z", "redeemedCount": "many"},
        {"issualId": 10},
    ],
}
METADATA = [{"key": '“issues”, "issues"', "value": "1", "brandDefined": True}]


@pytest.fixture
def frames() -> Frames:
    """Two promotions that say a lot, and one that says nothing."""
    limit = restriction_json(currentCustomerUsage=ABSENT)
    return customer_frames(
        promotion_json(customerPromotionTimelines=[TIMELINE], pointsOfferType="LOYALTY_EARNING"),
        promotion_json(
            promotionId=2, promotionMetadata=METADATA, promotionRestriction=restrictions_json(redemption=[limit])
        ),
        promotion_json(promotionId=3, promotionRestriction=None, endDate=None, active=None),
    )


@pytest.mark.parametrize("schema", [PROMOTIONS, ALLOWANCES], ids=lambda schema: schema.name)
def test_what_was_stored_comes_back_as_it_was(schema: Schema, frames: Frames, tmp_path: Path) -> None:
    frame: pd.DataFrame = getattr(frames, schema.name)
    pq.write_table(as_table(frame, schema), tmp_path / "part.parquet", compression="zstd")
    assert_frame_equal(as_frame(pq.read_table(tmp_path / "part.parquet"), schema), frame)


def test_a_timeline_tells_what_was_unreadable_from_what_was_not_given(frames: Frames) -> None:
    (enrolment,), *_ = as_frame(as_table(frames.promotions, PROMOTIONS), PROMOTIONS)["timeline"]
    first, unreadable, absent = (issue["redeemed"] for issue in enrolment["issues"])
    assert (first, absent) == (1, None)
    assert math.isnan(unreadable)
    assert enrolment["enrolled_at"] == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("schema", [PROMOTIONS, ALLOWANCES], ids=lambda schema: schema.name)
def test_nothing_is_stored_with_all_columns(schema: Schema) -> None:
    nothing: pd.DataFrame = getattr(build([], near_share=0.8), schema.name)
    table = as_table(nothing, schema)
    assert table.schema.equals(SCHEMAS[schema.name])
    assert_frame_equal(as_frame(table, schema), nothing)


def test_parts_with_other_words_fit_together(frames: Frames) -> None:
    other = customer_frames(promotion_json(promotionName="Another", pointsOfferType="LOYALTY")).promotions
    both = pa.concat_tables([as_table(frames.promotions, PROMOTIONS), as_table(other, PROMOTIONS)])
    assert as_frame(both, PROMOTIONS)["name"].tolist() == ["Award50", "Award50", "Award50", "Another"]


def test_every_field_says_what_it_means() -> None:
    assert all(field.metadata[b"meaning"] for schema in SCHEMAS.values() for field in schema)
