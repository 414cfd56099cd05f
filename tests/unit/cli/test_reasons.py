"""Why not, in a terminal: each reason with what would change it, under its promotion."""

from promo_data.cli.reasons import reason_lines
from promo_data.insight.customer import customer_view
from tests.factories import AS_OF, OWN_ORG, Json, customer_read, promotion_json, restriction_json, restrictions_json


def test_each_reason_is_told_with_what_would_change_it() -> None:
    spent = restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage="5")
    limits = restrictions_json(issual=[spent])
    no_room = "The customer has used all 5 issues. The brand would have to raise the limit."
    not_so = "This promotion is issued directly: there is no enrolment. Issue it instead."

    assert lines(promotion_json(pointsOfferType="LOYALTY", promotionRestriction=limits)) == [
        "1122938 Award50, Own brand:",
        f"  cannot be enrolled. {not_so} {no_room}",
        f"  cannot be opted in or issued. {no_room}",
    ]


def test_what_is_said_of_several_actions_is_said_once() -> None:
    by_itself = "This promotion applies by itself: nobody is enrolled in it and it is not issued."

    assert lines(promotion_json()) == [
        "1122938 Award50, Own brand:",
        f"  cannot be enrolled, opted in or issued. {by_itself} Nothing has to be done for it.",
    ]


def test_doubts_and_notes_are_told_as_such() -> None:
    told = lines(promotion_json(pointsOfferType="LOYALTY_EARNING", customerPromotionTimelines=[{"enrollmentId": 5}]))

    assert [line.split(".")[0] for line in told[1:]] == [
        "  can be enrolled",
        "  may or may not be opted in",
        "  may or may not be issued",
    ]


def test_an_action_that_is_allowed_without_a_remark_has_no_line() -> None:
    running = [{"enrollmentExpiryDate": "2026-06-30T12:00:00Z"}]
    told = lines(promotion_json(pointsOfferType="LOYALTY_EARNING", customerPromotionTimelines=running))

    assert ["  can be enrolled" in line for line in told[1:]] == [True]
    assert lines() == []


def test_an_org_that_nobody_configured_is_told_by_its_number() -> None:
    assert lines(promotion_json(orgId=9))[0] == "1122938 Award50, 9:"


def lines(*promotions: Json) -> list[str]:
    view = customer_view(customer_read(*promotions), now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])
    return list(reason_lines(view))
