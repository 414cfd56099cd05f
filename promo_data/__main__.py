"""``python -m promo_data``: the same as ``promo-insight``, wherever its script was installed."""

from promo_data.cli import main

main()
