import json
from typing import Any

import pytest

from promo_data.errors import RefusedError, UnreadableAnswerError
from promo_data.models.find_promotions import FoundPage
from promo_data.protocol.call import Answer
from promo_data.protocol.find_promotions import decode_found, find_call, hex_id, is_hex_id

HEX, OTHER_HEX = "68c3f64bbd0a8a0aa705c793", "690ddfe45d4a900e2157f1c2"


def page(*content: dict[str, Any], **more: object) -> Answer:
    return Answer(200, {}, json.dumps({"content": content, **more}).encode())


def found(*content: dict[str, Any]) -> str | None:
    return hex_id(decode_found(page(*content)).content, program_id=3334, promotion_id=7)


def test_the_request_asks_for_the_largest_page() -> None:
    call = find_call("Weekend", page=2)
    assert (call.method, call.path) == ("GET", "/v3/promotions")
    assert call.query == (("searchText", "Weekend"), ("page", "2"), ("size", "100"))


def test_a_page_is_read_with_and_without_its_envelope() -> None:
    plain = page({"id": HEX, "promotionId": 7, "programId": 3334}, last=True)
    wrapped = Answer(200, {}, b'{"data": ' + plain.body + b', "errors": null, "warnings": null}')
    assert decode_found(plain) == decode_found(wrapped)
    assert decode_found(plain).last is True


def test_a_promotion_is_found_by_both_of_its_numbers() -> None:
    assert (
        found({"id": OTHER_HEX, "promotionId": 8, "programId": 3334}, {"id": HEX, "promotionId": 7, "programId": 3334})
        == HEX
    )


def test_its_fields_may_stand_in_its_metadata() -> None:
    assert found({"id": HEX, "metadata": {"promotionId": 7, "programId": "3334"}}) == HEX


def test_a_programme_given_by_name_contradicts_nothing() -> None:
    assert found({"id": HEX, "promotionId": 7, "programId": "Larkhill Club"}) == HEX


@pytest.mark.parametrize(
    "content",
    [
        (),
        ({"id": HEX, "promotionId": 7, "programId": 1},),
        ({"id": HEX, "promotionId": 70, "programId": 3334},),
        ({"id": None, "promotionId": 7, "programId": 3334},),
        ({"id": "7", "promotionId": 7, "programId": 3334},),
        ({"id": HEX, "promotionId": 7}, {"id": OTHER_HEX, "promotionId": 7}),
    ],
)
def test_a_promotion_that_is_not_there_alone_is_not_found(content: tuple[dict[str, Any], ...]) -> None:
    assert found(*content) is None


def test_an_empty_page_is_one() -> None:
    assert decode_found(Answer(200, {}, b"{}")) == FoundPage()


def test_a_refusal_is_raised() -> None:
    with pytest.raises(RefusedError, match="own credentials"):
        decode_found(Answer(403, {}, b'{"errors": [{"code": 300003, "message": "org of token"}]}'))


def test_a_page_of_another_shape_is_unreadable() -> None:
    with pytest.raises(UnreadableAnswerError):
        decode_found(Answer(200, {}, b'{"content": 7}'))


@pytest.mark.parametrize(("text", "expected"), [(HEX, True), (HEX.upper(), True), (HEX[:-1], False), ("g" * 24, False)])
def test_a_hex_id_has_24_hex_digits(text: str, expected: bool) -> None:
    assert is_hex_id(text) is expected
