"""The command group, and how an expected failure ends: one sentence, no traceback."""

import sys
from collections.abc import Sequence

import click

from promo_data import __version__
from promo_data.cli.acting import enrol, issue, opt_in
from promo_data.cli.customer import customer
from promo_data.cli.doctor import doctor
from promo_data.cli.exits import Exit
from promo_data.cli.output import print_json, say
from promo_data.cli.serving import run, sandbox
from promo_data.errors import InputError, PromoInsightError


@click.group()
@click.version_option(__version__, prog_name="promo-insight")
def commands() -> None:
    """Customers' loyalty promotions from the shell: usage, limits, headroom, and actions."""


for command in (run, sandbox, customer, issue, enrol, opt_in, doctor):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command in ``arguments``, or in the process's own; it ends in ``SystemExit`` (``cli.exits``).

    An expected failure is one sentence on stderr, and with ``--json`` an object on stdout as well.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "--json" in given
    try:
        commands(given, standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(Exit.NOTHING_HAPPENED) from None
    except click.ClickException as error:
        _fail(error.format_message(), Exit.WRONG_USAGE, as_json=as_json)
    except InputError as error:
        _fail(str(error), Exit.WRONG_USAGE, as_json=as_json)
    except PromoInsightError as error:
        _fail(str(error), Exit.NOTHING_HAPPENED, as_json=as_json)


def _fail(sentence: str, code: Exit, *, as_json: bool) -> None:
    if as_json:
        print_json({"error": sentence})
    say(sentence)
    raise SystemExit(code)
