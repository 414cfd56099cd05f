from typing import Any

import pytest

from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.bulk_answer import row_answers
from promo_data.vocabulary import IdentifierKind

FAILED = {"errors": [{"status": False, "code": 8015, "message": "Customer not found"}], "warnings": []}


def ask(kind: BulkKind = BulkKind.EARN, rows: int = 3) -> BulkAsk:
    identifiers = [CustomerIdentifier(IdentifierKind.MOBILE, f"1876743175{n}") for n in range(rows)]
    return BulkAsk(kind, 469, 65777, tuple(BulkRow(one, 11 + n, f"76{n}") for n, one in enumerate(identifiers)))


def done(number: int, **given: object) -> dict[str, Any]:
    ids: dict[str, object] = {"issualId": f"80{number}", "earnedId": f"76{number}"}
    about = {"entityType": "CUSTOMER", "entityId": 11 + number, "promotionId": 65777, "programId": 469}
    return {"result": about | (given or ids), "errors": [], "warnings": []}


def refused(number: int) -> dict[str, Any]:
    return done(number, entityType="CUSTOMER") | {"warnings": [{"status": False, "code": 8890, "message": "no"}]}


def answer(*entries: dict[str, Any], **counts: object) -> dict[str, Any]:
    failed = sum("result" not in entry for entry in entries)
    return {"response": list(entries), "totalCount": len(entries), "failureCount": failed} | counts


def proofs(body: dict[str, Any], asked: BulkAsk) -> list[Proof]:
    return [row.effect.proof for row in row_answers(body, asked)]


def test_rows_are_told_by_their_place() -> None:
    rows = row_answers(answer(done(0), FAILED, refused(2)), ask())
    assert [row.effect for row in rows] == [
        Effect(Proof.WHOLE, WriteIds(issual_id="800", earned_id="760")),
        Effect(Proof.NOTHING),
        Effect(Proof.NOTHING),
    ]
    assert rows[1].body == FAILED


@pytest.mark.parametrize("total", [3, 2, None])
def test_the_total_counts_all_rows_or_the_successful_ones(total: int | None) -> None:
    assert proofs(answer(done(0), FAILED, done(2), totalCount=total), ask())[0] is Proof.WHOLE


def test_numbers_in_texts_are_the_same_numbers() -> None:
    entry = done(0, entityId="11", promotionId="65777", programId="469", earnedId=760)
    assert proofs(answer(entry, totalCount="1", failureCount="0"), ask(rows=1)) == [Proof.WHOLE]


@pytest.mark.parametrize(
    "body",
    [
        answer(done(0), done(1)),
        answer(done(0), done(1), done(2), done(2)),
        answer(done(1), done(0), done(2)),
        answer(done(0), done(0), done(2)),
        answer(done(0), done(1), done(2, entityId=99, earnedId="1")),
        answer(done(0), done(1), {"result": {"earnedId": "762"}}),
        answer(done(0), done(1), done(2, promotionId=1, earnedId="762")),
        answer(done(0), done(1), done(2, programId=1, earnedId="762")),
        answer(done(0), done(1), done(2), totalCount=2),
        answer(done(0), done(1), done(2), failureCount=1),
        answer(done(0), done(1), FAILED, failureCount=0),
        answer(done(0), done(1), done(2), failureCount="some"),
        answer(done(0), done(1), done(2)) | {"response": [done(0), done(1), "done"]},
        answer(done(0), done(1), done(2)) | {"response": "done"},
    ],
    ids=[
        "fewer", "more", "reordered", "doubled", "another customer", "nobody", "another promotion", "another programme",
        "total", "failures", "failures uncounted", "counts unreadable", "an entry unreadable", "entries unreadable",
    ],
)  # fmt: skip
def test_one_row_that_does_not_fit_makes_all_doubtful(body: dict[str, Any]) -> None:
    assert proofs(body, ask()) == [Proof.DOUBTFUL] * 3


@pytest.mark.parametrize("body", [{}, {"response": None}, {"response": []}, {"errors": [{"code": 1060}]}])
def test_an_answer_without_entries_proves_nothing_of_any_row(body: dict[str, Any]) -> None:
    assert proofs(body, ask()) == [Proof.NOTHING] * 3


def test_an_entry_alone_is_a_list_of_one() -> None:
    assert proofs(answer() | {"response": done(0), "totalCount": 1}, ask(rows=1)) == [Proof.WHOLE]


def test_a_row_whose_customer_was_not_read_proves_nothing_to_rely_on() -> None:
    one = CustomerIdentifier(IdentifierKind.MOBILE, "18767431750")
    assert proofs(answer(done(0)), BulkAsk(BulkKind.EARN, 469, 65777, (BulkRow(one),))) == [Proof.DOUBTFUL]


@pytest.mark.parametrize(
    ("kind", "ids", "proof"),
    [
        (BulkKind.ENROL, {"issualId": "800"}, Proof.WHOLE),
        (BulkKind.ENROL, {"earnedId": "760"}, Proof.DOUBTFUL),
        (BulkKind.EARN, {"issualId": "800"}, Proof.DOUBTFUL),
        (BulkKind.EARN, {"earnedId": "760"}, Proof.WHOLE),
        (BulkKind.DIRECT_EARN, {"issualId": "800", "earnedId": "760"}, Proof.WHOLE),
        (BulkKind.REVOKE_ENROL, {"issualId": "760"}, Proof.WHOLE),
        (BulkKind.REVOKE_ENROL, {"issualId": "800"}, Proof.DOUBTFUL),
        (BulkKind.REVOKE_EARN, {"revokedEarnIds": [760]}, Proof.WHOLE),
        (BulkKind.REVOKE_EARN, {"revokedEarnIds": [760, 761]}, Proof.DOUBTFUL),
        (BulkKind.REVOKE_EARN, {"revokedEarnIds": ["761"]}, Proof.DOUBTFUL),
        (BulkKind.REVOKE_EARN, {"issualId": "760"}, Proof.DOUBTFUL),
        (BulkKind.REVOKE_DIRECT_EARN, {"revokedEarnIds": ["760"]}, Proof.WHOLE),
        (BulkKind.REVOKE_DIRECT_EARN, {"revokedEarnIds": []}, Proof.NOTHING),
    ],
)
def test_only_the_id_of_what_was_asked_is_the_whole_proof(kind: BulkKind, ids: dict[str, object], proof: Proof) -> None:
    assert proofs(answer(done(0, **ids)), ask(kind, rows=1)) == [proof]


def test_what_was_taken_back_is_named() -> None:
    rows = row_answers(answer(done(0, revokedEarnIds=[760])), ask(BulkKind.REVOKE_EARN, rows=1))
    assert rows[0].effect.ids == WriteIds(earned_id="760")
