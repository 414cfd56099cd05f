"""The vendor's API as a server of its own: a made-up world that answers as the five documents say.

A second opinion on the documents: nothing here is shared with the client that reads the answers.
"""

from promo_data.sandbox.app import sandbox_app, serve, standalone
from promo_data.sandbox.clock import SettableClock
from promo_data.sandbox.demo_customers import DemoCustomer
from promo_data.sandbox.switches import Switches
from promo_data.sandbox.world import World, build_world

__all__ = [
    "DemoCustomer",
    "SettableClock",
    "Switches",
    "World",
    "build_world",
    "sandbox_app",
    "serve",
    "standalone",
]
