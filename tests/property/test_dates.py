"""Whatever date the vendor sends, it can be shown in any zone: in the view's sentences, by the command, on the page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from pages.components.case_text import case_text
from pages.components.desk import PromotionKey
from pages.components.history import timeline_events
from promo_data.cli.customer import as_object
from promo_data.cli.output import print_json
from promo_data.cli.tables import promotion_lines
from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView, customer_view
from tests.factories import (
    AS_OF,
    OWN_ORG,
    customer_read,
    promotion_json,
    restriction_json,
    restrictions_json,
    window_json,
)

FARTHEST = ["Pacific/Kiritimati", "Asia/Kolkata", "UTC", "America/New_York", "Etc/GMT+12"]
ENDS = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
MOMENTS = st.datetimes(timezones=st.just(UTC)) | st.sampled_from(ENDS)
FIRST, LAST = "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"


@given(begin=MOMENTS.map(datetime.isoformat), end=MOMENTS.map(datetime.isoformat), zone=st.sampled_from(FARTHEST))
@example(FIRST, LAST, "Asia/Kolkata")
@example(FIRST, LAST, "America/New_York")
@example(LAST, LAST, "Pacific/Kiritimati")
@example(FIRST, FIRST, "Etc/GMT+12")
def test_any_date_is_shown_in_any_zone(begin: str, end: str, zone: str) -> None:
    there = ZoneInfo(zone)
    view = looked_up(begin, end, there)

    command = list(promotion_lines(view, there))
    print_json(as_object(view))
    page = case_text(view, PromotionKey(OWN_ORG.id, 1147, 1122938), customer="•••", org_names={}, zone=there, now=AS_OF)
    events = timeline_events(records(view.promotions)[0]["timeline"], "LOYALTY_EARNING", there, AS_OF)

    assert (len(command), len(events)) == (2, 2)
    assert page.startswith("Customer •••")


def looked_up(begin: str, end: str, zone: ZoneInfo) -> CustomerView:
    spent = restriction_json(kpi="NUMBER_OF_ISSUALS", maxLimit="1", **window_json("WEEKLY"))
    issue = {"issualDate": begin, "issualExpiryDate": end}
    one = promotion_json(
        startDate=begin,
        endDate=end,
        pointsOfferType="LOYALTY_EARNING",
        promotionRestriction=restrictions_json(issual=[spent]),
        customerPromotionTimelines=[
            {"enrollmentDate": begin, "enrollmentExpiryDate": end, "issuedDetails": [issue]},
        ],
    )
    return customer_view(customer_read(one), now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id], zone=zone)
