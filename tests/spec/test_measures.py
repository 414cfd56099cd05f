"""What each of the vendor's names for a limit counts, and what it applies to where ``limitOn`` does not say."""

import pytest

from promo_data.frames.measures import normalised, resets
from tests.factories import Json, allowance_records, cases, restriction_json, restrictions_json

NAMES = """
 kpi                                   | limitOn   | measure              | limit_on  | source
 NUMBER_OF_ISSUALS                     | CUSTOMER  | issuals              | CUSTOMER  | §7.2
 NUMBER_OF_EARNS                       | CUSTOMER  | earns                | CUSTOMER  | §7.2
 NUMBER_OF_TIMES                       | CUSTOMER  | times                | CUSTOMER  | §7.2
 NUMBER_OF_TIMES                       | PROMOTION | times                | PROMOTION | §7.2
 NUMBER_OF_POINTS                      | EVENT     | points               | EVENT     | §7.2
 NUMBER_OF_POINTS                      | CUSTOMER  | points               | CUSTOMER  | §7.2
 NUMBER_OF_POINTS                      | PROMOTION | points               | PROMOTION | §7.2
 NUMBER_OF_REDEMPTIONS_PER_EARN        | CUSTOMER  | redemptions_per_earn | CUSTOMER  | §7.2
 MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER    |           | issuals              | CUSTOMER  | 003 and 004; §7.2
 MAX_POINTS_PER_ISSUAL_PER_CUSTOMER    |           | points               | EVENT     | 003; §7.2, points per issual
 MAX_NUMBER_OF_EARNS_PER_CUSTOMER      |           | earns                | CUSTOMER  | 003 and 004; §7.2
 MAX_NUMBER_OF_EARN_PER_PROMOTION      |           | earns                | PROMOTION | §7.2, spelled EARN
 MAX_NUMBER_OF_EARNS_PER_PROMOTION     |           | earns                | PROMOTION | §7.2, spelled EARNS
 MAX_POINTS_PER_EARN_PER_CUSTOMER      |           | points               | EVENT     | §7.2, in a single event
 MAX_ALLOWED_POINTS_PER_EVENT          |           | points               | EVENT     | 004; §7.2
 MAX_ALLOWED_TIMES_PER_CUSTOMER        |           | times                | CUSTOMER  | 003 and 004; §7.2
 MAX_ALLOWED_POINTS_PER_CUSTOMER       |           | points               | CUSTOMER  | 003 and 004; §7.2
 MAX_ALLOWED_TIMES_PER_PROMOTION       |           | times                | PROMOTION | 004; §7.2
 MAX_ALLOWED_POINTS_PER_PROMOTION      |           | points               | PROMOTION | 003 and 004; §7.2
 MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER |           | redemptions_per_earn | CUSTOMER  | 004; §7.2
 MAX_ALLOWED_TIMES_PER_CART            |           | times                | EVENT     | 003; §7.2, likely per event
 MAX_ALLOWED_POINTS_PER_CART           |           | points               | EVENT     | 003; §7.2, likely per event
 MAX_ALLOWED_EVENTS_PER_CUSTOMER       |           | times                | CUSTOMER  | 003; §7.2, likely TIMES
 MAX_ALLOWED_EVENTS_PER_PROMOTION      |           | times                | PROMOTION | 003; §7.2, likely TIMES
"""

ODD = """
 kpi                             | limitOn   | measure | limit_on  | source
 MAX_ALLOWED_POINTS_PER_CUSTOMER    | PROMOTION | points  | PROMOTION | what is given wins over the name
 MAX_POINTS_PER_EARN_PER_CUSTOMER   | CUSTOMER  | points  | EVENT     | §7.2, in a single event, whoever's
 MAX_POINTS_PER_ISSUAL_PER_CUSTOMER | CUSTOMER  | points  | EVENT     | §7.2, points per issual, whoever's
 MAX_ALLOWED_TIMES_PER_CART         | CUSTOMER  | times   | EVENT     | §7.2, likely per event, whoever's
 MAX_ALLOWED_POINTS_PER_CART        | PROMOTION | points  | EVENT     | §7.2, likely per event, whoever's
 MAX_ALLOWED_POINTS_PER_EVENT       | EVENT     | points  | EVENT     | both say so
 MAX_ALLOWED_POINTS_PER_CUSTOMER | HOUSEHOLD | points  | HOUSEHOLD | design §3, unknown stays as given
 NUMBER_OF_POINTS                | HOUSEHOLD | points  | HOUSEHOLD | design §3, unknown stays as given
 NUMBER_OF_POINTS                |           | points  | absent    | §3.4, limitOn can be empty
 number_of_points                | CUSTOMER  | points  | CUSTOMER  | letters in any case
 NUMBER_OF_POINTS                | event     | points  | EVENT     | letters in any case: a ceiling is not used up
 NUMBER_OF_SURPRISES             | CUSTOMER  | unknown | CUSTOMER  | fact 1, unknown values
 MAX_SURPRISES_PER_CUSTOMER      |           | unknown | absent    | fact 1, unknown values
"""


@pytest.mark.parametrize("case", cases(NAMES))
def test_every_name_of_a_limit_says_what_it_counts(case: Json) -> None:
    assert normalised(case["kpi"], case["limitOn"] or None) == (case["measure"], case["limit_on"])


@pytest.mark.parametrize("case", [*cases(NAMES), *cases(ODD)])
def test_a_limit_keeps_its_name_as_given_beside_what_it_counts(case: Json) -> None:
    given = restriction_json(kpi=case["kpi"], limitOn=case["limitOn"])

    (row,) = allowance_records(promotionRestriction=restrictions_json(redemption=[given]))

    assert (row["kpi"], row["measure"]) == (case["kpi"], case["measure"])
    assert row["limit_on"] == (case["limit_on"] if isinstance(case["limit_on"], str) else None)


@pytest.mark.parametrize(
    ("field", "measure", "limit_on"),
    [
        ("maxPointsPerEvent", "points", "EVENT"),
        ("pointsPerCustomer", "points", "CUSTOMER"),
        ("numberOFTimesPerCustomer", "times", "CUSTOMER"),
        ("totalPointsInPromotion", "points", "PROMOTION"),
    ],
)
def test_every_field_of_limits_says_what_it_counts(field: str, measure: str, limit_on: str) -> None:
    (row,) = allowance_records(limits={field: "7"})

    assert (row["kpi"], row["measure"], row["limit_on"]) == (field, measure, limit_on)


@pytest.mark.parametrize("limit_type", ["NON_PERIOD_BASED", "non_period_based"])
def test_a_limit_over_the_whole_promotion_is_one_in_whatever_case_that_is_said(limit_type: str) -> None:
    assert not resets(limit_type, "MONTHLY")
