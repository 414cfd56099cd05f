"""A vendor whose every text tries to be markup: names, reasons of refusals, and the currencies of benefits."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HOSTILE = (
    "![x](http://evil.example/a.png) <img src=http://evil.example/b.png> <script>alert(1)</script> $x$ $$y$$ "
    ":material/rocket: :red[z] [l](http://evil.example) http://evil.example/c"
)
HOSTILE_ORG, HOSTILE_PROGRAMME, HOSTILE_PROMOTION = 1, 2, 1


def hostile_vendor() -> Starlette:
    """Answers for the own org; every other org, and one of the filters, is refused in hostile words."""
    return Starlette(
        routes=[
            Route("/v2.1/customers/lookup/promotionData", _promotions),
            Route("/v3/customers/{customer_id}/customerPromotionDetails/actionSummary", _benefits),
        ]
    )


async def _promotions(request: Request) -> Response:
    status = request.query_params.get("promotionStatusForCustomer")
    if request.headers.get("data-scope-org") or status == "EXPIRED":
        return JSONResponse({"errors": [{"code": 77, "message": HOSTILE}]}, status_code=400)
    listed = [_promotion()] if status in (None, "AVAILABLE_TO_EARN") else []
    return JSONResponse({"customerId": 1, "promotions": listed, "pageDetails": {"totalEntries": len(listed)}})


def _promotion() -> dict[str, object]:
    limit = {"kpi": HOSTILE, "limitOn": HOSTILE, "maxLimit": "5", "currentCustomerUsage": "1", "periodUnit": HOSTILE}
    return {
        "promotionId": HOSTILE_PROMOTION,
        "programId": HOSTILE_PROGRAMME,
        "promotionName": HOSTILE,
        "description": HOSTILE,
        "identifier": HOSTILE,
        "eventName": HOSTILE,
        "pointsOfferType": HOSTILE,
        "startDate": "2020-01-01T00:00:00Z",
        "endDate": "2099-01-01T00:00:00Z",
        "promotionMetadata": [{"key": HOSTILE, "value": HOSTILE, "brandDefined": True}],
        "promotionRestriction": {"issualRestrictions": [limit], "redemptionRestrictions": [limit]},
    }


async def _benefits(_: Request) -> Response:
    return JSONResponse(
        {
            "points": [{"pointsCategory": HOSTILE, "totalPointsIssued": "5"}],
            "alternateCurrencies": [{"currencyName": HOSTILE, "totalCurrencyIssued": "7"}],
            "incentives": [{"action": HOSTILE, "actionId": HOSTILE, "activityId": HOSTILE, "actionIssuedCount": "1"}],
        }
    )
