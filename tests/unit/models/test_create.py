"""The models of createPromotion keep what a person wrote, known to the document or not (004)."""

import orjson
import pytest
from pydantic import ValidationError

from promo_data.models.create import CreateAnswer, Limits, Restriction, Rule, RulesetInfo


@pytest.mark.parametrize(
    ("model", "field", "alias"),
    [
        (RulesetInfo, "context_id", "contextID"),
        (RulesetInfo, "org_id", "orgID"),
        (Rule, "exp_json", "expJSON"),
        (Rule, "updated_via_new_ui", "updatedViaNewUI"),
    ],
)
def test_odd_spellings_are_the_documents(model: type[RulesetInfo | Rule], field: str, alias: str) -> None:
    assert model.model_fields[field].alias == alias


def test_a_field_the_document_does_not_name_is_kept() -> None:
    given = {"name": "MAX_ALLOWED_TIMES_PER_CUSTOMER", "value": 3, "periodUnit": "WEEKLY", "brandNew": {"a": 1}}

    written = Restriction.model_validate(given).model_dump_json(by_alias=True, exclude_unset=True)

    assert orjson.loads(written) == given


@pytest.mark.parametrize("value", [-1, 0, None])
def test_no_limit_and_zero_and_null_stay_apart(value: int | None) -> None:
    given = {"pointsPerCustomer": value}

    assert orjson.loads(Limits.model_validate(given).model_dump_json(by_alias=True, exclude_unset=True)) == given


def test_what_was_read_cannot_be_changed() -> None:
    limits = Limits(points_per_customer=5)

    with pytest.raises(ValidationError, match="frozen"):
        setattr(limits, "points_per_customer", 6)  # noqa: B010 - an assignment would not pass the type checker


def test_an_answer_with_validation_errors_and_no_promotion_is_read() -> None:
    refused = {"status": {"code": 4007, "message": "exists"}, "validationErrors": [{"code": 4007}], "data": None}

    read = CreateAnswer.model_validate(refused)

    assert (read.status.code, read.validation_errors, read.data) == (4007, [{"code": 4007}], None)
