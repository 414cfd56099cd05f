"""``promo-insight cache clear``: no answer about a customer stays on this machine's disk."""

from pathlib import Path

import click

from promo_data.backend import resolved
from promo_data.cache import FOLDER, AnswerCache
from promo_data.cli.configured import data_dir
from promo_data.cli.exit_codes import Exit
from promo_data.cli.output import print_json, print_line
from promo_data.settings import PREFIX, read_settings


@click.group()
def cache() -> None:
    """Answers of the vendor that are kept on this machine for a while."""


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def clear(*, as_json: bool) -> None:
    """Remove every kept answer, of the account and of the sandbox; a dashboard that runs reads anew."""
    folders = _folders(data_dir())
    for folder in folders:
        AnswerCache(folder, 0).clear()
    if as_json:
        print_json({"cleared": [str(folder) for folder in folders]})
    else:
        print_line("No answer is kept any more.")
    raise SystemExit(Exit.DONE)


def _folders(kept_in: Path) -> list[Path]:
    """Where answers may lie below the data folder, whatever backend they came from."""
    sandbox = resolved(read_settings({f"{PREFIX}DATA_DIR": str(kept_in)}))
    return [kept_in / FOLDER, sandbox.data_dir / FOLDER]
