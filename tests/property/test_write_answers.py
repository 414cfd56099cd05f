"""Whatever a vendor may answer to a write: it is told without failing, and nothing is called done without proof."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from promo_data.actions.outcomes import told_all
from promo_data.actions.requests import Asked
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.issue import IssueBody
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.call import Answer
from promo_data.protocol.revoke import revoke_body
from promo_data.vocabulary import Action, IdentifierKind, Outcome

CUSTOMER = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "11")
ROWS = (BulkRow(CUSTOMER, 11, "764"), BulkRow(CUSTOMER, 12, "765"))
EVERY: list[Asked] = [
    IssueBody(program_id=469, promotion_id=65777),
    revoke_body(CUSTOMER, request_id="r1", program_id=469, promotion_id=65777, enrolment_id="764"),
    *(BulkAsk(kind, 469, 65777, ROWS) for kind in BulkKind),
]
KEYS = st.sampled_from(
    [
        *("response", "result", "errors", "warnings", "code", "message", "totalCount", "failureCount", "entityId"),
        *("programId", "promotionId", "issualId", "earnedId", "revokedEarnIds", "data", "status", "customerResults"),
        *("revokedEnrollmentIds", "revokedOptInIds", "sideEffects", "requestId"),
    ]
)
SCALARS = st.sampled_from(
    [None, True, 0, 1, 2, 11, 12, 469, 65777, 764, 8890, 521, 500, -1, 1.5, "11", "764", "SUCCESS", ""]
)
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=25)
BODIES = st.dictionaries(KEYS, JSON)
STATUSES = st.sampled_from([200, 201, 400, 401, 429, 500, 503])


def _rows(asked: Asked) -> int:
    return len(asked.rows) if isinstance(asked, BulkAsk) else 1


@given(st.sampled_from(EVERY), STATUSES, BODIES)
def test_every_answer_has_an_outcome_for_every_row(asked: Asked, status: int, body: object) -> None:
    rows = _rows(asked)
    ended = told_all(asked, Answer(status, {}, orjson.dumps(body)), effect=Action.ISSUE, evidence=[""] * rows)
    assert len(ended) == rows
    assert all(told.message for told in ended)
    assert all(told.ids for told in ended if told.outcome is Outcome.CONFIRMED)


@given(st.sampled_from([one for one in EVERY if isinstance(one, BulkAsk)]), st.lists(BODIES, max_size=3))
def test_entries_of_any_shape_confirm_only_the_customer_in_their_place(asked: BulkAsk, entries: list[object]) -> None:
    content = orjson.dumps({"response": entries})
    ended = told_all(asked, Answer(200, {}, content), effect=Action.ISSUE, evidence=["", ""])
    for told, row, entry in zip(ended, asked.rows, entries, strict=False):
        if told.outcome is Outcome.CONFIRMED:
            assert isinstance(entry, dict)
            assert str(entry["result"]["entityId"]) == str(row.customer_id)
