"""``promo-insight worker``: the job process, by itself or beside a dashboard."""

import logging
import os
import sys
from datetime import UTC, datetime
from functools import partial

import click

from promo_data.backend import SANDBOX_URL
from promo_data.cli.configured import settings
from promo_data.cli.exit_codes import Exit
from promo_data.opening import open_promo_data
from promo_data.settings import Settings, read_settings
from promo_data.worker import Errands, Greeting, Halt, Rounds

_EVENT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@click.command()
@click.option("--attached", is_flag=True, hidden=True, help="Beside a dashboard, which tells its settings on stdin.")
def worker(*, attached: bool) -> None:
    """Read back actions whose end is not known until it is, and pull cohorts, one line an event on stderr.

    SIGTERM ends it; a pull goes on with the next one.

    A dashboard starts one by itself unless one runs already. Of several, one works and the others wait. Without a
    configured account this one is about the sandbox of a dashboard on port 8501; that of a dashboard on another port
    is looked after by the job process that the dashboard starts.
    """
    _log_events()
    lifeline = sys.stdin.fileno() if attached else None
    configured, sandbox_url = (settings(), SANDBOX_URL) if lifeline is None else _told(lifeline)
    with (
        Halt(lifeline) as halt,
        open_promo_data(configured, sandbox_url=sandbox_url, background=True) as data,
    ):
        Rounds(data.duty(), halt, clock=partial(datetime.now, UTC), errands=Errands(data.pulls)).go()
    raise SystemExit(Exit.DONE)


def _told(pipe: int) -> tuple[Settings, str]:
    """The dashboard's settings, and where it serves its sandbox; raises ``InputError``."""
    greeting = Greeting.heard(pipe)
    return read_settings(os.environ, greeting.section), greeting.sandbox_url


def _log_events() -> None:
    """Of our own what happens, of libraries what goes wrong: some of them log whole addresses, which name people."""
    logging.basicConfig(format=_EVENT, level=logging.WARNING)
    logging.getLogger("promo_data").setLevel(logging.INFO)
