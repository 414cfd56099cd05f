"""F51, F52, F54 and F55: records that cannot be written, are damaged, or are kept locked by another process."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Timer

import anyio
import pytest

from promo_data.actions import State, perform
from promo_data.actions.on_record import LONGEST_UNDER_WAY
from promo_data.audit.key import FILE_NAME as KEY_FILE
from promo_data.errors import StoreError
from promo_data.protocol.call import Answer, Call
from promo_data.sandbox import SettableClock
from promo_data.scope import ScopeChoice
from promo_data.store.database import FILE_NAME
from tests.faults.checks import assert_is_a_sentence
from tests.faults.full_disk import act_until_full, read_when_full
from tests.faults.killed_at import Step, carry_out, come_after
from tests.faults.write_means import means_for
from tests.faults.write_processes import LONGEST_SECONDS, beside, done_beside, pipe
from tests.faults.write_scene import ActingScene
from tests.faults.write_table import Judge

IMPATIENCE_SECONDS = 0.2


@pytest.mark.parametrize(
    ("full_at", "posts", "in_the_end"),
    [
        (Step.PREPARED, 0, []),
        (Step.CLAIMED, 0, [State.NOT_SENT]),
        (Step.SENT, 0, [State.NOT_SENT]),
        (Step.ENDED, 1, [State.CONFIRMED]),
    ],
)
def test_f51_what_cannot_be_recorded_is_not_sent_and_what_was_sent_is_found(
    acting: ActingScene, judge: Judge, full_at: Step, posts: int, in_the_end: list[State]
) -> None:
    with acting.scene.opened() as data:
        data.check_store()
    hears, says = pipe()
    done_beside(act_until_full, acting.scene.settings(), acting.wish(), acting.clock(), full_at, says)
    told = hears.recv()
    assert_is_a_sentence(told)
    assert "cannot be" in told
    assert len(acting.watch.posts) == posts
    acting.clock.advance(seconds=1)
    done_beside(come_after, acting.scene.settings(), acting.clock())
    assert [intent.state for intent in acting.on_record()] == in_the_end
    judge(f"F51 disk full at {full_at}", acting)


def test_f51_and_f52_on_a_full_disk_reads_go_on_without_cache_and_nothing_is_sent(
    acting: ActingScene, judge: Judge
) -> None:
    with acting.scene.opened() as data:
        assert data.perform(acting.wish()).state is State.CONFIRMED
    hears, says = pipe()
    done_beside(read_when_full, acting.scene.settings(), acting.wish(), acting.clock(), says)
    assert hears.poll(LONGEST_SECONDS)
    is_complete, promotions, on_record, acted = hears.recv()
    assert (is_complete, promotions > 0, on_record) == (True, True, 0)
    assert "cannot be" in acted
    assert len(acting.watch.posts) == 1
    judge("F51 disk full from the start", acting, tries=2)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_bytes(path: Path) -> None:
    """Twenty of them, spread over the file's second page and all that follow."""
    content, chance = bytearray(path.read_bytes()), Random(5402)  # noqa: S311 - chance that can be repeated
    for place in chance.sample(range(4096, len(content)), 20_000):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))


def overwrite(path: Path) -> None:
    path.write_bytes(b"This is somebody else's file.\n" * 400)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut_in_half, flip_bytes, overwrite, empty])
def test_f54_a_damaged_record_is_left_as_it_is_and_stops_writing_alone(
    acting: ActingScene, judge: Judge, damage: Callable[[Path], None]
) -> None:
    with acting.scene.opened() as data:
        data.perform(acting.wish())
    record = acting.folder / FILE_NAME
    damage(record)
    damaged = record.read_bytes()
    with acting.scene.opened() as data:
        assert data.customer(acting.wish().identifier, choice=ScopeChoice.SELF).complete
        with pytest.raises(StoreError, match=r"damaged|cannot be opened") as told:
            data.perform(acting.wish())
    assert_is_a_sentence(str(told.value))
    assert len(acting.watch.posts) == 1
    assert record.read_bytes() == damaged
    judge.without_record("F54 journal damaged", acting, "left as it is", tries=2)


@contextmanager
def tampered(acting: ActingScene, change: str) -> Iterator[None]:
    """The audit's last row changed by one who knows how to get past the triggers."""
    with closing(sqlite3.connect(acting.folder / FILE_NAME)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(change)
        for _, trigger in triggers:
            connection.execute(trigger)
        connection.commit()
    yield


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET person = 'somebody else' WHERE sequence = (SELECT max(sequence) FROM audit)",
        "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
    ],
)
def test_f54_with_a_tampered_audit_nothing_more_is_sent_and_all_can_be_read(
    acting: ActingScene, judge: Judge, change: str
) -> None:
    with acting.scene.opened() as data:
        first = data.perform(acting.wish())
    with tampered(acting, change), acting.scene.opened() as data:
        assert data.intent(first.id) == first
        with pytest.raises(StoreError, match="promo-insight audit verify"):
            data.perform(acting.wish())
    assert len(acting.watch.posts) == 1
    assert acting.scene.command("audit", "verify").returncode != 0
    judge.without_record("F54 audit damaged", acting, "1 confirmed, and verify tells", tries=2)


