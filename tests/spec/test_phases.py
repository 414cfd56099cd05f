"""Where a promotion stands between its dates: ``active`` is shown but not believed (design §4; api-facts, fact 6)."""

from datetime import datetime

import pytest

from promo_data.frames import frames
from promo_data.frames.records import records
from tests.factories import Json, cases, customer_read, promotion_json

PHASES = """
 from                      | until                     | asked at             | phase    | source
 2026-01-01T00:00:00Z      | 2026-03-31T23:59:59Z      | 2026-02-01T00:00:00Z | running  | design §4
 2026-01-01T00:00:00Z      | 2026-03-31T23:59:59Z      | 2025-12-31T23:59:59Z | upcoming | design §4
 2026-01-01T00:00:00Z      | 2026-03-31T23:59:59Z      | 2026-01-01T00:00:00Z | running  | the first moment
 2026-01-01T00:00:00Z      | 2026-03-31T23:59:59Z      | 2026-03-31T23:59:59Z | running  | the last moment
 2026-01-01T00:00:00Z      | 2026-03-31T23:59:59Z      | 2026-04-01T00:00:00Z | ended    | design §4
 2026-01-01T00:00:00+05:30 | 2026-03-31T23:59:59+05:30 | 2025-12-31T18:30:00Z | running  | §6, server time zone
 2026-01-01T00:00:00+0530  | 2026-03-31T23:59:59+0530  | 2026-03-31T18:30:00Z | ended    | §6, offset without colon
 absent                    | 2026-03-31T23:59:59Z      | 2026-04-01T00:00:00Z | ended    | the end settles it
 absent                    | 2026-03-31T23:59:59Z      | 2026-02-01T00:00:00Z | unknown  | it may be upcoming
 2026-01-01T00:00:00Z      | absent                    | 2025-12-31T23:59:59Z | upcoming | the start settles it
 2026-01-01T00:00:00Z      | absent                    | 2026-02-01T00:00:00Z | unknown  | it may have ended
 absent                    | absent                    | 2026-02-01T00:00:00Z | unknown  | design §4
 whenever                  | 2026-03-31T23:59:59Z      | 2026-02-01T00:00:00Z | unknown  | a date that cannot be read
"""


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("case", cases(PHASES))
def test_the_phase_follows_from_the_dates_alone(case: Json, active: bool) -> None:
    promotion = promotion_json(startDate=case["from"], endDate=case["until"], active=active)
    read = customer_read(promotion, as_of=datetime.fromisoformat(case["asked at"]))

    (row,) = records(frames([read], near_share=0.8).promotions)

    assert (row["phase"], row["active"]) == (case["phase"], active)
