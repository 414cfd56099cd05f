"""What counts as a complete answer."""

import pytest

from promo_data.models.reading import CustomerRead, OrgCoverage, Problem
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState

ANSWERED = OrgCoverage(Org(1, "One"), CoverageState.ANSWERED)
FAILED = OrgCoverage(Org(2, "Two"), CoverageState.FAILED, 310144, "not connected")
NOT_ASKED = OrgCoverage(Org(3, "Three"), CoverageState.NOT_ASKED)


@pytest.mark.parametrize(
    ("coverage", "problems", "complete"),
    [
        ((ANSWERED,), (), True),
        ((ANSWERED, NOT_ASKED), (), True),
        ((ANSWERED, FAILED), (), False),
        ((FAILED,), (), False),
        ((ANSWERED,), (Problem("org 1, promotion 3 of page 0", "This entry is not a promotion."),), False),
    ],
)
def test_a_read_is_complete_when_all_asked_orgs_answered_readably(
    coverage: tuple[OrgCoverage, ...], problems: tuple[Problem, ...], complete: bool
) -> None:
    assert CustomerRead(7, (), coverage, problems, None).complete is complete


def test_orgs_that_were_not_asked_are_left_out_of_those_that_were() -> None:
    assert CustomerRead(7, (), (ANSWERED, FAILED, NOT_ASKED), (), None).asked == (ANSWERED, FAILED)
