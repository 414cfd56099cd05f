"""The sandbox beside the pages: the vendor's API as a server of its own, on the same port."""

from contextlib import suppress
from functools import cache

from starlette.routing import BaseRoute, Mount

from promo_data.errors import StoreError
from promo_data.opening import forget_sandbox_answers
from promo_data.sandbox import World, build_world, sandbox_app
from promo_data.settings import Settings


@cache
def demo_world() -> World:
    """The one world of this process."""
    return build_world()


def sandbox_routes(settings: Settings) -> list[BaseRoute]:
    """The route of the sandbox, which starts from its seed: what an earlier one answered is forgotten."""
    with suppress(StoreError):  # answers that cannot be dropped are old in five minutes
        forget_sandbox_answers(settings)
    return [Mount("/sandbox", app=sandbox_app(demo_world()))]
