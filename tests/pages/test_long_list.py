"""A customer of a thousand promotions: a hundred rows at a time, found by searching all of them."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from tests.pages.served import LookUp, Words, served

TOTAL = 1_000


async def _answer(request: Request) -> Response:
    offset, limit = int(request.query_params["offset"]), int(request.query_params["limit"])
    ids = range(offset, min(offset + limit, TOTAL))
    listed = [{"promotionId": 1 + i, "programId": 1, "promotionName": f"Offer {1 + i:04}"} for i in ids]
    return JSONResponse({"customerId": 1, "promotions": listed, "pageDetails": {"totalEntries": TOTAL}})


@pytest.fixture
def found(real_account: pytest.MonkeyPatch, app: AppTest, look_up: LookUp) -> Iterator[AppTest]:
    real_account.setenv("PROMO_CHILD_ORGS", "")
    with served(Starlette(routes=[Route("/v2.1/customers/lookup/promotionData", _answer)])) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield look_up(app, "919900000001")


def test_a_long_list_stands_on_several_pages_and_says_how_long_it_is(found: AppTest, words: Words) -> None:
    assert len(found.dataframe[0].value) == 100
    assert "1,000 promotions" in words(found)


def test_searching_looks_on_every_page(found: AppTest, words: Words) -> None:
    found.text_input(key="find-1").set_value("0999").run()
    assert list(found.dataframe[0].value["promotion"]) == ["Offer 0999"]
    assert "1 of 1,000 promotions" in words(found)
