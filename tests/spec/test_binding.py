"""Which limit stops the customer first: of those that are used up bit by bit, the one with the largest share used."""

import pytest

from promo_data.frames.records import records
from promo_data.insight.binding import binding_limits, binding_overall
from tests.factories import Json, cases, customer_frames, promotion_json, restriction_json, restrictions_json

BINDING = """
 limits                              | each stage                            | overall | source
 POINTS 10/100                       | redemption 10/100                     | 10/100  | design §4
 POINTS 10/100, TIMES 5/10           | redemption 5/10                       | 5/10    | the larger share
 ISSUALS 1/2, EARNS 1/10, TIMES 4/5  | issual 1/2, earn 1/10, redemption 4/5 | 4/5     | each stage by itself
 ISSUALS 2/2, TIMES 4/5              | issual 2/2, redemption 4/5            | 2/2     | exhausted
 POINTS 120/100, TIMES 5/5           | redemption 120/100                    | 120/100 | over
 POINTS 50/100, TIMES 5/10           | redemption 5/10                       | 5/10    | equal shares, less is left
 ISSUALS 2/4, EARNS 1/2              | issual 2/4, earn 1/2                  | 2/4     | equal shares, enrolling comes first
 EARNS 1/2, TIMES 5/10               | earn 1/2, redemption 5/10             | 1/2     | equal shares, issuing comes first
 ISSUALS 0/9, REDEMPTIONS_PER_EARN 0/1 | issual 0/9, redemption 0/1          | 0/9     | one issue's limit starts again with the next
 REDEMPTIONS_PER_EARN 0/1, TIMES 0/9 | redemption 0/9                        | 0/9     | one issue's limit starts again with the next
 EARNS 1/2, REDEMPTIONS_PER_EARN 1/1 | earn 1/2, redemption 1/1              | 1/1     | the larger share, used up
 POINTS 0/100                        | redemption 0/100                      | 0/100   | nothing used
 POINTS 5/-1                         |                                       |         | no limit
 POINTS 5/0                          |                                       |         | zero cap
 POINTS ?/100                        |                                       |         | usage not given
 POINTS x/100, TIMES 1/10            | redemption 1/10                       | 1/10    | usage unreadable
 POINTS@EVENT 99/100, TIMES 1/10     | redemption 1/10                       | 1/10    | a ceiling is never used up
 POINTS@PROMOTION 1/9, POINTS 2/20   | redemption 2/20                       | 2/20    | usage contradicted
 POINTS@PROMOTION 9/10, POINTS 2/20  | redemption 9/10                       | 9/10    | everybody's limit binds too
                                     |                                       |         | no limits
"""  # noqa: E501 - one line a case

STAGES = {"ISSUALS": "issual", "EARNS": "earn"}


@pytest.mark.parametrize("case", cases(BINDING))
def test_in_each_stage_the_limit_with_the_largest_share_used_binds(case: Json) -> None:
    found = binding_limits(customer_frames(limited(case["limits"])).allowances)

    assert ", ".join(f"{row['stage']} {figures(row)}" for row in records(found)) == case["each stage"]


@pytest.mark.parametrize("case", cases(BINDING))
def test_over_all_stages_one_limit_binds(case: Json) -> None:
    found = binding_overall(binding_limits(customer_frames(limited(case["limits"])).allowances))

    assert ", ".join(map(figures, records(found))) == case["overall"]


def test_among_equals_the_earlier_row_binds() -> None:
    promotion = limited("TIMES 5/10, POINTS 5/10")

    (row,) = records(binding_limits(customer_frames(promotion).allowances))

    assert row["measure"] == "times"


def test_a_limit_of_the_whole_promotion_can_bind_from_limits() -> None:
    promotion = promotion_json(limits={"pointsPerCustomer": "60"}, customerUsage={"currentPointsPerCustomer": "50.000"})

    (row,) = records(binding_limits(customer_frames(promotion).allowances))

    assert (row["stage"], row["measure"], row["headroom"], row["state"]) == ("limits", "points", 10.0, "near")


def test_each_promotion_has_its_own_binding_limit() -> None:
    one, other = limited("TIMES 4/5", promotionId=1), limited("TIMES 1/5", promotionId=2)

    found = binding_overall(binding_limits(customer_frames(one, other).allowances))

    assert [(row["promotion_id"], row["used"]) for row in records(found)] == [(1, 4.0), (2, 1.0)]


def test_promotions_of_an_org_without_a_number_bind_apart_from_those_with_one() -> None:
    one, other = limited("TIMES 4/5", orgId=None), limited("TIMES 1/5", orgId=7)

    found = binding_overall(binding_limits(customer_frames(one, other).allowances))

    assert [(row["org_id"], row["used"]) for row in records(found)] == [(None, 4.0), (7, 1.0)]


def limited(text: str, **given: object) -> Json:
    """A promotion with limits as ``MEASURE@WHOM used/cap``, commas between them; ``?`` is a usage not given."""
    lists: dict[str, list[Json]] = {"issual": [], "earn": [], "redemption": []}
    for words in filter(None, text.split(", ")):
        name, share = words.split()
        measure, _, limit_on = name.partition("@")
        used, cap = share.split("/")
        lists[STAGES.get(measure, "redemption")].append(
            restriction_json(
                kpi=f"NUMBER_OF_{measure}",
                limitOn=limit_on or "CUSTOMER",
                maxLimit=cap,
                currentCustomerUsage=None if used == "?" else used,
            )
        )
    return promotion_json(promotionRestriction=restrictions_json(**lists), **given)


def figures(row: Json) -> str:
    return f"{row['used']:g}/{row['cap']:g}"
