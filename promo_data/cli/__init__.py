"""``promo-insight``: the same look-ups and actions from the shell; what scripts may rely on is in ``docs/cli.md``."""

from promo_data.cli.main import main

__all__ = ["main"]
