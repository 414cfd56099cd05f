"""The progress of a pull on stderr, where that is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from promo_data.cohort.pull import Progress

_SECONDS_A_MINUTE = 60


class Bar:
    """Shows what it hears; ``latest`` is the last of it."""

    def __init__(self, shown: Any) -> None:  # noqa: ANN401 - click keeps the type of its bar to itself
        self._shown = shown
        self.latest: Progress | None = None

    def hear(self, progress: Progress) -> None:
        """Move the bar to where the pull is."""
        self._shown.update(progress.done - self._shown.pos, progress)
        self.latest = progress


@contextmanager
def bar(customers: int) -> Iterator[Bar]:
    """A bar for so many customers; nothing is printed where stderr is no terminal."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=customers, label="Customers", show_pos=True, show_eta=False, item_show_func=_said, file=sys.stderr,
        hidden=hidden,
    ) as shown:  # fmt: skip
        yield Bar(shown)


def _said(progress: Progress | None) -> str:
    if progress is None:
        return ""
    if progress.waiting is not None:
        return f"waiting: {progress.waiting}"
    left = "" if progress.seconds_left is None else f", {_minutes(progress.seconds_left)} left"
    failed = f", {progress.failed:,} failed" if progress.failed else ""
    return f"{progress.rate:,.1f}/s{left}{failed}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), _SECONDS_A_MINUTE)
    return f"{minutes:,} min" if minutes else f"{rest} s"
