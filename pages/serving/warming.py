"""What is done once, before the first visitor comes."""

from importlib import import_module

import anyio.to_thread

from promo_data.garbage import look_seldom, set_aside_what_is_loaded

_SLOW_IMPORTS = ("pandas", "plotly.graph_objects", "promo_data.opening", "pages.components.drawer")


async def warm_up() -> None:
    """Load the libraries and set them aside from garbage collection, which Streamlit runs after every interaction.

    Freezing what stays for good takes 65 to 104 ms of that collection off each interaction (measured with pandas and
    plotly loaded).
    """
    look_seldom()
    await anyio.to_thread.run_sync(_import_all)
    set_aside_what_is_loaded()


def _import_all() -> None:
    for name in _SLOW_IMPORTS:
        import_module(name)
