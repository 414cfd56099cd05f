from dataclasses import replace
from uuid import UUID

import pytest

from promo_data.actions.requests import request_of
from promo_data.actions.shown import shown, without_names
from promo_data.actions.wish import Route, Wish
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import IdentifierKind

MOBILE, EXTERNAL = "18767431754", "AB-0042-XY"
WISH = Wish(CustomerIdentifier(IdentifierKind.MOBILE, MOBILE), 50404, 469, 65777, Route.V2_ISSUE, account_id=EXTERNAL)
BULK = replace(WISH, route=Route.V2_BULK_EARN, account_id=None)
V3 = replace(WISH, route=Route.V3_ENROL, account_id=None, promotion_hex="68c3f64bbd0a8a0aa705c793")


@pytest.mark.parametrize("wish", [WISH, V3, BULK])
def test_a_shown_request_names_nobody(wish: Wish) -> None:
    request = shown(request_of(wish, UUID(int=0)).call, wish)
    assert MOBILE not in repr(request)
    assert EXTERNAL not in repr(request)
    assert "1876•••754" in repr(request)


def test_all_else_is_shown_as_it_is_sent() -> None:
    request = shown(request_of(WISH, UUID(int=0)).call, WISH)
    assert (request.method, request.path) == ("POST", "/v2/promotion/issue")
    assert request.body == '{"programId":469,"promotionId":65777}'
    assert ("source", "INSTORE") in request.query


def test_the_digest_tells_requests_apart() -> None:
    other = replace(WISH, promotion_id=65778)
    digests = {shown(request_of(wish, UUID(int=0)).call, wish).digest for wish in (WISH, other, V3)}
    assert len(digests) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"no {MOBILE} here", "no 1876•••754 here"),
        ("no +1 876 743-1754 here", "no 1876•••754 here"),
        (f"“{EXTERNAL}” is odd", "“AB-0•••-XY” is odd"),
        (f"“{EXTERNAL.lower()}” is odd", "“AB-0•••-XY” is odd"),
        ("HTTP 18767431754999 stays", "HTTP 18767431754999 stays"),
    ],
)
def test_the_vendors_words_lose_the_name(text: str, expected: str) -> None:
    assert without_names(text, WISH) == expected
