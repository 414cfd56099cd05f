"""The frame of what can be done; ``tests/spec/test_availability.py`` says what can."""

from promo_data.insight.availability import COLUMNS, availability
from tests.factories import ABSENT, AS_OF, OWN_ORG, customer_frames, promotion_json


def test_no_promotions_allow_nothing_and_keep_the_columns() -> None:
    found = availability(customer_frames(), now=AS_OF, writable_orgs=[])

    assert (found.columns.tolist(), len(found)) == (COLUMNS, 0)


def test_each_promotion_has_one_row_an_action_in_the_order_read() -> None:
    found = availability(
        customer_frames(promotion_json(promotionId=9), promotion_json(promotionId=3)), now=AS_OF, writable_orgs=[]
    )

    assert list(zip(found["promotion_id"], found["action"], strict=True)) == [
        *((9, "enrol"), (9, "opt_in"), (9, "issue")),
        *((3, "enrol"), (3, "opt_in"), (3, "issue")),
    ]


def test_the_keys_are_whole_numbers_even_where_one_is_absent() -> None:
    found = availability(customer_frames(promotion_json(orgId=ABSENT)), now=AS_OF, writable_orgs=[])

    assert [str(found[name].dtype) for name in ("customer_id", "org_id", "program_id", "promotion_id")] == ["Int64"] * 4
    assert found["org_id"].isna().all()


def test_the_deciding_reasons_come_before_the_others() -> None:
    reasons = reasons_to_enrol(pointsOfferType="LOYALTY", active=False)

    assert len(reasons) == 2
    assert "no enrolment" in reasons[0]
    assert "not active" in reasons[1]


def test_an_action_that_is_allowed_without_remarks_has_no_reasons() -> None:
    assert reasons_to_enrol(pointsOfferType="LOYALTY_EARNING") == []


def reasons_to_enrol(**given: object) -> list[str]:
    found = availability(customer_frames(promotion_json(**given)), now=AS_OF, writable_orgs=[OWN_ORG.id])
    return list(found["reasons"].iloc[0])
