"""Adding to the audit: in the transaction of what it tells of, and not at all where it does not hold together."""

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, event, select, update
from sqlalchemy.exc import DBAPIError

from promo_data.audit import Audit, HeadFile
from promo_data.audit.key import FILE_NAME as KEY_FILE
from promo_data.errors import StoreError
from promo_data.store import open_store, reading, writing
from promo_data.store.tables import AUDIT
from tests.stores import place_for
from tests.unit.actions.vendor import START, Clock
from tests.unit.audit.conftest import ENTRY, Books

MORE_THAN_CONNECTIONS = 24
"""SQLAlchemy's pool opens 15 at the most."""


def events(books: Books) -> list[str]:
    with reading(books.engine) as connection:
        return list(connection.scalars(select(AUDIT.c.event).order_by(AUDIT.c.sequence)))


def heads(books: Books) -> list[int]:
    return [head.link.sequence for head in HeadFile(books.folder).read().kept]


def test_the_first_row_says_that_it_began(books: Books) -> None:
    books.add()
    assert events(books) == ["began", "ended"]


def test_requiring_it_begins_it_once(books: Books) -> None:
    books.require()
    books.require()
    assert events(books) == ["began"]


def test_a_row_holds_who_did_what_for_whom(books: Books) -> None:
    books.add()
    with reading(books.engine) as connection:
        row = connection.execute(select(AUDIT).where(AUDIT.c.sequence == 2)).one()
    assert (row.person, row.org_id, row.promotion_id, row.customer_id) == ("agent", 50404, 65777, 7)
    assert (row.action, row.outcome, row.details, row.at) == ("enrol", "confirmed", '{"code":null}', START)


def _fail_after_adding(books: Books) -> None:
    with writing(books.engine) as connection:
        books.audit.append(connection, ENTRY)
        raise StoreError("what it tells of failed")


def test_what_is_not_committed_is_not_told(books: Books) -> None:
    books.add()
    with pytest.raises(StoreError, match="what it tells of failed"):
        _fail_after_adding(books)
    books.add()
    assert events(books) == ["began", "ended", "ended"]
    assert books.verify().is_whole


@pytest.mark.parametrize("statement", ["UPDATE audit SET person = 'another'", "DELETE FROM audit"])
def test_rows_cannot_be_changed_or_removed(books: Books, statement: str) -> None:
    books.add()
    with (
        pytest.raises(DBAPIError, match="the audit only grows"),
        books.engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)


def test_many_at_once_make_one_chain(books: Books) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: books.add(), range(40)))
    assert len(events(books)) == 41
    assert books.verify().is_whole


def _add_in_vain(books: Books) -> None:
    with writing(books.engine) as connection:
        books.audit.append(connection, ENTRY)
        books.audit.require(connection, backend="sandbox", person="agent")
        raise StoreError("what it tells of failed")


def test_what_others_add_while_one_looks_is_no_alarm(books: Books) -> None:
    books.add()
    looks: list[str] = []

    def meanwhile(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        looks.append(statement)
        if len(looks) == 1:
            with suppress(StoreError):
                _add_in_vain(books)

    with reading(books.engine) as connection:
        connection.execute(select(AUDIT.c.sequence)).all()
        event.listen(books.engine, "after_cursor_execute", meanwhile)
        books.audit.require(connection, backend="sandbox", person="agent")
    assert len(looks) > 1


def test_processes_continue_each_others_chain(books: Books, clock: Clock) -> None:
    books.add()
    engine = open_store(place_for(books.folder))
    other = Audit(engine, books.folder, clock=clock)
    with writing(engine) as connection:
        other.append(connection, ENTRY)
    engine.dispose()
    books.add()
    assert books.verify().is_whole


def test_the_first_row_leaves_a_head(books: Books) -> None:
    books.add()
    assert heads(books) == [2]


def test_a_head_is_kept_every_hundred_rows_and_at_the_end(books: Books) -> None:
    books.add()
    books.add_at_once(99)
    assert heads(books) == [2]
    books.add(2)
    assert heads(books) == [2, 102]
    books.close()
    assert heads(books) == [2, 102, 103]


def test_a_head_is_kept_every_hour(books: Books, clock: Clock) -> None:
    books.add(2)
    clock.move(hours=1)
    books.audit.keep_head()
    assert heads(books) == [2, 3]


def test_an_hour_without_a_row_leaves_no_head(books: Books, clock: Clock) -> None:
    books.add()
    clock.move(hours=2)
    books.audit.keep_head()
    books.close()
    assert heads(books) == [2]


def test_a_clock_that_is_set_back_changes_nothing(books: Books, clock: Clock) -> None:
    books.add()
    clock.move(hours=-1)
    books.add()
    assert books.verify().is_whole


def test_key_and_heads_are_for_their_owner_alone(books: Books) -> None:
    books.add()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in books.folder.glob("audit*")]
    assert modes == [0o600, 0o600]


