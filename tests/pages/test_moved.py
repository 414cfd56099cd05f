"""What an action moved, and why it was refused, by the figures read since."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from pages.components.moved import cause_since, figures_moved
from pages.components.wording.actions import DONE
from promo_data.actions import Intent, Route, State
from promo_data.actions.figures import Figures
from promo_data.models.effect import WriteIds
from promo_data.vocabulary import Action, Source
from tests.factories import Json

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
INTENT = Intent(
    UUID(int=1), State.CONFIRMED, Route.V2_ISSUE, Action.ENROL, "", "agent", 50404, 469, 65777, 1, "9174•••033",
    Source.INSTORE, insisted=False, prepared_at=NOW, sent_at=NOW, ended_at=NOW, before=Figures(enrolled=1, issued=4),
    after=None, code=None, message="", advice="", vendor_message="", ids=WriteIds(), request_id=None, blocked_by=None,
)  # fmt: skip
REFUSED = replace(INTENT, state=State.REFUSED, code=8890)


def limit(measure: str, cap: float, *, limit_on: str = "CUSTOMER", period: str | None = None) -> Json:
    return {"measure": measure, "cap": cap, "limit_on": limit_on, "period": period, "window": None}


@pytest.mark.parametrize(
    ("promotion_type", "limits", "moved"),
    [
        ("LOYALTY_EARNING", [limit("issuals", 3), limit("earns", 5)], ["enrolled 1 → 2 of 3", "issued 4 → 5 of 5"]),
        ("LOYALTY", [limit("issuals", 9)], ["enrolled 1 → 2 of 9", "issued 4 → 5 of 9"]),
        ("LOYALTY_EARNING", [limit("issuals", -1)], ["enrolled 1 → 2", "issued 4 → 5"]),
        ("LOYALTY_EARNING", [limit("issuals", 3, period="WEEKLY")], ["enrolled 1 → 2", "issued 4 → 5"]),
        ("LOYALTY_EARNING", [limit("issuals", 3, limit_on="PROMOTION")], ["enrolled 1 → 2", "issued 4 → 5"]),
    ],
)
def test_figures_move_against_the_cap_of_the_whole_promotion(
    promotion_type: str, limits: list[Json], moved: list[str]
) -> None:
    assert figures_moved(INTENT, {"type": promotion_type, "enrolled": 2, "issued": 5}, limits) == moved


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (None, {"type": "LOYALTY", "enrolled": 2, "issued": 5}),
        (INTENT.before, None),
        (INTENT.before, {"type": "LOYALTY", "enrolled": 1, "issued": None}),
    ],
)
def test_what_did_not_move_or_was_not_read_is_not_told(before: Figures | None, row: Json | None) -> None:
    assert figures_moved(replace(INTENT, before=before), row, []) == []


def judged(verdict: str, *reasons: str) -> list[Json]:
    return [{"action": "enrol", "verdict": verdict, "reasons": list(reasons)}]


@pytest.mark.parametrize(
    ("intent", "rows", "words"),
    [
        (REFUSED, judged("refused", "All used."), "From what was read since: All used."),
        (REFUSED, judged("unknown", "Not told."), "Which of the causes it was cannot be told: Not told."),
        (replace(REFUSED, message="Likely cause, from …"), judged("unknown", "Not told."), ""),
        (REFUSED, judged("allowed", "It replaces one."), ""),
        (REFUSED, [], ""),
        (INTENT, judged("refused", "All used."), ""),
    ],
)
def test_a_refusal_is_explained_by_what_was_read_since_where_that_tells(
    intent: Intent, rows: list[Json], words: str
) -> None:
    assert cause_since(intent, rows) == words


def test_every_action_that_can_be_confirmed_has_words() -> None:
    assert set(DONE) == set(Action)
