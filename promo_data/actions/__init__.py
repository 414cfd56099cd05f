"""Acting for a customer: a wish, its preview, and carrying it out once, on record from before it is sent."""

from promo_data.actions.in_the_way import open_intent_for
from promo_data.actions.intent import Intent, State
from promo_data.actions.journal import Journal
from promo_data.actions.means import Means
from promo_data.actions.perform import perform
from promo_data.actions.preview import Preview, Remaining, preview
from promo_data.actions.promotion_hex import promotion_hex
from promo_data.actions.runner import Runner
from promo_data.actions.settle import settle
from promo_data.actions.wish import Route, Wish, effect_of

__all__ = [
    "Intent",
    "Journal",
    "Means",
    "Preview",
    "Remaining",
    "Route",
    "Runner",
    "State",
    "Wish",
    "effect_of",
    "open_intent_for",
    "perform",
    "preview",
    "promotion_hex",
    "settle",
]
