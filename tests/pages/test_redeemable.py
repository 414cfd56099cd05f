"""Which promotions bring their benefit now: a table of cases, from rows of the frames."""

from datetime import timedelta
from typing import Any

import pytest

from pages.components.redeemable import brings_benefit
from promo_data.vocabulary import AllowanceState, Measure, Phase, PromotionType, Stage
from tests.factories import AS_OF

LATER, BEFORE = AS_OF + timedelta(days=1), AS_OF - timedelta(days=1)


def row(**changes: object) -> dict[str, Any]:
    return {"type": PromotionType.LOYALTY, "phase": Phase.RUNNING, "issued": 1, "timeline": None} | changes


def limit(**changes: object) -> dict[str, Any]:
    return {"stage": Stage.REDEMPTION, "measure": Measure.TIMES, "state": AllowanceState.EXHAUSTED} | changes


def issued(*ends: object) -> list[dict[str, Any]]:
    return [{"issues": [{"expires_at": end} for end in ends]}]


@pytest.mark.parametrize(
    ("case", "limits", "brings"),
    [
        (row(), [], True),
        (row(issued=0), [], False),
        (row(issued=None), [], False),
        (row(phase=Phase.ENDED), [], False),
        (row(phase=Phase.UNKNOWN), [], False),
        (row(type=PromotionType.GENERIC, issued=None), [], True),
        (row(type=PromotionType.GENERIC, issued=None), [limit()], False),
        (row(), [limit()], False),
        (row(), [limit(stage=Stage.LIMITS, state=AllowanceState.OVER)], False),
        (row(), [limit(stage=Stage.EARN)], True),
        (row(), [limit(state=AllowanceState.UNKNOWN)], True),
        (row(), [limit(measure=Measure.REDEMPTIONS_PER_EARN)], True),
        (row(timeline=issued(LATER)), [], True),
        (row(timeline=issued(BEFORE)), [], False),
        (row(timeline=issued(BEFORE, LATER), issued=2), [], True),
        (row(timeline=issued(None)), [], True),
        (row(timeline=issued(BEFORE), issued=2), [], True),
        (row(timeline=[]), [], True),
    ],
)
def test_only_what_is_known_speaks_against_a_benefit(
    case: dict[str, Any], limits: list[dict[str, Any]], brings: bool
) -> None:
    assert brings_benefit(case, limits, AS_OF) is brings
