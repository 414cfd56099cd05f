"""What moved since the last look at a customer: on the page, in the table, and never at a first look."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from pages.components.facets import Facet
from promo_data.errors import StoreError
from promo_data.opening import PromoData
from tests.pages.conftest import APP
from tests.pages.served import LookUp, Words, served

NUMBER, ANOTHER = "919900000001", "919900000002"


@dataclass
class Vendor:
    """One org that answers everybody with these promotions."""

    promotions: dict[int, dict[str, object]] = field(default_factory=dict)

    def give(self, promotion_id: int, times: int) -> None:
        """A promotion, and for how many activities the customer got its benefit."""
        usage = {"currentNumberOfTimesPerCustomer": times, "currentPointsPerCustomer": 0}
        self.promotions[promotion_id] = {
            "promotionId": promotion_id,
            "programId": 1,
            "promotionName": f"Offer {promotion_id}",
            "customerUsage": usage,
        }

    async def answer(self, _: Request) -> Response:
        """All of them, on one page."""
        listed = list(self.promotions.values())
        return JSONResponse({"customerId": 1, "promotions": listed, "pageDetails": {"totalEntries": len(listed)}})


@pytest.fixture
def vendor(real_account: pytest.MonkeyPatch) -> Iterator[Vendor]:
    """A vendor that is asked anew at every look."""
    vendor = Vendor()
    vendor.give(1, times=1)
    vendor.give(2, times=1)
    real_account.setenv("PROMO_CHILD_ORGS", "")
    real_account.setenv("PROMO_CACHE_SECONDS", "0")
    with served(Starlette(routes=[Route("/v2.1/customers/lookup/promotionData", vendor.answer)])) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield vendor


@pytest.fixture
def looked_again(app: AppTest, vendor: Vendor, look_up: LookUp) -> AppTest:
    """A colleague's session, where something moved since the last look."""
    look_up(app, NUMBER)
    vendor.give(2, times=3)
    vendor.give(3, times=0)
    return look_up(AppTest.from_file(APP, default_timeout=30), NUMBER)


def labels(app: AppTest) -> list[str]:
    """What opens something when it is pressed."""
    return [block.proto.popover.label for block in app.get("popover")]


@pytest.mark.usefixtures("vendor")
def test_a_first_look_says_nothing(app: AppTest, look_up: LookUp, words: Words) -> None:
    look_up(app, NUMBER)
    assert "Since" not in words(app)
    assert not [label for label in labels(app) if label.startswith("Since")]
    assert "changed" not in app.dataframe[0].value


@pytest.mark.usefixtures("vendor")
def test_reading_again_is_no_look_to_compare_with(app: AppTest, vendor: Vendor, look_up: LookUp, words: Words) -> None:
    look_up(app, NUMBER)
    vendor.give(2, times=3)
    app.button(key="read-again").click().run()
    assert "changed" not in app.dataframe[0].value
    assert "Since" not in words(app)


def test_what_moved_is_counted_and_told_in_words(looked_again: AppTest, words: Words) -> None:
    (label,) = [label for label in labels(looked_again) if label.startswith("Since")]
    assert label.endswith(": 2 changes")
    assert "benefit for activities 1 → 3" in words(looked_again)
    assert "new in the list" in words(looked_again)


def test_what_moved_is_marked_in_the_table_and_can_be_shown_alone(looked_again: AppTest) -> None:
    table = looked_again.dataframe[0].value.set_index("promotion")
    assert dict(table["changed"]) == {"Offer 1": "", "Offer 2": "yes", "Offer 3": "yes"}
    looked_again.button_group(key="facets").set_value([Facet.CHANGED]).run()
    assert set(looked_again.dataframe[0].value["promotion"]) == {"Offer 2", "Offer 3"}


def test_a_change_opens_its_promotion(looked_again: AppTest) -> None:
    (button,) = [
        button for button in looked_again.button if str(button.key).startswith("since-") and "2" in button.label
    ]
    button.click().run()
    assert looked_again.session_state["desk"].opened.promotion_id == 2


def test_the_last_look_stays_the_one_before_this_customer_came_on_the_desk(looked_again: AppTest) -> None:
    looked_again.button(key="read-again").click().run()
    (label,) = [label for label in labels(looked_again) if label.startswith("Since")]
    assert label.endswith(": 2 changes")


@pytest.mark.usefixtures("vendor")
def test_where_nothing_moved_that_is_said(app: AppTest, look_up: LookUp, words: Words) -> None:
    look_up(app, NUMBER)
    look_up(app, ANOTHER)
    assert "nothing changed" in words(look_up(app, NUMBER))


@pytest.mark.usefixtures("vendor")
def test_records_that_cannot_be_used_do_not_stop_reading(
    app: AppTest, look_up: LookUp, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unusable(*_: object) -> None:
        raise StoreError("The records cannot be used.")

    for door in ("earlier_look", "keep_look", "reference"):
        monkeypatch.setattr(PromoData, door, unusable)
    look_up(app, NUMBER)
    assert not app.exception
    assert len(app.dataframe[0].value) == 2
    assert not app.query_params
    assert "Since" not in words(app)
