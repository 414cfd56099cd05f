import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import pytest

from promo_data.transport.portal import Portal


@pytest.fixture
def portal() -> Iterator[Portal]:
    opened = Portal()
    yield opened
    opened.close()


async def doubled(number: int) -> int:
    await asyncio.sleep(0)
    return 2 * number


async def loop_identity() -> tuple[int, int]:
    return id(asyncio.get_running_loop()), threading.get_ident()


def test_a_function_runs_and_its_result_comes_back(portal: Portal) -> None:
    assert portal.run(doubled, 21) == 42


def test_an_error_comes_back_as_it_was_raised(portal: Portal) -> None:
    async def fail() -> None:
        raise LookupError("here")

    with pytest.raises(LookupError, match="here"):
        portal.run(fail)


def test_all_threads_share_one_loop_in_one_thread(portal: Portal) -> None:
    with ThreadPoolExecutor(16) as threads:
        identities = {done.result() for done in [threads.submit(portal.run, loop_identity) for _ in range(64)]}
    assert len(identities) == 1
    assert identities.pop()[1] != threading.get_ident()


def test_nothing_starts_before_the_first_run() -> None:
    before = threading.active_count()
    Portal()
    assert threading.active_count() == before


def test_closing_ends_the_thread_and_cancels_what_runs() -> None:
    portal = Portal()
    before = threading.active_count()
    portal.run(doubled, 1)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(portal.run, asyncio.sleep, 60)
        while not waiting.running():
            pass
        portal.run(doubled, 1)
        portal.close()
        with pytest.raises(CancelledError):
            waiting.result(5)
    assert threading.active_count() == before


def test_a_closed_portal_starts_again(portal: Portal) -> None:
    portal.run(doubled, 1)
    portal.close()
    portal.close()
    assert portal.run(doubled, 2) == 4


def test_running_on_the_loop_itself_is_refused(portal: Portal) -> None:
    async def nested() -> int:
        return portal.run(doubled, 1)

    with pytest.raises(RuntimeError):
        portal.run(nested)


SCRIPT = """
import asyncio, concurrent.futures, os, resource, sys, threading
from promo_data.transport.portal import Portal
portal = Portal()
async def sleep_for_ever():
    started.set()
    await asyncio.sleep(3600)
async def one(): return 1
def wait_for_ever():
    try:
        portal.run(sleep_for_ever)
    except concurrent.futures.CancelledError:
        pass
started = threading.Event()
portal.run(one)
if "fork" in sys.argv:
    if os.fork() == 0:
        print(portal.run(one))
        sys.exit()
    os.wait()
if "full" in sys.argv:
    portal.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    try:
        portal.run(one)
    except OSError as error:
        print(error.strerror)
if "busy" in sys.argv:
    threading.Thread(target=wait_for_ever, daemon=True).start()
    started.wait()
print("end")
"""


def ran(argument: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-u", "-W", "error", "-c", SCRIPT, argument],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )


@pytest.mark.parametrize(("argument", "said"), [("open", "end\n"), ("busy", "end\n"), ("fork", "1\nend\n")])
def test_a_process_ends_by_itself_with_the_loop_open_busy_or_forked(argument: str, said: str) -> None:
    done = ran(argument)
    assert (done.stdout, done.stderr) == (said, "")


def test_a_loop_that_cannot_start_is_an_error_for_its_caller() -> None:
    assert ran("full").stdout == "Too many open files\nend\n"
