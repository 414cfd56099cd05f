"""``promo-insight doctor``: what is wrong with a set-up, and how to mend it."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from promo_data.checkup import Check, checkup, unreadable_settings
from promo_data.cli.exit_codes import Exit
from promo_data.cli.opened import opened
from promo_data.cli.output import print_json, print_line
from promo_data.errors import InputError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def doctor(*, as_json: bool) -> None:
    """Check settings, host, credentials, clock, each org, store and cache, one line each."""
    checks = list(_checks())
    if as_json:
        print_json({"well": all(check.is_well for check in checks), "checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            print_line(f"{'well ' if check.is_well else 'WRONG'}  {check.name}: {check.sentence}")
    raise SystemExit(Exit.DONE if all(check.is_well for check in checks) else Exit.NOTHING_HAPPENED)


def _checks() -> Iterator[Check]:
    try:
        with opened() as data:
            yield from checkup(data)
    except InputError as error:
        yield unreadable_settings(error)
