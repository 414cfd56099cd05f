"""Acting for a customer: a wish, its preview, and carrying it out once, on record from before it is sent."""

from promo_data.actions.batch import perform_batch
from promo_data.actions.decide import decide, may_travel_until
from promo_data.actions.in_the_way import done_before, open_intent_for
from promo_data.actions.intent import Decision, Intent, State
from promo_data.actions.journal import Journal
from promo_data.actions.means import Means
from promo_data.actions.perform import perform
from promo_data.actions.preview import Preview, Remaining, as_seen, preview
from promo_data.actions.promotion_hex import promotion_hex
from promo_data.actions.runner import Runner
from promo_data.actions.schedule import next_read, unknown_for
from promo_data.actions.search import Page, Search
from promo_data.actions.settle import follow_up, settle
from promo_data.actions.undo import undo_wish
from promo_data.actions.wish import Route, Undoing, Wish, effect_of, route_for

__all__ = [
    "Decision",
    "Intent",
    "Journal",
    "Means",
    "Page",
    "Preview",
    "Remaining",
    "Route",
    "Runner",
    "Search",
    "State",
    "Undoing",
    "Wish",
    "as_seen",
    "decide",
    "done_before",
    "effect_of",
    "follow_up",
    "may_travel_until",
    "next_read",
    "open_intent_for",
    "perform",
    "perform_batch",
    "preview",
    "promotion_hex",
    "route_for",
    "settle",
    "undo_wish",
    "unknown_for",
]
