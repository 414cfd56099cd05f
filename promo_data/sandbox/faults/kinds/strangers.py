"""Answers about somebody else, and callers who are suddenly nobody."""

from typing import Literal

from pydantic import Field
from starlette.responses import Response

from promo_data.sandbox.faults.call import Call, Following
from promo_data.sandbox.faults.kinds.bases import ChangedJson, JsonObject, Standing
from promo_data.sandbox.faults.kinds.json_changes import changed_members


class OtherCustomer(ChangedJson):
    """The answer is that of another customer, as after a merge (api-facts §3.5, 91009)."""

    kind: Literal["other_customer"] = "other_customer"
    customer_id: int | None = Field(default=None, description="the next number, if not given")

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with the other `customerId`."""
        return changed_members(body, {"customerId": self._other})

    def _other(self, given: object) -> object:
        if self.customer_id is not None:
            return self.customer_id
        return given + 1 if isinstance(given, int) else given


class OtherOrg(ChangedJson):
    """The rows of the answer belong to another org than was asked."""

    kind: Literal["other_org"] = "other_org"
    org_id: int = 59999

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with the other `orgId`, however it is spelled (003, table and samples)."""
        return changed_members(body, dict.fromkeys(("orgId", "orgID"), lambda _: self.org_id))


class ExpireToken(Standing):
    """The caller's token holds no longer from now on; Basic credentials are left alone."""

    kind: Literal["expire_token"] = "expire_token"

    async def around(self, call: Call, following: Following) -> Response:
        """What the API answers from now on: the injector refuses the token."""
        if call.token is not None:
            call.memory.expired_tokens.add(call.token)
        return await following(call)
