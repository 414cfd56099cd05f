"""Reading a customer over orgs: coverage, scope, and what is said of it."""

import pytest

from promo_data.client import Question
from promo_data.errors import AnswerLostError, InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.scope import DataScope, Org, ScopeChoice, ScopedCall, calls_for
from promo_data.vocabulary import CoverageState, CustomerStatus, IdentifierKind, ScopeKind, Source
from tests.factories import AS_OF, CUSTOMER_ID, OWN_ORG, Json, answer, page_json, promotion_json
from tests.personal_data import EXTERNAL_ID
from tests.unit.client.conftest import NewVendor
from tests.unit.client.vendor import (
    BY_MOBILE,
    CHILD,
    CHILD_CALL,
    EVERY_CALL,
    ORGS,
    OTHER_CHILD,
    OWN_CALL,
    error_json,
    paged,
    promotions,
)

pytestmark = pytest.mark.anyio

ONE = page_json(promotion_json())
OF_CHILD = page_json(promotion_json(orgId=50405))
OF_OTHER = page_json(promotion_json(orgId=50406))
BY_ID = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "14")
LOST = AnswerLostError("No answer within 20 seconds.")
ALL_CALL = ScopedCall(DataScope(ScopeKind.ALL), ORGS)


async def test_all_orgs_together_are_one_read(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": ONE, "50405": OF_CHILD, "50406": OF_OTHER}).read(*EVERY_CALL)

    assert [row.org_id for row in read.rows] == [50404, 50405, 50406]
    assert [org.state for org in read.coverage] == [CoverageState.ANSWERED] * 3
    assert (read.customer_id, read.as_of, read.complete, read.problems) == (CUSTOMER_ID, AS_OF, True, ())


SCOPES = [
    (ScopeChoice.EACH, [("SELF", None), ("OTHER", "50405"), ("OTHER", "50406")]),
    (ScopeChoice.SELF, [("SELF", None)]),
    (ScopeChoice.OTHER, [("OTHER", "50405,50406")]),
    (ScopeChoice.ALL, [("ALL", None)]),
]


@pytest.mark.parametrize(("choice", "sent"), SCOPES)
@pytest.mark.parametrize("header", ["DATA-SCOPE-ORG", "DATA-SCOPE-ORGS"])
async def test_the_scope_travels_in_the_documents_headers(
    new_vendor: NewVendor, choice: ScopeChoice, sent: list[tuple[str, str | None]], header: str
) -> None:
    orgs = ("SELF", "50405", "50406", "50405,50406", "ALL")
    vendor = new_vendor(dict.fromkeys(orgs, page_json()), scope_header=header)

    await vendor.read(*calls_for(choice, OWN_ORG, [CHILD, OTHER_CHILD]))

    wanted = [(("DATA-SCOPE", kind), *([(header, ids)] if ids else [])) for kind, ids in sent]
    assert sorted(call.headers for call in vendor.calls) == sorted(wanted)


@pytest.mark.parametrize(
    ("failure", "code"), [(error_json(310144), 310144), (error_json(310141), 310141), (LOST, None)]
)
async def test_a_child_org_that_fails_is_named_and_leaves_the_others_intact(
    new_vendor: NewVendor, failure: object, code: int | None
) -> None:
    read = await new_vendor({"SELF": ONE, "50405": failure, "50406": OF_OTHER}).read(*EVERY_CALL)

    assert [row.org_id for row in read.rows] == [50404, 50406]
    failed = read.coverage[1]
    assert (failed.org, failed.state, failed.code) == (CHILD, CoverageState.FAILED, code)
    assert failed.message
    assert not read.complete


async def test_a_child_org_that_does_not_know_the_customer_says_so_plainly(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": ONE, "50405": error_json(8015)}).read(OWN_CALL, CHILD_CALL)

    message = read.coverage[1].message
    assert message is not None
    assert message.startswith("This org does not know the customer:")
    assert "Ask the customer" not in message
    assert (read.coverage[1].code, read.complete) == (8015, False)


async def test_a_customer_whom_no_org_knows_is_asked_for_another_identifier(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": error_json(8015), "50405": error_json(8015)}).read(OWN_CALL, CHILD_CALL)

    assert all("another identifier" in str(org.message) for org in read.coverage[:2])


async def test_an_org_that_is_not_asked_is_in_the_coverage(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": ONE}).read()

    assert [org.state for org in read.coverage] == ["answered", "not_asked", "not_asked"]
    assert read.complete


async def test_an_org_without_a_row_in_an_answer_for_several_is_pointed_out(new_vendor: NewVendor) -> None:
    both = page_json(promotion_json(), promotion_json(orgId=50405))
    read = await new_vendor({"ALL": both, "ALL @2": page_json()}).read(ALL_CALL)

    assert [problem.what for problem in read.problems] == [
        "The answer for several orgs at once has no promotion of Brand B: choose “each” to ask it alone."
    ]
    assert read.complete


SEVERAL = {"ALL": ALL_CALL, "50405,50406": ScopedCall(DataScope(ScopeKind.OTHER, (50405, 50406)), (CHILD, OTHER_CHILD))}


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("total", [0, 1, 30])
async def test_over_several_orgs_small_pages_and_wrong_totals_hide_no_promotion(
    new_vendor: NewVendor, name: str, total: int
) -> None:
    def page(start: int, count: int, org_id: int) -> Json:
        return page_json(*promotions(count, start, orgId=org_id), pageDetails={"totalEntries": total})

    table = {name: page(1, 30, 50405), f"{name} @30": page(31, 20, 50406), f"{name} @50": page_json()}
    read = await new_vendor(table).read(SEVERAL[name])

    assert (len(read.rows), read.complete) == (50, True)


async def test_a_list_over_several_orgs_is_kept_whole_though_its_empty_page_names_nobody(new_vendor: NewVendor) -> None:
    rows = page_json(promotion_json(), promotion_json(orgId=50405), promotion_json(orgId=50406))
    vendor = new_vendor({"ALL": rows, "ALL @3": page_json(customerId=None)})
    first = await vendor.read(ALL_CALL)

    assert await vendor.read(ALL_CALL) == first
    assert len(vendor.calls) == 2


async def test_a_failure_on_a_later_page_leaves_the_rows_so_far_and_says_where(new_vendor: NewVendor) -> None:
    read = await new_vendor(paged("SELF", 650) | {"SELF @198": LOST}).read()

    assert len(read.rows) == 199
    assert not read.complete
    assert [(problem.where, problem.is_loss) for problem in read.problems] == [("org 50404, page 2", True)]


async def test_a_question_that_cannot_be_asked_sends_nothing(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})

    with pytest.raises(InputError):
        await vendor.read(identifier=CustomerIdentifier(IdentifierKind.MOBILE, "917406400033", Source.MOBILE_APP))

    assert vendor.calls == []


async def test_a_merged_customer_is_said_to_be_another_even_where_the_vendor_does_not_warn(
    new_vendor: NewVendor,
) -> None:
    read = await new_vendor({"SELF": ONE, "50405": OF_CHILD}).read(OWN_CALL, CHILD_CALL, identifier=BY_ID)

    (problem,) = read.problems
    assert "merged into another" in problem.what
    assert (read.customer_id, {row.customer_id for row in read.rows}, read.complete) == (
        CUSTOMER_ID,
        {CUSTOMER_ID},
        True,
    )


async def test_a_merge_that_the_vendor_warns_of_is_said_once(new_vendor: NewVendor) -> None:
    warned = page_json(promotion_json(), warnings=[{"code": 8069, "message": "Merged customer found"}])

    read = await new_vendor({"SELF": warned}).read(identifier=BY_ID)

    assert len([problem for problem in read.problems if "merged" in problem.what]) == 1


@pytest.mark.parametrize("value", [str(CUSTOMER_ID), f"000{CUSTOMER_ID}"])
async def test_the_customer_asked_for_is_not_said_to_be_another(new_vendor: NewVendor, value: str) -> None:
    asked = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, value)

    assert (await new_vendor({"SELF": ONE}).read(identifier=asked)).problems == ()


async def test_rows_of_an_org_that_was_not_asked_are_refused_and_written_to_the_log(
    new_vendor: NewVendor, caplog: pytest.LogCaptureFixture
) -> None:
    mixed = page_json(promotion_json(orgId=50405), promotion_json(orgId=666, promotionId=7))

    read = await new_vendor({"50405": mixed}).read(CHILD_CALL)

    assert [row.org_id for row in read.rows] == [50405]
    assert [problem.where for problem in read.problems] == ["org 50405, promotion 7"]
    assert not read.complete
    (line,) = [record.getMessage() for record in caplog.records if "security" in record.getMessage()]
    assert '"asked": [50405], "came": [666]' in line
    assert "917406400033" not in line
    assert str(CUSTOMER_ID) not in line


async def test_mixed_units_are_told_by_the_read(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})

    read = await vendor.client.read(Question(BY_MOBILE, alternate_currency=True), [OWN_CALL], ORGS)

    assert read.mixed_units
    assert ("includeAlternateCurrencyUsage", "true") in vendor.calls[0].query
    assert not (await vendor.read()).mixed_units


async def test_a_status_is_passed_on_as_the_vendors_filter(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF EXPIRED": ONE})

    await vendor.client.read(Question(BY_MOBILE, CustomerStatus.EXPIRED), [OWN_CALL], ORGS)

    assert ("promotionStatusForCustomer", "EXPIRED") in vendor.calls[0].query


@pytest.mark.parametrize("status", [201, 206, 207])
async def test_an_answer_that_failed_in_part_is_shown_and_is_no_whole_list(new_vendor: NewVendor, status: int) -> None:
    read = await new_vendor({"SELF": answer(ONE, status)}).read()

    assert (len(read.rows), read.complete) == (1, False)
    assert [problem.what for problem in read.problems] == [
        f"The vendor marked this answer as one that failed in part (HTTP {status}): read again."
    ]


async def test_a_list_that_is_null_although_rows_were_announced_is_not_complete(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": page_json(promotions=None, pageDetails={"totalEntries": 5})}).read()

    assert not read.complete
    assert "The list was announced with 5 rows and 0 came." in {problem.what for problem in read.problems}


@pytest.mark.parametrize("rows", [[], [promotion_json()]])
async def test_an_answer_that_names_no_customer_is_no_whole_list(new_vendor: NewVendor, rows: list[Json]) -> None:
    vendor = new_vendor({"SELF": page_json(*rows, customerId=None)})

    read = await vendor.read()

    assert (len(read.rows), read.complete) == (len(rows), False)
    assert ["does not say which customer" in problem.what for problem in read.problems] == [True]


async def test_what_the_vendor_warns_of_twice_is_said_once(new_vendor: NewVendor) -> None:
    warning = {"code": 1, "message": "careful"}
    read = await new_vendor({"SELF": page_json(promotion_json(), warnings=[warning, warning])}).read()

    assert [problem.what for problem in read.problems] == ["The vendor warns (code 1): “careful”"]


async def test_rows_of_several_orgs_that_name_none_are_told_and_no_org_is_said_to_have_none(
    new_vendor: NewVendor,
) -> None:
    rows = [promotion_json(orgId=None), *promotions(1, orgId=50405)]
    read = await new_vendor({"ALL": page_json(*rows), "ALL @2": page_json()}).read(ALL_CALL)

    assert [row.org_id for row in read.rows] == [None, 50405]
    (problem,) = read.problems
    assert "does not say of every promotion whose it is" in problem.what


async def test_a_failure_to_fetch_the_promotions_is_no_refusal(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": error_json(8105)}).read()

    assert (read.coverage[0].code, read.coverage[0].refused) == (8105, False)


async def test_half_a_character_in_a_name_does_not_cost_the_org(new_vendor: NewVendor) -> None:
    body = answer(page_json(promotion_json(promotionName="cut"), promotion_json(promotionId=2))).body
    read = await new_vendor({"SELF": answer(body.replace(b"cut", rb"cut \ud83d"))}).read()

    assert [row.promotion.promotion_name for row in read.rows] == ["cut \ufffd", "Award50"]
    assert read.complete


async def test_of_several_orgs_in_one_call_none_is_blamed_for_the_connection_of_another(new_vendor: NewVendor) -> None:
    both = ScopedCall(DataScope(ScopeKind.OTHER, (50405, 50406)), (CHILD, OTHER_CHILD))

    read = await new_vendor({"50405,50406": error_json(310144)}).read(both)

    assert {org.message for org in read.asked} == {
        "At least one of Brand A and Brand B is not connected: choose “each” to ask each by itself."
    }


async def test_what_came_of_several_orgs_beside_an_error_is_shown_and_is_no_whole_list(new_vendor: NewVendor) -> None:
    body = page_json(promotion_json(), promotion_json(orgId=50405)) | error_json(310144)

    read = await new_vendor({"ALL": body, "ALL @2": page_json()}).read(ALL_CALL)

    assert [row.org_id for row in read.rows] == [50404, 50405]
    assert not read.complete
    assert any(problem.is_loss and "not connected" in problem.what for problem in read.problems)
    assert {org.state for org in read.asked} == {CoverageState.ANSWERED}


UNNAMED = Org(None, "Own org")


def without_own_number(choice: ScopeChoice) -> ScopedCall:
    return calls_for(choice, UNNAMED, [CHILD])[0]


async def test_an_own_org_without_a_number_does_not_get_the_rows_of_a_configured_child(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": page_json(promotion_json(orgId=666), promotion_json(orgId=50405, promotionId=7))})

    read = await vendor.read(without_own_number(ScopeChoice.SELF))

    assert [row.promotion.org_id for row in read.rows] == [666]
    assert ([problem.where for problem in read.problems], read.complete) == (["own org, promotion 7"], False)


async def test_two_orgs_in_the_answer_of_an_own_org_without_a_number_are_told(new_vendor: NewVendor) -> None:
    pages = paged("SELF", 100)
    of_another = promotion_json(orgId=666, promotionId=101)
    pages["SELF @99"] = page_json(*promotions(1, start=100), of_another, pageDetails={"totalEntries": 101})
    pages["SELF"] = page_json(*promotions(100), pageDetails={"totalEntries": 101})

    read = await new_vendor(pages).read(without_own_number(ScopeChoice.SELF))

    assert not read.complete
    (problem,) = read.problems
    assert "name the orgs 666 and 50404" in problem.what
    assert "set PROMO_ORG" in problem.what


async def test_under_all_the_rows_of_an_own_org_without_a_number_are_its_own(new_vendor: NewVendor) -> None:
    both = page_json(promotion_json(), promotion_json(orgId=50405))
    vendor = new_vendor({"ALL": both, "ALL @2": page_json()})

    read = await vendor.read(without_own_number(ScopeChoice.ALL))

    assert [row.org_id for row in read.rows] == [None, 50405]
    assert (read.complete, read.problems) == (True, ())


async def test_under_all_two_orgs_that_may_be_the_own_one_are_told_and_left_as_they_came(new_vendor: NewVendor) -> None:
    three = page_json(promotion_json(), promotion_json(orgId=50405), promotion_json(orgId=666))
    vendor = new_vendor({"ALL": three, "ALL @3": page_json()})

    read = await vendor.read(without_own_number(ScopeChoice.ALL))

    assert [row.org_id for row in read.rows] == [50404, 50405, 666]
    assert read.complete
    assert any("set PROMO_ORG" in problem.what for problem in read.problems)


@pytest.mark.parametrize("said", [EXTERNAL_ID, EXTERNAL_ID.lower()])
@pytest.mark.parametrize("status", [200, 400])
async def test_what_was_asked_for_is_masked_in_the_vendors_words(new_vendor: NewVendor, said: str, status: int) -> None:
    asked = CustomerIdentifier(IdentifierKind.EXTERNAL_ID, EXTERNAL_ID)
    warned = page_json(promotion_json(), warnings=[{"code": 77, "message": f"{said} is odd"}])
    refused = answer(error_json(8999, f"account of {said} is frozen"), status)
    lists = {f"SELF {status}": refused for status in CustomerStatus}
    vendor = new_vendor({"SELF": warned, "50405": refused, **lists})

    read = await vendor.client.read(Question(asked, second_opinion=True), [OWN_CALL], ORGS)
    failed = await vendor.read(CHILD_CALL, identifier=asked)

    assert said not in repr(read)
    assert said not in repr(failed)
    assert "“account of CARD•••ITH is frozen”" in str(failed.coverage[1].message)
    assert any("“CARD•••ITH is odd”" in problem.what for problem in read.problems)


async def test_a_mobile_is_masked_however_the_vendor_spells_it(new_vendor: NewVendor) -> None:
    read = await new_vendor({"SELF": error_json(8999, "91 (740) 640-0033 is odd")}).read()

    assert "“9174•••033 is odd”" in str(read.coverage[0].message)
