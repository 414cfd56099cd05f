import json

import pytest

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.issue import IssueBody
from promo_data.protocol.issue import issue_call, issue_effect
from promo_data.vocabulary import ISSUE_SOURCES, Endpoint, IdentifierKind, Source

ASKED = IssueBody(program_id=469, promotion_id=65777)
NOTHING = Effect(Proof.NOTHING)


def side_effect(**given: object) -> dict[str, object]:
    return {"programId": 469, "issualId": 3, "promotionId": 65777, "type": "Points promotion"} | given


def test_the_request_is_that_of_the_document() -> None:
    call = issue_call(CustomerIdentifier(IdentifierKind.MOBILE, "18767431754"), ASKED)
    assert (call.endpoint, call.method, call.path) == (Endpoint.ISSUE, "POST", "/v2/promotion/issue")
    assert call.query == (("identifierName", "mobile"), ("identifierValue", "18767431754"), ("source", "INSTORE"))
    assert json.loads(call.body or b"") == {"programId": 469, "promotionId": 65777}
    assert not call.repeatable


def test_the_external_id_is_spelled_as_this_document_spells_it() -> None:
    call = issue_call(CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "000123"), ASKED)
    assert call.query[:2] == (("identifierName", "externalId"), ("identifierValue", "000123"))


def test_an_account_travels_only_when_given() -> None:
    identifier = CustomerIdentifier(IdentifierKind.MOBILE, "18767431754", Source.LINE)
    assert ("accountId", "A1") in issue_call(identifier, ASKED, account_id="A1").query
    assert "accountId" not in dict(issue_call(identifier, ASKED).query)


@pytest.mark.parametrize("source", Source)
def test_only_the_documents_sources_issue(source: Source) -> None:
    identifier = CustomerIdentifier(IdentifierKind.MOBILE, "18767431754", source)
    if source in ISSUE_SOURCES:
        assert dict(issue_call(identifier, ASKED).query)["source"] == source
    else:
        with pytest.raises(InputError, match=source):
            issue_call(identifier, ASKED)


@pytest.mark.parametrize("effects", [None, []])
def test_no_side_effect_proves_nothing(effects: object) -> None:
    assert issue_effect({"sideEffects": effects}, ASKED) == NOTHING
    assert issue_effect({}, ASKED) == NOTHING


def test_the_side_effect_asked_for_is_the_whole_proof() -> None:
    assert issue_effect({"sideEffects": [side_effect()]}, ASKED) == Effect(Proof.WHOLE, WriteIds(issual_id=3))


def test_a_direct_issue_has_both_ids() -> None:
    effect = issue_effect({"sideEffects": [side_effect(issualId=809, earnedId=764)]}, ASKED)
    assert effect == Effect(Proof.WHOLE, WriteIds(issual_id=809, earned_id=764))


def test_a_side_effect_may_stand_alone_instead_of_in_a_list() -> None:
    assert issue_effect({"sideEffects": side_effect()}, ASKED).proof is Proof.WHOLE


def test_numbers_may_come_as_text_and_ids_stay_as_they_came() -> None:
    effect = issue_effect({"sideEffects": [side_effect(programId="469", promotionId="65777", issualId="03")]}, ASKED)
    assert effect == Effect(Proof.WHOLE, WriteIds(issual_id="03"))


@pytest.mark.parametrize(
    "effects",
    [
        [side_effect(promotionId=57099)],
        [side_effect(programId=470)],
        [side_effect(promotionId=None)],
        [side_effect(), side_effect(issualId=4)],
        [side_effect(), side_effect(promotionId=57099)],
        [side_effect(issualId=None)],
        [side_effect(issualId=0)],
        [side_effect(issualId=-1)],
        [side_effect(issualId="")],
        [side_effect(issualId=True)],
        [side_effect(promotionId="one")],
        ["done"],
        "done",
    ],
)
def test_any_other_side_effect_is_doubtful(effects: object) -> None:
    assert issue_effect({"sideEffects": effects}, ASKED).proof is Proof.DOUBTFUL
