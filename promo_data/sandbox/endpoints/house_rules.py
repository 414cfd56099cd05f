"""What holds for a whole kind of endpoint: who may call it, and the HTTP status its errors come with."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import wraps

from starlette.requests import Request

from promo_data.sandbox.errors import Answer, RefusedError, access_denied
from promo_data.sandbox.organisations import Org, Permission
from promo_data.sandbox.world import World

Handler = Callable[[World, Org, Request], Awaitable[Answer]]


def customer_resource(permission: Permission) -> Callable[[Handler], Handler]:
    """For an endpoint that needs a permission on the Customer resource (api-facts §1, resources): else 403, 4000."""

    def guarded(handler: Handler) -> Handler:
        @wraps(handler)
        async def checked(world: World, org: Org, request: Request) -> Answer:
            if permission not in org.permissions:
                raise access_denied()
            return await handler(world, org, request)

        return checked

    return guarded


def default_group(handler: Handler) -> Handler:
    """For an endpoint without a resource of its own (002, 004: default access group): any group will do."""

    @wraps(handler)
    async def checked(world: World, org: Org, request: Request) -> Answer:
        if not org.permissions:
            raise access_denied()
        return await handler(world, org, request)

    return checked


def v2_error_status(handler: Handler) -> Handler:
    """For a v2 endpoint: its errors that no document gives a status come with that of the switch `error_status`."""

    @wraps(handler)
    async def answered(world: World, org: Org, request: Request) -> Answer:
        try:
            return await handler(world, org, request)
        except RefusedError as error:
            if error.answer.status != 200:
                raise
            raise RefusedError(replace(error.answer, status=world.switches.error_status)) from None

    return answered
