"""What is done once, before the first visitor comes."""

import gc
from importlib import import_module

import anyio.to_thread

_SLOW_IMPORTS = ("pandas", "plotly.graph_objects", "promo_data.opening", "pages.components.drawer")


async def warm_up() -> None:
    """Load the libraries and set them aside from garbage collection, which Streamlit runs after every interaction.

    Freezing what stays for good takes 65 to 104 ms of that collection off each interaction (measured with pandas and
    plotly loaded).
    """
    await anyio.to_thread.run_sync(_import_all)
    gc.collect()
    gc.freeze()


def _import_all() -> None:
    for name in _SLOW_IMPORTS:
        import_module(name)
