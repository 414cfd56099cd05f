"""The wire shape of promotionData: two spellings of two fields, and nothing else computed."""

import pytest

from tests.factories import ABSENT, decoded_promotion


@pytest.mark.parametrize(
    ("sampled", "documented", "org_id"), [(7, ABSENT, 7), (ABSENT, 8, 8), (7, 8, 7), (ABSENT, ABSENT, None)]
)
def test_the_org_is_read_in_either_spelling(sampled: object, documented: object, org_id: int | None) -> None:
    assert decoded_promotion(orgId=sampled, orgID=documented).org_id == org_id


@pytest.mark.parametrize(
    ("limits", "cap"),
    [
        ({"numberOFTimesPerCustomer": 4}, 4.0),
        ({"numberOfTimesPerCustomer": "5"}, 5.0),
        ({"numberOFTimesPerCustomer": 0, "numberOfTimesPerCustomer": 5}, 0.0),
        ({}, None),
    ],
)
def test_the_times_a_customer_has_are_read_in_either_spelling(limits: dict[str, object], cap: float | None) -> None:
    read = decoded_promotion(limits=limits).limits

    assert read is not None
    assert read.times_per_customer == cap


def test_a_promotion_cannot_be_changed_after_it_was_read() -> None:
    with pytest.raises(AttributeError):
        setattr(decoded_promotion(), "active", False)  # noqa: B010 - an assignment would not pass the type checker


def test_fields_nobody_has_documented_are_passed_over() -> None:
    assert decoded_promotion(somethingNew={"deep": [1, 2]}) == decoded_promotion()
