"""The JSON of the vendor's five documents is read as the documents say, and written as they have it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from promo_data.models.create import CreateAnswer, CreateRequest
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.enrol import EnrolBody
from promo_data.models.issue import IssueBody
from promo_data.protocol.customer_promotions import decode_page
from promo_data.protocol.enrol import enrol_effect
from promo_data.protocol.issue import issue_effect
from promo_data.protocol.notices import notices, refusal
from promo_data.vocabulary import Endpoint
from tests.factories import answer

SAMPLES = Path(__file__).parents[1] / "samples"

READS: Mapping[str, list[tuple[int, int, int]]] = {
    "003_customer_promotions_self.json": [(50405, 1147, 1122938)],
    "003_customer_promotions_other.json": [(50405, 1147, 1122938)],
    "003_customer_promotions_all.json": [(50405, 1147, 1122938), (50406, 1148, 1122935)],
}
ISSUE_REQUESTS = ["000_issue_request_enrol.json", "001_issue_request_direct.json"]
ISSUED: Mapping[str, tuple[IssueBody, WriteIds]] = {
    "000_issue_enrolled.json": (IssueBody(program_id=469, promotion_id=57099), WriteIds(issual_id=3)),
    "001_issue_issued.json": (
        IssueBody(program_id=2750, promotion_id=201436),
        WriteIds(issual_id=809, earned_id=764),
    ),
}
ISSUE_DECLINED = ["000_issue_enrol_declined_8890.json", "001_issue_direct_declined_8890.json"]
ISSUE_ERRORS = {
    f"{kind}_error_{code}.json": code
    for kind in ("000_issue_enrol", "001_issue_direct")
    for code in (1101, 8015, 8874, 11013)
}
ENROL_REQUESTS = ["002_enrol_request.json", "002_opt_in_request.json"]
ENROLLED = "002_enrol_enrolled.json"
CREATE_REQUEST, CREATED = "004_create_request.json", "004_create_created.json"


def test_every_sample_is_used_by_a_case() -> None:
    used = {*READS, *ISSUE_REQUESTS, *ISSUED, *ISSUE_DECLINED, *ISSUE_ERRORS, *ENROL_REQUESTS}

    assert used | {ENROLLED, CREATE_REQUEST, CREATED} == {path.name for path in SAMPLES.glob("*.json")}


@pytest.mark.parametrize(("name", "keys"), READS.items())
def test_a_sampled_list_of_promotions_is_read_whole(name: str, keys: list[tuple[int, int, int]]) -> None:
    page = decode_page(answer(bytes_of(name)), 0)

    assert [(one.org_id, one.program_id, one.promotion_id) for one in page.promotions] == keys
    assert (page.customer_id, page.arrived, page.total, page.problems) == (347297848, len(keys), 1, ())


@pytest.mark.parametrize("name", READS)
def test_the_usage_in_a_sampled_list_is_read_as_numbers(name: str) -> None:
    promotion = decode_page(answer(bytes_of(name)), 0).promotions[0]

    assert promotion.customer_usage is not None
    assert promotion.customer_usage.current_points_per_customer == 50.0
    assert promotion.customer_usage.current_number_of_times_per_customer == 1.0


@pytest.mark.parametrize("name", ISSUE_REQUESTS)
def test_a_sampled_request_to_issue_is_written_as_the_document_has_it(name: str) -> None:
    assert orjson.loads(IssueBody.model_validate_json(bytes_of(name)).wire()) == json_of(name)


@pytest.mark.parametrize(("name", "asked", "ids"), [(name, *rest) for name, rest in ISSUED.items()])
def test_a_sampled_side_effect_proves_the_issue_asked_for(name: str, asked: IssueBody, ids: WriteIds) -> None:
    assert issue_effect(json_of(name), asked) == Effect(Proof.WHOLE, ids)


@pytest.mark.parametrize("name", ISSUED)
def test_a_sampled_side_effect_of_another_promotion_is_doubtful(name: str) -> None:
    assert issue_effect(json_of(name), IssueBody(program_id=1, promotion_id=2)).proof is Proof.DOUBTFUL


@pytest.mark.parametrize("name", ISSUE_DECLINED)
def test_a_sampled_decline_is_a_warning_with_nothing_done(name: str) -> None:
    found = notices(json_of(name))

    assert ([warning.code for warning in found.warnings], found.errors) == ([8890], ())
    assert issue_effect(json_of(name), IssueBody(program_id=469, promotion_id=65777)).proof is Proof.NOTHING


@pytest.mark.parametrize(("name", "code"), ISSUE_ERRORS.items())
def test_a_sampled_error_is_a_refusal_under_its_code(name: str, code: int) -> None:
    refused = refusal(Endpoint.ISSUE, answer(bytes_of(name)))

    assert refused is not None
    assert (refused.code, refused.vendor_message) == (code, json_of(name)["errors"][0]["message"])


@pytest.mark.parametrize("name", ENROL_REQUESTS)
def test_a_sampled_request_to_enrol_is_written_as_the_document_has_it(name: str) -> None:
    assert orjson.loads(EnrolBody.model_validate_json(bytes_of(name)).wire()) == json_of(name)


def test_the_sampled_enrolment_proves_the_enrolment_asked_for() -> None:
    asked = EnrolBody.model_validate_json(bytes_of("002_enrol_request.json"))

    found = enrol_effect(json_of(ENROLLED), asked)

    assert found == Effect(Proof.WHOLE, WriteIds(enrollment_id="25286", optin_id="25910"))


def test_the_sampled_request_to_create_is_written_as_the_document_has_it() -> None:
    request = CreateRequest.model_validate_json(bytes_of(CREATE_REQUEST))

    assert orjson.loads(request.model_dump_json(by_alias=True, exclude_unset=True)) == json_of(CREATE_REQUEST)


def test_the_sampled_answer_to_a_creation_keeps_every_field_and_value() -> None:
    written = CreateAnswer.model_validate_json(bytes_of(CREATED)).model_dump(
        mode="json", by_alias=True, exclude_unset=True
    )

    assert with_instants(written) == with_instants(json_of(CREATED))


def with_instants(created: dict[str, Any]) -> dict[str, Any]:
    """The answer with its dates as moments: ``.284Z`` and ``.284000Z`` are the same one."""
    for promotion in created["data"]:
        promotion |= {name: datetime.fromisoformat(promotion[name]) for name in ("startDate", "endDate")}
    return created


def bytes_of(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def json_of(name: str) -> dict[str, Any]:
    return dict(orjson.loads(bytes_of(name)))
