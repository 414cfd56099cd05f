"""Answers of promotionData as a pull meets them: 8 to 16 of 200 promotions a customer, each with 2 to 6 limits."""

import random
import uuid
from typing import Any

import orjson

Json = dict[str, Any]

_KINDS = (
    ("issualRestrictions", {"kpi": "NUMBER_OF_ISSUALS", "limitOn": "CUSTOMER"}),
    ("earnRestrictions", {"kpi": "NUMBER_OF_EARNS", "limitOn": "CUSTOMER"}),
    ("redemptionRestrictions", {"kpi": "NUMBER_OF_TIMES", "limitOn": "CUSTOMER", "type": "NON_PERIOD_BASED"}),
    ("redemptionRestrictions", {"kpi": "NUMBER_OF_POINTS", "limitOn": "CUSTOMER", "type": "NON_PERIOD_BASED"}),
    ("redemptionRestrictions", {"kpi": "NUMBER_OF_POINTS", "limitOn": "PROMOTION", "type": "NON_PERIOD_BASED"}),
    ("redemptionRestrictions", {"kpi": "NUMBER_OF_POINTS", "limitOn": "EVENT", "type": "NON_PERIOD_BASED"}),
    (
        "redemptionRestrictions",
        {
            "kpi": "NUMBER_OF_TIMES",
            "limitOn": "CUSTOMER",
            "type": "PERIOD_BASED",
            "periodType": "MOVING_WINDOW",
            "periodUnit": "WEEKLY",
        },
    ),
)
_ENROLLED, _EXPIRES = "2026-06-25T12:41:55.000Z", "2026-06-30T12:41:55.000Z"


def answers(customers: int, *, seed: int = 7, timelines: bool = False) -> list[bytes]:
    """The bytes of one answer a customer, about 15 kB each; ``timelines`` on all but GENERIC promotions."""
    chance = random.Random(seed)  # noqa: S311 - made-up answers, the same ones every time
    catalogue = [_catalogued(number, chance) for number in range(200)]
    return [_answer(347_000_000 + number, catalogue, chance, timelines=timelines) for number in range(customers)]


def _catalogued(number: int, chance: random.Random) -> Json:
    first, last = chance.randint(1, 28), chance.randint(1, 28)
    return {
        "promotionId": 100_000 + number,
        "promotionName": f"Promotion {number} of the season",
        "programId": 1147 + number % 5,
        "startDate": f"2026-{chance.randint(1, 6):02d}-{first:02d}T00:00:00.000Z",
        "endDate": f"2026-{chance.randint(7, 12):02d}-{last:02d}T23:59:59.000Z",
        "identifier": str(uuid.UUID(int=chance.getrandbits(128))),
        "description": f"Points on every purchase of promotion {number}",
        "active": True,
        "eventName": chance.choice(["TransactionAdd", "TargetCompleted", "GenericEvent"]),
        "promotionMetadata": [
            {"key": "language", "value": "en", "brandDefined": True},
            {"key": "image", "value": f"{number}.png", "brandDefined": False},
        ],
        "limits": {
            "maxPointsPerEvent": "0",
            "pointsPerCustomer": "0",
            "numberOFTimesPerCustomer": 0,
            "totalPointsInPromotion": "0",
        },
        "pointsOfferType": chance.choice(["GENERIC", "LOYALTY", "LOYALTY_EARNING"]),
        "orgId": 50405,
        "kinds": [(*kind, chance.choice([5, 10, 100, 500])) for kind in chance.sample(_KINDS, chance.randint(2, 6))],
    }


def _answer(customer_id: int, catalogue: list[Json], chance: random.Random, *, timelines: bool) -> bytes:
    chosen = chance.sample(catalogue, chance.randint(8, 16))
    promotions = [_promotion(one, chance, timelines=timelines) for one in chosen]
    details = {"pageNumber": 0, "pageSize": 100, "totalEntries": len(promotions), "pageCount": 1}
    return orjson.dumps({"pageDetails": details, "customerId": customer_id, "promotions": promotions, "warnings": []})


def _promotion(catalogued: Json, chance: random.Random, *, timelines: bool) -> Json:
    promotion = {name: value for name, value in catalogued.items() if name != "kinds"}
    promotion["customerUsage"] = {
        "currentPointsPerCustomer": _text(chance.randint(0, 500), chance),
        "currentNumberOfTimesPerCustomer": chance.randint(0, 5),
        "currentTotalPointsInPromotion": "0",
    }
    promotion["promotionRestriction"] = {
        name: [_restriction(words, cap, chance) for where, words, cap in catalogued["kinds"] if where == name]
        for name in ("issualRestrictions", "earnRestrictions", "redemptionRestrictions")
    }
    if timelines and catalogued["pointsOfferType"] != "GENERIC":
        promotion["customerPromotionTimelines"] = [_timeline(chance)]
    return promotion


def _restriction(words: Json, cap: int, chance: random.Random) -> Json:
    used = {} if words["limitOn"] == "EVENT" else {"currentCustomerUsage": _text(chance.randint(0, cap), chance)}
    return {"kpi": words["kpi"], "maxLimit": _text(cap, chance), **used, **words}


def _text(figure: int, chance: random.Random) -> str:
    return f"{figure}.000" if chance.random() < 0.8 else str(figure)


def _timeline(chance: random.Random) -> Json:
    issue = {"issualDate": _ENROLLED, "issualExpiryDate": _EXPIRES, "issualId": chance.randint(1, 10**7)}
    return {
        "enrollmentDate": _ENROLLED,
        "enrollmentExpiryDate": _EXPIRES,
        "enrollmentId": chance.randint(1, 10**7),
        "issuedDetails": [issue | {"redeemedCount": 1}],
    }
