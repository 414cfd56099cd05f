import json

import pytest

from promo_data.actions import promotion_hex
from promo_data.errors import RefusedError
from promo_data.protocol.call import Answer, Call
from tests.unit.actions.vendor import Vendor, answering

pytestmark = pytest.mark.anyio
HEX = "68c3f64bbd0a8a0aa705c793"


async def test_a_promotion_is_found_by_its_name(vendor: Vendor) -> None:
    found = next(p for p in vendor.world.catalogue.of_org(vendor.own.id or 0) if p.name == "Travel miles")
    numbers = {"program_id": found.programme_id, "promotion_id": found.id}
    assert await promotion_hex(vendor.send, search="Travel miles", **numbers) == found.hex_id


async def test_a_promotion_of_another_number_is_not(vendor: Vendor) -> None:
    assert await promotion_hex(vendor.send, program_id=1144, promotion_id=1, search="Travel miles") is None


async def test_further_pages_are_asked_for_while_pages_are_full() -> None:
    asked: list[str] = []

    async def paged(call: Call) -> Answer:
        asked.append(dict(call.query)["page"])
        full = [{"id": f"{n:024x}", "promotionId": n} for n in range(100)]
        content = full if len(asked) < 3 else [{"id": HEX, "promotionId": 777}]
        return Answer(200, {}, json.dumps({"content": content}).encode())

    assert await promotion_hex(paged, program_id=1, promotion_id=777, search="x") == HEX
    assert asked == ["0", "1", "2"]


async def test_a_search_that_never_ends_is_given_up() -> None:
    full = json.dumps({"content": [{"id": HEX, "promotionId": 1}] * 100, "last": False}).encode()
    assert await promotion_hex(answering(200, full), program_id=1, promotion_id=777, search="x") is None


async def test_a_refusal_is_raised() -> None:
    with pytest.raises(RefusedError):
        await promotion_hex(answering(401, b"{}"), program_id=1, promotion_id=777, search="x")
