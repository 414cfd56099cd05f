"""The address of the cohorts page: a snapshot or pull by its id, and what it is narrowed to; never a customer."""

from uuid import UUID

import streamlit as st

from pages.components.cohort.narrowing import SNAPSHOT, Narrowing, narrowing_of


def snapshot_in_address() -> str | None:
    """The id in the address as it stands there, if any."""
    return st.query_params.get(SNAPSHOT) or None


def narrowing_in_address() -> Narrowing:
    """What the address narrows the snapshot to."""
    return narrowing_of({name: st.query_params.get_all(name) for name in st.query_params})


def go_to(snapshot_id: UUID) -> None:
    """Have the page show that pull or snapshot, all of it; one step back in the browser."""
    st.query_params.from_dict({SNAPSHOT: str(snapshot_id)})


def go_home() -> None:
    """Have the page show everything there is."""
    st.query_params.clear()


def keep_narrowing(narrowing: Narrowing) -> None:
    """Narrow the snapshot on show."""
    shown = snapshot_in_address()
    st.query_params.from_dict({**({SNAPSHOT: [shown]} if shown else {}), **narrowing.parameters})
