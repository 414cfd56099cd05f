"""What a customer did before the world began: steps tried at random moments, of which the limits let some through."""

import random
from datetime import datetime, timedelta

from promo_data.sandbox.activity import enrol, issue, redeem
from promo_data.sandbox.customers import generator
from promo_data.sandbox.events import History
from promo_data.sandbox.promotions import Promotion

_LONGEST = timedelta(days=120)
_SHARE_REDEEMED = 0.6
_SHARE_ENROLLED_AGAIN = 0.1
_ATTEMPTS = (0, 0, 0, 1, 2, 3, 5, 9)


def past(seed: int, number: int, promotion: Promotion, until: datetime) -> History:
    """The history of the customer with that number in that promotion; it depends on these arguments alone."""
    chance = generator(seed, "past", number, promotion.id)
    first = max(promotion.starts_at, until - _LONGEST)
    seconds = int((min(promotion.ends_at, until) - first).total_seconds())
    history = History()
    if seconds <= 0:
        return history
    for moment in sorted(chance.sample(range(seconds), chance.choice(_ATTEMPTS))):
        history = _attempt(number, promotion, history, first + timedelta(seconds=moment), chance)
    return history


def _attempt(number: int, promotion: Promotion, history: History, at: datetime, chance: random.Random) -> History:
    """One step that makes sense at that moment; the history as it was where a limit refuses it."""
    if promotion.offer_type == "GENERIC" or (history.running_issue(at) and chance.random() < _SHARE_REDEEMED):
        return redeem(promotion, history, at) or history
    starts_anew = promotion.offer_type == "LOYALTY_EARNING" and (
        history.running_enrolment(at) is None or chance.random() < _SHARE_ENROLLED_AGAIN
    )
    step = enrol if starts_anew else issue
    return step(number, promotion, history, at) or history