def test_nothing_is_recorded_without_the_key(books: Books) -> None:
    books.add()
    (books.folder / KEY_FILE).unlink()
    books.reopen()
    with pytest.raises(StoreError, match=r"audit.key\) is missing, so nothing can be recorded"):
        books.require()
    with pytest.raises(StoreError, match="missing"):
        books.add()
    assert events(books) == ["began", "ended"]
    assert not (books.folder / KEY_FILE).exists()


def test_nothing_is_recorded_with_another_key(books: Books) -> None:
    books.add()
    (books.folder / KEY_FILE).write_text("another key of 32 characters or more")
    books.reopen()
    with pytest.raises(StoreError, match="or its key is another one"):
        books.require()


@pytest.mark.parametrize("key", ["", "short"])
def test_a_damaged_key_is_told(books: Books, key: str) -> None:
    books.add()
    (books.folder / KEY_FILE).write_text(key)
    books.reopen()
    with pytest.raises(StoreError, match="damaged or too short"):
        books.require()


def test_a_key_may_be_configured_instead(books: Books, clock: Clock) -> None:
    configured = Audit(books.engine, books.folder, clock=clock, configured="k" * 32)
    with writing(books.engine) as connection:
        configured.append(connection, ENTRY)
    assert not (books.folder / KEY_FILE).exists()


def test_what_the_key_file_held_may_be_configured(books: Books, clock: Clock) -> None:
    books.add()
    held = (books.folder / KEY_FILE).read_text()
    (books.folder / KEY_FILE).unlink()
    configured = Audit(books.engine, books.folder, clock=clock, configured=held)
    with writing(books.engine) as connection:
        configured.require(connection, backend="sandbox", person="agent")
        configured.append(connection, ENTRY)
    assert len(events(books)) == 3


def test_nothing_is_recorded_once_the_last_row_was_changed(books: Books) -> None:
    books.add(2)
    books.tamper(update(AUDIT).where(AUDIT.c.sequence == 3).values(outcome="refused"))
    with pytest.raises(StoreError, match="audit verify"):
        books.require()
    with pytest.raises(StoreError, match="audit verify"):
        books.add()


def test_nothing_is_recorded_once_rows_are_missing_that_were_there(books: Books) -> None:
    books.add(3)
    books.reopen()
    books.tamper(delete(AUDIT).where(AUDIT.c.sequence > 2))
    with pytest.raises(StoreError, match="has lost rows"):
        books.require()


def test_rows_that_go_missing_under_way_are_noticed(books: Books) -> None:
    books.add(3)
    books.require()
    books.tamper(delete(AUDIT).where(AUDIT.c.sequence > 2))
    with pytest.raises(StoreError, match="has lost rows"):
        books.require()


def test_nothing_is_recorded_where_heads_cannot_be_kept(
    books: Books, caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
    books.add(2)
    _make_unwritable(books.folder / "audit-heads.jsonl")
    clock.move(hours=1)
    books.add()
    assert "head cannot be kept" in caplog.text
    with pytest.raises(StoreError, match="head cannot be kept"):
        books.require()
    (books.folder / "audit-heads.jsonl").rmdir()
    books.require()
    assert heads(books) == [4]


def _make_unwritable(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_the_head_goes_to_the_log_as_well(books: Books, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "promo_data.audit")
    books.add()
    assert caplog.messages[-1].startswith("audit head 2 ")


def test_the_time_between_heads_is_counted_from_the_last_one_of_an_earlier_process(books: Books, clock: Clock) -> None:
    books.add()
    books.reopen()
    clock.move(seconds=timedelta(minutes=59).total_seconds())
    books.add()
    assert heads(books) == [2]
    clock.move(minutes=1)
    books.add()
    assert heads(books) == [2, 4]


def test_many_who_add_and_keep_heads_at_once_do_not_wait_for_each_other_for_ever(books: Books) -> None:
    def add_and_keep(_: int) -> None:
        books.add()
        books.audit.keep_head(now=True)

    with ThreadPoolExecutor(MORE_THAN_CONNECTIONS) as threads:
        list(threads.map(add_and_keep, range(4 * MORE_THAN_CONNECTIONS)))
    assert books.verify().rows == 1 + 4 * MORE_THAN_CONNECTIONS
    assert heads(books)[-1] == 1 + 4 * MORE_THAN_CONNECTIONS
