"""Which exit code an ending deserves."""

from promo_data.actions import Intent
from promo_data.cli.exit_codes import Exit
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import CoverageState, Outcome

_OUTCOMES = {
    Outcome.CONFIRMED: Exit.DONE,
    Outcome.REFUSED: Exit.REFUSED,
    Outcome.UNKNOWN: Exit.NOT_KNOWN,
    Outcome.CONFLICT: Exit.NOT_KNOWN,
    Outcome.PARTIAL: Exit.PARTIAL,
    Outcome.NOT_SENT: Exit.NOTHING_HAPPENED,
    Outcome.NOT_APPLIED: Exit.NOTHING_HAPPENED,
}


def exit_of_read(view: CustomerView) -> Exit:
    """Every org refused: refused; none answered: nothing happened; all and everything: done; else partial."""
    asked = [org for org in view.coverage if org.state is not CoverageState.NOT_ASKED]
    if all(org.refused for org in asked):
        return Exit.REFUSED
    if not view.answered:
        return Exit.NOTHING_HAPPENED
    return Exit.DONE if view.complete else Exit.PARTIAL


def exit_of_intent(intent: Intent, in_its_way: Intent | None = None) -> Exit:
    """The exit code of a write; where an open one kept it back, the end of what was wanted is not known either."""
    if intent.outcome is None or (in_its_way is not None and in_its_way.is_open):
        return Exit.NOT_KNOWN
    return _OUTCOMES[intent.outcome]
