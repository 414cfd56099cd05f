"""Promotions as lines for a terminal: what is said of the limit that binds."""

from datetime import UTC

import pytest

from promo_data.cli.tables import promotion_lines
from promo_data.insight.customer import customer_view
from tests.factories import (
    AS_OF,
    OWN_ORG,
    Json,
    cases,
    customer_read,
    promotion_json,
    restriction_json,
    restrictions_json,
)

BINDING = """
 kpi              | limitOn   | used | period | type             | binding limit
 NUMBER_OF_TIMES  | CUSTOMER  | 1    |        | NON_PERIOD_BASED | 4 of 5 benefits left
 NUMBER_OF_TIMES  | CUSTOMER  | 5    |        | NON_PERIOD_BASED | 0 of 5 benefits left
 NUMBER_OF_TIMES  | CUSTOMER  | 0    |        | NON_PERIOD_BASED |
 NUMBER_OF_TIMES  | CUSTOMER  | 1    | WEEKLY | PERIOD_BASED     | 4 of 5 benefits left per weekly window
 NUMBER_OF_TIMES  | CUSTOMER  | 1    |        | PERIOD_BASED     | 4 of 5 benefits left within a period
 NUMBER_OF_POINTS | PROMOTION | 1    |        | NON_PERIOD_BASED | at most 4 of 5 points left for all customers
 NUMBER_OF_POINTS | PROMOTION | 5    |        | NON_PERIOD_BASED | 0 of 5 points left for all customers
 NUMBER_OF_POINTS | PROMOTION | 0    |        | NON_PERIOD_BASED |
"""


@pytest.mark.parametrize("case", cases(BINDING))
def test_the_binding_limit_says_no_more_than_the_vendor_does(case: Json) -> None:
    given = {"kpi": case["kpi"], "limitOn": case["limitOn"], "type": case["type"], "periodUnit": case["period"]}
    limit = restriction_json(currentCustomerUsage=case["used"], **given)

    heading, line = lines(promotionRestriction=restrictions_json(redemption=[limit]))

    begin = heading.index("binding limit")
    assert line[begin : heading.index("can be")].strip() == case["binding limit"]


def lines(**given: object) -> list[str]:
    read = customer_read(promotion_json(**given))
    view = customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])
    return list(promotion_lines(view, UTC))
