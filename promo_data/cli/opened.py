"""The data layer as the commands open it: settings from the environment over ``.streamlit/secrets.toml``."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from promo_data.errors import InputError
from promo_data.opening import PromoData, open_promo_data
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


@contextmanager
def opened() -> Iterator[PromoData]:
    """The data layer, closed afterwards."""
    data = open_promo_data(settings())
    try:
        yield data
    finally:
        data.close()
