"""The settings as the commands find them: the environment over ``.streamlit/secrets.toml`` of this folder."""

import os
import tomllib
from pathlib import Path
from typing import Any

from promo_data.errors import InputError
from promo_data.settings import PREFIX, Settings, read_settings

SECRETS = Path(".streamlit", "secrets.toml")
_PLACES = {key: f"{PREFIX}{key.upper()}" for key in ("data_dir", "store_url")}


def settings() -> Settings:
    """The settings of this folder and environment; raises ``InputError``."""
    return read_settings(os.environ, _connection())


def places() -> Settings:
    """Settings that say where things are kept and nothing more, whatever else is missing or wrong.

    Raises ``InputError``.
    """
    environment = {name: os.environ[name] for name in _PLACES.values() if name in os.environ}
    section = {} if all(map(environment.get, _PLACES.values())) else _connection()
    return read_settings(environment, {key: section[key] for key in section if key in _PLACES})


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
