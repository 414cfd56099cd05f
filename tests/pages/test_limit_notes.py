"""What the drawer says of limits beside their bars: no limit in one line, moving windows, doubtful figures."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pages.components.limit_bars import limit_notes, limit_rows
from tests.factories import (
    AS_OF,
    Json,
    allowance_records,
    promotion_record,
    restriction_json,
    restrictions_json,
    window_json,
)

UTC = ZoneInfo("UTC")
MOVING = "Counts the last 7 days and moves on with time: what is older no longer counts."
NOT_SAID = "Room frees when the week's window moves on; the vendor does not say when."
SHOWN = "As far as the timeline shows, room frees about 1 Feb 2026, 10:00 UTC, when the week's window moves on."


def given(*redemption: Json, **others: object) -> Json:
    restrictions = restrictions_json(redemption=redemption, earn=others.pop("earn", ()))  # type: ignore[arg-type] # Json
    return {"pointsOfferType": "LOYALTY_EARNING", "promotionRestriction": restrictions, **others}


def notes(promotion: Json, *, now: datetime = AS_OF, told: tuple[str, ...] = ()) -> list[str]:
    return limit_notes(allowance_records(**promotion), promotion_record(**promotion), zone=UTC, now=now, told=told)


def weekly(**changes: object) -> Json:
    return restriction_json(**window_json("WEEKLY"), **changes)


def test_what_has_no_limit_is_named_in_one_line_and_has_no_bar() -> None:
    unlimited = given(
        restriction_json(maxLimit="-1"), restriction_json(kpi="NUMBER_OF_POINTS", maxLimit="-1", limitOn="PROMOTION")
    )
    assert notes(unlimited) == ["No limit on: benefits for this customer, points for all customers."]
    assert limit_rows(allowance_records(**unlimited), "LOYALTY_EARNING").empty


def test_a_moving_window_says_what_it_counts_and_that_nobody_knows_when_room_frees() -> None:
    assert notes(given(weekly(currentCustomerUsage="5"))) == [f"Benefits, this customer, a week: {MOVING} {NOT_SAID}"]


def test_when_room_frees_is_told_where_the_timeline_dates_it() -> None:
    issued = [{"issualId": 1, "issualDate": (AS_OF - timedelta(days=6)).isoformat()}]
    dated = given(
        earn=[weekly(kpi="NUMBER_OF_EARNS", currentCustomerUsage="1")],
        customerPromotionTimelines=[{"enrollmentId": 1, "issuedDetails": issued}],
    )
    assert notes(dated) == [f"Issues, this customer, a week: {MOVING} {SHOWN}"]


def test_what_stands_in_the_drawer_already_is_not_said_again() -> None:
    assert notes(given(weekly(currentCustomerUsage="5")), told=(NOT_SAID,)) == [
        f"Benefits, this customer, a week: {MOVING}"
    ]


def test_of_an_unused_window_nothing_has_to_free() -> None:
    assert notes(given(weekly(currentCustomerUsage="0"))) == [f"Benefits, this customer, a week: {MOVING}"]


@pytest.mark.parametrize("used", ["0", "4"])
def test_a_figure_over_all_customers_is_said_to_be_doubtful(used: str) -> None:
    (note,) = notes(given(restriction_json(limitOn="PROMOTION", currentCustomerUsage=used)))
    assert "does not say whether its figure counts everybody or this customer alone" in note


def test_a_zero_over_all_customers_is_drawn_as_not_known() -> None:
    promotion = given(restriction_json(limitOn="PROMOTION", currentCustomerUsage="0"))
    (bar,) = limit_rows(allowance_records(**promotion), "LOYALTY_EARNING").to_dict("records")
    assert (bar["state"], bar["words"], bar["used"]) == (
        "unknown",
        "? at most 5 left",
        "0 of 5 benefits reported as used",
    )


def test_a_word_that_only_the_vendor_knows_is_marked_as_such() -> None:
    assert notes(given(restriction_json(kpi="MAX_MOONS")))[-1] == (
        "“…”: the vendor's own word, which is not known here."
    )
