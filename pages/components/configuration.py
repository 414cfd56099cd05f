"""The settings, from the environment and from Streamlit's secrets."""

import os
from typing import Any

import streamlit as st

from promo_data.settings import Settings, read_settings

CONNECTION = "promotions"


def configured_settings() -> Settings:
    """Settings from ``PROMO_*`` over ``[connections.promotions]``; raises ``InputError``."""
    return read_settings(os.environ, connection_section())


def connection_section() -> dict[str, Any]:
    """``[connections.promotions]`` of Streamlit's secrets; empty where there is none."""
    if not st.secrets.load_if_toml_exists():
        return {}
    connections = st.secrets.to_dict().get("connections", {})
    section: dict[str, Any] = connections.get(CONNECTION, {})
    return section
