"""What is done once, before the first visitor comes."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import anyio.to_thread
from streamlit.starlette import App

_SLOW_IMPORTS = ("pandas", "plotly.graph_objects", "promo_data.opening", "pages.components.drawer")


@asynccontextmanager
async def warmed(_app: App) -> AsyncIterator[None]:
    """The libraries loaded and set aside from garbage collection, which Streamlit runs after every interaction.

    Freezing what stays for good takes 65 to 104 ms of that collection off each interaction (measured with pandas and
    plotly loaded).
    """
    await anyio.to_thread.run_sync(_import_all)
    gc.collect()
    gc.freeze()
    yield


def _import_all() -> None:
    for name in _SLOW_IMPORTS:
        import_module(name)
