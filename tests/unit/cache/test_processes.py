"""Several processes at one cache, and processes that are killed in the middle of a write."""

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from promo_data.cache import AnswerCache
from tests.unit.cache.keeping import ENVIRONMENT, FILES, files

WRITER = """
import sys
from pathlib import Path
from promo_data.cache import AnswerCache
cache = AnswerCache(Path(sys.argv[1]), 300, busy_seconds=10)
for number in range(100):
    cache.put((sys.argv[2], str(number)), b"x" * 5000, tag=(sys.argv[2],))
print(sum(cache.get((sys.argv[2], str(number))) is not None for number in range(100)))
"""


def test_processes_that_start_together_share_one_secret_and_lose_nothing(folder: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", WRITER, str(folder)]
    processes = [
        subprocess.Popen([*command, name], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) for name in "abc"
    ]
    assert [process.communicate(timeout=60)[0] for process in processes] == ["100\n"] * 3
    with closing(AnswerCache(folder, 300)) as cache:
        assert all(cache.get((name, "99")) is not None for name in "abc")
    assert files(folder) == FILES


ENDLESS_WRITER = """
import sys
from pathlib import Path
from promo_data.cache import AnswerCache
cache = AnswerCache(Path(sys.argv[1]), 300, busy_seconds=10)
number = int(sys.argv[2])
while True:
    cache.put((str(number),), b"%d " % number * 5_000, tag=("customer",))
    print(number, flush=True)
    number += 1
"""


def killed_writer(folder: Path, first: int, seconds: float) -> range:
    """The numbers that a writer said it had kept before it was killed."""
    command = [sys.executable, "-c", ENDLESS_WRITER, str(folder), str(first)]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        last = int(writer.stdout.readline())
        time.sleep(seconds)
        writer.kill()
        said = [last, *(int(line) for line in writer.stdout if line.endswith("\n"))]
    return range(first, said[-1] + 1)


def test_of_writers_killed_twenty_times_nothing_is_lost_torn_or_left_lying(folder: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - guards nothing
    kept: list[int] = []
    for kill in range(20):
        kept += killed_writer(folder, kill * 100_000, chance.uniform(0.001, 0.05))
        with closing(AnswerCache(folder, 300, busy_seconds=1)) as cache:
            found = cache.get_many([(str(number),) for number in kept])
        assert {key: cached.body for key, cached in found.items()} == {(str(n),): b"%d " % n * 5_000 for n in kept}
        assert files(folder) == FILES


def test_a_cache_cleared_after_a_writer_was_killed_is_gone(folder: Path) -> None:
    killed_writer(folder, 0, 0.01)
    AnswerCache(folder, 300).clear()
    assert files(folder) == []


USER = """
import logging, sys
from pathlib import Path
from promo_data.cache import AnswerCache
logging.basicConfig(stream=sys.stdout, level="WARNING")
cache = AnswerCache(Path(sys.argv[1]), 300)
for line in sys.stdin:
    cached = cache.get(("key",))
    print(None if cached is None else cached.body.decode(), flush=True)
    cache.put(("key",), line.strip().encode(), tag=("customer",))
    print("kept", flush=True)
"""


def test_a_process_that_has_the_cache_open_goes_on_after_another_cleared_it(folder: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", USER, str(folder)]
    with subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        seen: list[str] = []
        for number in ("1", "2", "3", "4"):
            if number == "3":
                AnswerCache(folder, 300).clear()
            print(number, file=other.stdin, flush=True)
            seen += (other.stdout.readline().strip(), other.stdout.readline().strip())
        other.stdin.close()
    assert seen == ["None", "kept", "1", "kept", "None", "kept", "3", "kept"]
