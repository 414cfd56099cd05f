"""What goes on for as long as the dashboard runs, and what is brought to an end before it does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.to_thread
import streamlit as st
from streamlit.starlette import App

from pages.serving.companion import companion
from pages.serving.warming import warm_up


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """Warm before the first visitor comes, with a job process beside it.

    In the end that process is stopped, and what is being sent has ten seconds to end: its outcome is on record then.
    """
    await warm_up()
    beside = companion()
    beside.start()
    try:
        yield
    finally:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(anyio.to_thread.run_sync, beside.stop)
            tasks.start_soon(anyio.to_thread.run_sync, st.cache_resource.clear)  # it closes the connections
