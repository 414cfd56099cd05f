"""Words of how an action ended, the same wherever it is told: beside the promotion and on the activity page."""

from collections.abc import Mapping
from typing import NamedTuple

from promo_data.vocabulary import Outcome


class OutcomeWords(NamedTuple):
    """An outcome as a headline, with its icon."""

    title: str
    icon: str


OUTCOMES: Mapping[Outcome, OutcomeWords] = {
    Outcome.CONFIRMED: OutcomeWords("Done", ":material/check_circle:"),
    Outcome.REFUSED: OutcomeWords("Refused: nothing was done", ":material/block:"),
    Outcome.PARTIAL: OutcomeWords("Done in part", ":material/rule:"),
    Outcome.NOT_SENT: OutcomeWords("Not sent: nothing was done", ":material/cancel_schedule_send:"),
    Outcome.NOT_APPLIED: OutcomeWords("Not carried out: nothing was done", ":material/replay:"),
    Outcome.UNKNOWN: OutcomeWords("Not known: it may or may not have been done", ":material/help:"),
    Outcome.CONFLICT: OutcomeWords("Contradictory: a person has to decide", ":material/difference:"),
}
VENDOR_SAID = "The vendor said: “{message}”"
CODE = "code {code}"
