import base64

import httpx
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import GROCER, PARENT
from tests.unit.sandbox.calls import LIST, LOOKUP, TOKEN, Api, Clock, asked


def _token(api: Api, key: str = PARENT.oauth_key, secret: str = PARENT.oauth_secret) -> httpx.Response:
    return api.send(httpx.Request("POST", f"http://sandbox{TOKEN}", json={"key": key, "secret": secret}))


def _get(api: Api, path: str, **headers: str) -> httpx.Response:
    return api.send(
        httpx.Request("GET", f"http://sandbox{path}", headers={k.replace("_", "-"): v for k, v in headers.items()})
    )


def test_a_token_is_given_for_key_and_secret(api: Api) -> None:
    answer = _token(api).json()
    assert answer["data"]["ttlSeconds"] == 300
    assert answer["data"]["accessToken"].count(".") == 2
    assert answer["errors"] is None


def test_two_tokens_are_never_the_same(api: Api) -> None:
    assert _token(api).json() != _token(api).json()


@pytest.mark.parametrize(("key", "secret"), [("nobody", PARENT.oauth_secret), (PARENT.oauth_key, GROCER.oauth_secret)])
def test_no_token_for_a_wrong_key_or_secret(api: Api, key: str, secret: str) -> None:
    answer = _token(api, key, secret)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["message"] == "Failed to generate OAuth token"


@pytest.mark.parametrize("body", [{}, {"key": 5, "secret": []}, {"key": PARENT.oauth_key}])
def test_no_token_for_half_a_pair(api: Api, body: object) -> None:
    assert api.send(httpx.Request("POST", f"http://sandbox{TOKEN}", json=body)).status_code == 401


def test_a_token_opens_the_api_of_its_org(api: Api) -> None:
    token = _token(api, GROCER.oauth_key, GROCER.oauth_secret).json()["data"]["accessToken"]
    content = _get(api, LIST, X_CAP_API_OAUTH_TOKEN=token).json()["data"]["content"]
    assert {item["metadata"]["orgId"] for item in content} == {GROCER.id}


def test_a_token_holds_until_its_last_second(api: Api, clock: Clock) -> None:
    token = _token(api).json()["data"]["accessToken"]
    clock.advance(seconds=299)
    assert _get(api, LIST, X_CAP_API_OAUTH_TOKEN=token).status_code == 200


@pytest.mark.parametrize(("path", "status"), [(LOOKUP, 401), (LIST, 498)])
def test_an_expired_token_is_401_on_v2_and_498_on_v3(api: Api, clock: Clock, path: str, status: int) -> None:
    token = _token(api).json()["data"]["accessToken"]
    clock.advance(seconds=300)
    assert _get(api, path, X_CAP_API_OAUTH_TOKEN=token).status_code == status


@pytest.mark.parametrize("token", ["", "a.b.c", "…".encode().decode("latin-1"), "x" * 5000])
def test_a_token_that_was_never_given_is_401(api: Api, token: str) -> None:
    request = httpx.Request("GET", f"http://sandbox{LIST}", headers={b"X-CAP-API-OAUTH-TOKEN": token.encode("latin-1")})
    assert api.send(request).status_code == 401


def test_a_token_changed_by_hand_is_401(api: Api) -> None:
    token = _token(api).json()["data"]["accessToken"]
    head, payload, signature = token.split(".")
    claims = base64.urlsafe_b64decode(payload + "==").replace(str(PARENT.id).encode(), str(GROCER.id).encode())
    forged = base64.urlsafe_b64encode(claims).decode().rstrip("=")
    assert _get(api, LIST, X_CAP_API_OAUTH_TOKEN=f"{head}.{forged}.{signature}").status_code == 401


def test_the_password_travels_as_its_md5(api: Api, world: World) -> None:
    till = f"{PARENT.till}:{PARENT.password}"
    plain = base64.b64encode(till.encode()).decode()
    params = asked(world.demo_customers[0])
    assert api.get(LOOKUP, params).status_code == 200
    assert api.get(LOOKUP, params, headers={"Authorization": f"Basic {plain}"}).status_code == 401


@pytest.mark.parametrize("path", [LOOKUP, LIST, "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"])
def test_nothing_opens_without_credentials(api: Api, path: str) -> None:
    method = "POST" if "createPromotion" in path else "GET"
    assert api.send(httpx.Request(method, f"http://sandbox{path}")).status_code == 401
