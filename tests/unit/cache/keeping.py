"""What the tests of the cache keep in it, and how they look at and spoil what lies on disk."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from promo_data.cache import AnswerCache

KEY = ("host", "SELF", "919812345678")
TAG = ("50405", "919812345678")
PERSONAL = b"919812345678"
BODY = b'{"customerId": 919812345678}' * 200
FILES = ["cache.db", "cache.db-journal", "secret.key"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}


class Clock:
    def __init__(self) -> None:
        self.seconds = datetime(2026, 1, 31, 10, tzinfo=UTC).timestamp()

    def __call__(self) -> float:
        return self.seconds


def body(cache: AnswerCache, key: tuple[str, ...] = KEY) -> bytes | None:
    cached = cache.get(key)
    return None if cached is None else cached.body


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "cache.db")) as database:
        database.execute(statement, values)
        database.commit()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the database as a writer that never ends."""
    with closing(sqlite3.connect(folder / "cache.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def run(script: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    """What a Python process of its own prints."""
    command = [*before, sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
