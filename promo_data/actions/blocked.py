"""Why a wish was not sent although nothing speaks against it: another one of its kind stands in its way."""

from promo_data.actions.intent import CARRIED_OUT, Intent, State
from promo_data.actions.outcomes import Told
from promo_data.vocabulary import TRACELESS, Outcome

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
}
_NOT_KNOWN_FOR_GOOD = (
    "The same action was sent before, and no reading can tell what became of it.",
    "Ask the vendor's support, then decide what was done.",
)
_IF_WANTED_TWICE = "Look the customer up again; confirm once more if it is wanted twice."


def blocked(blocker: Intent) -> Told:
    """The end of a wish that ``blocker`` stands in the way of: an open one, or one that was carried out meanwhile."""
    if blocker.state in CARRIED_OUT:
        return Told(Outcome.NOT_SENT, carried_out(blocker), _IF_WANTED_TWICE)
    is_traceless = blocker.state is State.UNKNOWN and blocker.effect in TRACELESS
    return Told(Outcome.NOT_SENT, *(_NOT_KNOWN_FOR_GOOD if is_traceless else _WORDS[blocker.state]))


def carried_out(intent: Intent) -> str:
    """That the like of it was carried out, by whom and when."""
    part = "in part " if intent.state is State.PARTIAL else ""
    when = "" if intent.ended_at is None else f" at {intent.ended_at:%H:%M} UTC"
    return f"The same action was carried out {part}by {intent.person}{when}."
