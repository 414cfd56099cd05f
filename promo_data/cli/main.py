"""The command group, and how an expected failure ends: one sentence, no traceback."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import click

from promo_data import __version__
from promo_data.cli.exit_codes import Exit
from promo_data.cli.output import print_json, say
from promo_data.errors import InputError, PromoInsightError
from promo_data.garbage import look_seldom

_PLACES: Mapping[str, str] = {
    "run": "serving",
    "sandbox": "serving",
    "customer": "customer",
    "pull": "pull",
    "issue": "acting",
    "enrol": "acting",
    "opt-in": "acting",
    "undo": "acting",
    "settle": "settle",
    "worker": "worker",
    "doctor": "doctor",
    "cache": "cache",
    "audit": "audit",
}
"""Each command and the module beside this one that holds it."""


class _LoadedWhenAsked(click.Group):
    """Imports a command when it is run: pandas and the database take a second that ``--version`` does not need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _PLACES:
            return None
        module = import_module(f"promo_data.cli.{_PLACES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.group(cls=_LoadedWhenAsked)
@click.version_option(__version__, prog_name="promo-insight")
def commands() -> None:
    """Customers' loyalty promotions from the shell: usage, limits, headroom, and actions."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command in ``arguments``, or in the process's own; it ends in ``SystemExit`` (``cli.exits``).

    An expected failure is one sentence on stderr, and with ``--json`` an object on stdout as well.
    """
    look_seldom()
    given = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "--json" in given
    try:
        commands(given, standalone_mode=False)
    except click.exceptions.Abort:
        _fail("Stopped before anything was sent.", Exit.NOTHING_HAPPENED, as_json=as_json)
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
