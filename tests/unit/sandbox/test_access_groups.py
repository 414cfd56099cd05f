"""What credentials of each access group may do (api-facts §1, access groups and resources)."""

import httpx
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import ACCESS_GROUPS, GROCER, PARENT, credentials_of
from tests.unit.sandbox.benefits import (
    DIRECT_EARN,
    ENROL_AND_EARN,
    REVOKE,
    REVOKE_DIRECT_EARN,
    REVOKE_ENROL_AND_EARN,
)
from tests.unit.sandbox.calls import ENROL, ISSUE, LIST, LOOKUP, TOKEN, Api, asked

CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"
FIND = "/api_gateway/loyalty/v1/programs/1144/promotionsV2"
READS = [("GET", LOOKUP)]
WRITES = [("POST", path) for path in (ISSUE, DIRECT_EARN, ENROL_AND_EARN, REVOKE_DIRECT_EARN, REVOKE_ENROL_AND_EARN)]
OTHERS = [("GET", LIST), ("GET", FIND), ("POST", ENROL), ("POST", REVOKE), ("POST", CREATE)]


def _answer(api: Api, world: World, method: str, path: str, group: str) -> httpx.Response:
    org = credentials_of(PARENT, group)
    params = asked(world.demo_customers[0])
    return api.get(path, params, org=org) if method == "GET" else api.post(path, {}, params, org=org)


def _refused(group: str) -> list[tuple[str, str]]:
    permissions = ACCESS_GROUPS[group]
    refused = [] if permissions else list(OTHERS)
    return [*refused, *([] if "read" in permissions else READS), *([] if "write" in permissions else WRITES)]


@pytest.mark.parametrize("group", ACCESS_GROUPS)
@pytest.mark.parametrize(("method", "path"), [*READS, *WRITES, *OTHERS])
def test_each_group_may_do_what_it_says_and_no_more(api: Api, world: World, group: str, method: str, path: str) -> None:
    status = _answer(api, world, method, path, group).status_code
    assert (status == 403) is ((method, path) in _refused(group))


def test_the_refusal_is_that_of_the_authorisation_service(api: Api, world: World) -> None:
    answer = _answer(api, world, "POST", ISSUE, "reader")
    assert answer.json() == {"errorMessage": "Not authorized. Access is denied!", "errorCode": 4000}
    assert world.ledger.requests[-1].code == 4000


def test_nothing_is_done_without_permission(api: Api, world: World) -> None:
    promotion = next(p for p in world.catalogue.of_org(PARENT.id) if p.name == "Refer a friend")
    body = {"programId": promotion.programme_id, "promotionId": promotion.id}
    org = credentials_of(PARENT, "reader")
    assert api.post(ISSUE, body, asked(world.demo_customers[0]), org=org).status_code == 403
    assert world.ledger.effects == []


def test_a_token_carries_the_group_of_its_client(api: Api, world: World) -> None:
    reader = credentials_of(GROCER, "reader")
    token = api.post(TOKEN, {"key": reader.oauth_key, "secret": reader.oauth_secret}).json()["data"]["accessToken"]
    headers = {"X-CAP-API-OAUTH-TOKEN": token}
    params = asked(world.demo_customers[0])
    assert api.get(LOOKUP, params, headers=headers).status_code == 200
    sent = httpx.Request("POST", f"http://sandbox{ISSUE}", params=params, headers=headers, json={})
    assert api.send(sent).status_code == 403
