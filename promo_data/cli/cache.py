"""``promo-insight cache clear``: nothing about a customer that can be read again stays on this machine's disk."""

import click

from promo_data.backend import resolved
from promo_data.cache import FOLDER, AnswerCache
from promo_data.cli.configured import places
from promo_data.cli.exit_codes import Exit
from promo_data.cli.output import print_json, print_line
from promo_data.remembering import forget_references_and_looks

_DONE = (
    "No answer is kept any more.",
    "No last look either, and no address leads to a customer any more. Case links stay: they name nobody.",
    "Saved cohorts and snapshots stay: they were kept on purpose, and are deleted on the Cohorts page.",
)


@click.group()
def cache() -> None:
    """Answers of the vendor that are kept on this machine for a while."""


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def clear(*, as_json: bool) -> None:
    """Remove every kept answer, of the account and of the sandbox; a dashboard that runs reads anew.

    The last looks at customers and the references to them that stand in addresses go too. Case links stay, and what
    was kept on purpose: saved cohorts, which are sealed, and snapshots, which know customers by the vendor's numbers.
    """
    kept = places()
    both = (kept, resolved(kept))
    folders = [settings.data_dir / FOLDER for settings in both]
    for folder in folders:
        AnswerCache(folder, 0).clear()
    for settings in both:
        forget_references_and_looks(settings)
    if as_json:
        print_json({"cleared": [str(folder) for folder in folders]})
    else:
        for line in _DONE:
            print_line(line)
    raise SystemExit(Exit.DONE)