def left_prepared(acting: ActingScene) -> None:
    """By a process that was killed: the next that starts has to end it, which takes the audit."""
    acting.clock.advance(seconds=1)
    reached, reaches = pipe()
    clock = SettableClock(acting.clock())
    with beside(carry_out, acting.scene.settings(), [acting.wish()], clock, Step.CLAIMED, reaches):
        assert reached.poll(LONGEST_SECONDS)


def without_key(acting: ActingScene) -> None:
    (acting.folder / KEY_FILE).unlink()


def with_anothers_key(acting: ActingScene) -> None:
    (acting.folder / KEY_FILE).write_text("0" * 64)


@pytest.mark.parametrize("lose", [without_key, with_anothers_key])
def test_f54_without_the_right_key_it_starts_for_reading_and_says_so_at_once(
    acting: ActingScene, judge: Judge, lose: Callable[[ActingScene], None]
) -> None:
    with acting.scene.opened() as data:
        first = data.perform(acting.wish())
    left_prepared(acting)
    key = (acting.folder / KEY_FILE).read_text()
    lose(acting)
    with acting.scene.opened() as data:
        alarm = data.record_alarm()
        assert alarm is not None
        assert_is_a_sentence(str(alarm))
        assert (data.intent(first.id), len(data.open_intents())) == (first, 1)
        with pytest.raises(StoreError, match="key"):
            data.perform(acting.wish())
        with pytest.raises(StoreError, match="key"):
            data.check_store()
        (acting.folder / KEY_FILE).write_text(key)
        assert data.record_alarm() is None
    assert len(acting.watch.posts) == 1
    assert [intent.state for intent in acting.on_record()] == [State.CONFIRMED, State.NOT_SENT]
    judge("F54 audit's key lost and found", acting, tries=3)


def test_f54_without_the_audits_key_nothing_more_is_sent(acting: ActingScene) -> None:
    with acting.scene.opened() as data:
        data.perform(acting.wish())
    (acting.folder / KEY_FILE).unlink()
    with acting.scene.opened() as data, pytest.raises(StoreError, match="key"):
        data.perform(acting.wish())
    assert len(acting.watch.posts) == 1
    assert not (acting.folder / KEY_FILE).exists()


@contextmanager
def locked(acting: ActingScene) -> Iterator[None]:
    """Another process keeps writing, as far as the database can tell."""
    with closing(sqlite3.connect(acting.folder / FILE_NAME, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_f55_a_lock_of_a_moment_is_waited_for(acting: ActingScene, judge: Judge) -> None:
    with acting.scene.opened() as data:
        data.check_store()
        lock = locked(acting)
        lock.__enter__()
        release = Timer(1, lock.__exit__, (None, None, None))
        release.start()
        assert data.perform(acting.wish()).state is State.CONFIRMED
        release.join()
    judge("F55 locked for a second", acting)


def test_f55_a_lock_that_stays_ends_in_a_sentence_before_anything_is_sent(acting: ActingScene, judge: Judge) -> None:
    async def act() -> None:
        async with means_for(acting.scene.settings(), acting.clock, patience=IMPATIENCE_SECONDS) as means:
            with locked(acting), pytest.raises(StoreError, match="another process keeps it locked") as told:
                await perform(acting.wish(), means)
            assert_is_a_sentence(str(told.value))
            assert (await perform(acting.wish(), means)).state is State.CONFIRMED

    anyio.run(act)
    assert len(acting.watch.posts) == 1
    judge("F55 locked before sending", acting, tries=2)


def test_f55_a_lock_that_comes_after_sending_loses_no_outcome(acting: ActingScene, judge: Judge) -> None:
    """The row says SENT, so the next who looks finds it by reading; until then no other is let through."""

    async def act() -> None:
        async with means_for(acting.scene.settings(), acting.clock, patience=IMPATIENCE_SECONDS) as means:
            lock = locked(acting)

            async def sent_then_locked(call: Call) -> Answer:
                answer = await means.send(call)
                lock.__enter__()
                return answer

            with pytest.raises(StoreError, match="another process keeps it locked"):
                await perform(acting.wish(), replace(means, send=sent_then_locked))
            lock.__exit__(None, None, None)
            acting.clock.advance(seconds=1)
            blocked = await perform(acting.wish(), means)
            assert (blocked.state, blocked.blocked_by) == (State.NOT_SENT, acting.on_record()[0].id)

    anyio.run(act)
    assert [intent.state for intent in acting.on_record()] == [State.SENT, State.NOT_SENT]
    acting.clock.advance(seconds=LONGEST_UNDER_WAY.total_seconds() + 1)
    done_beside(come_after, acting.scene.settings(), acting.clock())
    assert [intent.state for intent in acting.on_record()] == [State.CONFIRMED, State.NOT_SENT]
    judge("F55 locked after sending", acting, tries=2)
