"""Why a wish was not sent although nothing speaks against it: another one of its kind stands in its way."""

from promo_data.actions.intent import Intent, State
from promo_data.actions.outcomes import Told
from promo_data.vocabulary import Outcome

_WORDS = {
    State.UNKNOWN: (
        "The same action was sent before, and what became of it is not known yet.",
        "Look the customer up again in a few minutes, then try once more.",
    ),
    State.CONFLICT: (
        "The same action was sent before, and the customer's figures do not tell what became of it.",
        "Compare the figures before and after that one, and decide what was done.",
    ),
    State.PREPARED: ("The same action is under way just now.", "Wait for its outcome."),
    State.SENT: ("The same action is under way just now.", "Wait for its outcome."),
    State.CONFIRMED: (
        "The same action was carried out a moment ago.",
        "Look the customer up again; confirm once more if it is wanted twice.",
    ),
    State.PARTIAL: (
        "The same action was carried out in part a moment ago.",
        "Look the customer up again; confirm once more if it is wanted twice.",
    ),
}


def blocked(blocker: Intent) -> Told:
    """The end of a wish that ``blocker`` stands in the way of: an open one, or one that was carried out meanwhile."""
    message, advice = _WORDS[blocker.state]
    return Told(Outcome.NOT_SENT, message, advice)
