"""Every end of an intent leaves exactly one row in the audit, in the same transaction (S41)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import delete, select, update

from promo_data.actions import Intent
from promo_data.actions.outcomes import Told
from promo_data.audit import Event
from promo_data.errors import StoreError
from promo_data.store import reading, writing
from promo_data.store.tables import AUDIT, INTENTS
from promo_data.vocabulary import Outcome
from tests.unit.actions.journals import LOST, MOBILE, Desk, standing


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.journal.close()


def rows(desk: Desk, intent: Intent | None) -> list[Any]:
    mine = AUDIT.c.intent_id.is_(None) if intent is None else AUDIT.c.intent_id == intent.id
    with reading(desk.engine) as connection:
        return list(connection.execute(select(AUDIT).where(mine).order_by(AUDIT.c.sequence)))


def told(desk: Desk, intent: Intent) -> list[tuple[str, str]]:
    return [(row.event, row.outcome) for row in rows(desk, intent)]


@pytest.mark.parametrize("outcome", Outcome)
def test_an_ended_write_has_one_row(desk: Desk, outcome: Outcome) -> None:
    intent = desk.ended(outcome)
    assert told(desk, intent) == [(Event.ENDED, outcome)]


def test_a_row_says_who_did_what_for_whom_and_why(desk: Desk) -> None:
    intent = desk.ended(Told(Outcome.REFUSED, "Full.", code=8890, request_id="q7"))
    (row,) = rows(desk, intent)
    assert (row.person, row.backend, row.org_id, row.program_id) == ("agent", "sandbox", 50404, 469)
    assert (row.promotion_id, row.customer_id, row.action, row.at) == (65777, 7, "enrol", desk.clock.at)
    details = orjson.loads(row.details)
    assert (details["code"], details["request_id"], details["route"]) == (8890, "q7", "v2_issue")
    assert details["insisted"] is False


def test_what_is_under_way_has_none(desk: Desk) -> None:
    assert told(desk, desk.prepared()) == told(desk, desk.sent(standing(8))) == []


def test_what_another_kept_back_has_one_row(desk: Desk) -> None:
    desk.sent()
    assert told(desk, desk.claimed()) == [(Event.ENDED, Outcome.NOT_SENT)]


def test_what_is_settled_has_a_second(desk: Desk) -> None:
    intent = desk.ended(LOST)
    desk.journal.settle(intent.id, Told(Outcome.CONFLICT, "Odd."))
    desk.journal.decide(intent.id, carried_out=True)
    assert told(desk, intent) == [
        (Event.ENDED, Outcome.UNKNOWN),
        (Event.SETTLED, Outcome.CONFLICT),
        (Event.DECIDED, Outcome.CONFIRMED),
    ]


def test_a_decision_names_who_decided(desk: Desk) -> None:
    intent = desk.ended(LOST)
    desk.journal_of("manager").decide(intent.id, carried_out=False)
    row = rows(desk, intent)[-1]
    assert (row.person, orjson.loads(row.details)["decision"]) == ("manager", "not_carried_out")


def test_what_is_recovered_has_one_row(desk: Desk) -> None:
    left = [desk.prepared(), desk.sent()]
    for intent in left:
        desk.held_by_a_dead_process(intent)
    desk.journal.recover()
    desk.journal.recover()
    assert [told(desk, intent) for intent in left] == [
        [(Event.RECOVERED, Outcome.NOT_SENT)],
        [(Event.RECOVERED, Outcome.UNKNOWN)],
    ]


def test_what_changes_nothing_leaves_no_row(desk: Desk) -> None:
    intent = desk.ended(LOST)
    desk.journal.schedule(intent.id, desk.clock.at, 1)
    with pytest.raises(StoreError, match="ended meanwhile"):
        desk.journal.mark_sent(intent.id)
    assert len(told(desk, intent)) == 1


def test_an_export_is_told_with_what_and_how_much(desk: Desk) -> None:
    desk.journal.note_export("activity", 120)
    row = rows(desk, None)[-1]
    assert (row.event, row.person, orjson.loads(row.details)) == (
        "exported",
        "agent",
        {"rows": 120, "what": "activity"},
    )


def test_an_end_that_cannot_be_audited_is_not_recorded(desk: Desk) -> None:
    intent = desk.sent()
    desk.ended(Outcome.CONFIRMED, standing(8))
    _unguarded(desk, update(AUDIT).values(outcome="refused"))
    with pytest.raises(StoreError, match="audit verify"):
        desk.journal.conclude(intent.id, Told(Outcome.CONFIRMED, "Done."))
    assert desk.journal.get(intent.id) == intent


def test_journal_and_audit_of_a_working_day_agree(desk: Desk) -> None:
    for customer, outcome in enumerate(Outcome):
        desk.ended(outcome, standing(customer))
    desk.journal.settle(desk.ended(LOST, standing(99)).id, Told(Outcome.CONFIRMED, "Found."))
    desk.prepared()
    assert desk.verify().is_whole


def _take_its_row_away(desk: Desk, intent_id: UUID) -> None:
    _unguarded(desk, delete(AUDIT).where(AUDIT.c.intent_id == intent_id))


def _delete_it(desk: Desk, intent_id: UUID) -> None:
    with writing(desk.engine) as connection:
        connection.execute(delete(INTENTS).where(INTENTS.c.id == intent_id))


def _change(**values: object) -> Callable[[Desk, UUID], None]:
    def change(desk: Desk, intent_id: UUID) -> None:
        with writing(desk.engine) as connection:
            connection.execute(update(INTENTS).where(INTENTS.c.id == intent_id).values(values))

    return change


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(_change(state="confirmed"), id="its outcome was changed"),
        pytest.param(_change(state="prepared"), id="it was set back"),
        pytest.param(_change(customer_id=99), id="it is another customer's"),
        pytest.param(_change(promotion_id=1), id="it is about another promotion"),
        pytest.param(_change(org_id=None), id="its org was taken away"),
        pytest.param(_change(effect="issue"), id="it did something else"),
        pytest.param(_change(person="boss"), id="another person did it"),
        pytest.param(_delete_it, id="it was taken from the journal"),
        pytest.param(_take_its_row_away, id="its row was taken from the audit"),
    ],
)
def test_an_action_of_which_the_audit_tells_otherwise_is_named(desk: Desk, harm: Callable[[Desk, UUID], None]) -> None:
    desk.ended(Outcome.CONFIRMED, standing(8))
    desk.clock.move(seconds=1)
    intent = desk.ended(Outcome.REFUSED)
    harm(desk, intent.id)
    assert desk.verify().journal == (intent.id,)


def _unguarded(desk: Desk, change: Any) -> None:  # noqa: ANN401 - any statement
    drop = (
        "ALTER TABLE audit DISABLE TRIGGER ALL"
        if desk.engine.dialect.name == "postgresql"
        else "DROP TRIGGER audit_keeps_rows"
    )
    with writing(desk.engine) as connection:
        connection.exec_driver_sql(drop)
        if desk.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER audit_loses_none")
        connection.execute(change)


def test_nothing_in_store_or_heads_names_the_customer(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data")
    desk.journal.decide(desk.ended(LOST).id, carried_out=True)
    desk.journal.close()
    for path in (tmp_path / "data").iterdir():
        assert MOBILE.encode() not in path.read_bytes()


def test_no_row_names_the_customer(desk: Desk) -> None:
    intent = desk.ended(LOST)
    assert MOBILE not in str(rows(desk, intent))
