"""The settings as the commands find them: the environment over ``.streamlit/secrets.toml`` of this folder."""

import os
import tomllib
from pathlib import Path
from typing import Any

from promo_data.errors import InputError
from promo_data.settings import PREFIX, Settings, read_settings

SECRETS = Path(".streamlit", "secrets.toml")


def settings() -> Settings:
    """The settings of this folder and environment; raises ``InputError``."""
    return read_settings(os.environ, _connection())


def data_dir() -> Path:
    """The folder of the cache and the journal, whatever else is missing or wrong; raises ``InputError``."""
    name = f"{PREFIX}DATA_DIR"
    environment = {name: os.environ[name]} if os.environ.get(name) else {}
    section = {} if environment else _connection()
    return read_settings(environment, {key: section[key] for key in section if key == "data_dir"}).data_dir


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
