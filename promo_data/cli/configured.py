"""The settings as the commands find them: the environment over ``.streamlit/secrets.toml`` of this folder."""

import os
import tomllib
from pathlib import Path
from typing import Any

from promo_data.errors import InputError
from promo_data.settings import Settings, read_settings

SECRETS = Path(".streamlit", "secrets.toml")


def settings() -> Settings:
    """The settings of this folder and environment; raises ``InputError``."""
    return read_settings(os.environ, _connection())


def _connection() -> dict[str, Any]:
    """The ``[connections.promotions]`` section, as the dashboard started in this folder would read it."""
    if not SECRETS.is_file():
        return {}
    try:
        secrets = tomllib.loads(SECRETS.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        raise InputError(f"{SECRETS} cannot be read: mend it or move it away.") from None
    section = secrets.get("connections", {}).get("promotions", {})
    return dict(section)
