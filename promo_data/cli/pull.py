"""``promo-insight pull``: a list of customers in, both frames as Parquet out."""

from pathlib import Path
from typing import NoReturn

import click

from promo_data.cli.bar import bar
from promo_data.cli.configured import settings
from promo_data.cli.exit_codes import Exit
from promo_data.cli.listed import customers_of
from promo_data.cli.options import KINDS, SOURCES
from promo_data.cli.output import print_json, print_line, say
from promo_data.cohort.lists import open_list
from promo_data.cohort.pull import Progress, PullStoppedError, RefusesUsError
from promo_data.cohort.snapshot import Manifest
from promo_data.opening import open_promo_data
from promo_data.pulling import Asking
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import IdentifierKind, Source
from promo_data.worker import Halt

_GO_ON = "What was read is kept: the same command with --resume goes on from there."


@click.command()
@click.argument("source_list", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Folder to write the files to.")
@click.option("--by", "kind", type=KINDS, help="What the column holds; recognised if not given.")
@click.option("--column", help="Name of the column that names the customers; recognised if not given.")
@click.option("--source", type=SOURCES, help="Where the identifiers are registered; PROMO_SOURCE if not given.")
@click.option(
    "--scope",
    type=click.Choice([choice.value for choice in ScopeChoice]),
    default=ScopeChoice.EACH.value,
    show_default=True,
    help="Which orgs are asked, and how.",
)
@click.option("--org", "org_ids", type=int, multiple=True, help="Ask only this org id; may be repeated.")
@click.option(
    "--resume", is_flag=True, help="Go on where an earlier run was stopped, and ask only for what is missing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON on stdout and nothing else.")
def pull(
    *,
    source_list: Path,
    folder: Path,
    kind: str | None,
    column: str | None,
    source: str | None,
    scope: str,
    org_ids: tuple[int, ...],
    resume: bool,
    as_json: bool,
) -> None:
    """Read every customer of LIST: a CSV, XLSX or Parquet file, or text with one identifier a line.

    Writes promotions.parquet, allowances.parquet, failures.csv (row, code, message) and manifest.json. A row that
    cannot be asked is a failure too. SIGTERM and Ctrl-C stop it; what was read is kept for --resume.
    """
    configured = settings()
    listed = customers_of(open_list(source_list), column, IdentifierKind(kind) if kind else None)
    asking = Asking(Source(source) if source else configured.source, ScopeChoice(scope), org_ids)
    with Halt() as halt, open_promo_data(configured, background=True) as data, bar(len(listed)) as shown:
        try:
            manifest = data.pulls.to_files(
                listed, asking, folder, resume=resume, hear=shown.hear, is_stopped=lambda: halt.is_told
            )
        except PullStoppedError as error:
            _stop(str(error), shown.latest, refused=isinstance(error, RefusesUsError), as_json=as_json)
    if manifest is None:
        _stop("Stopped as it was told to.", shown.latest, as_json=as_json)
    _print(manifest, folder, as_json=as_json)
    raise SystemExit(Exit.DONE if manifest.complete else Exit.PARTIAL)


def _print(manifest: Manifest, folder: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(manifest.as_object())
        return
    print_line(f"{manifest.answered:,} of {manifest.asked:,} customers answered, {manifest.duplicates:,} named twice.")
    for org in manifest.coverage:
        print_line(f"  {org.name}: {org.answered:,} answered, {org.not_known:,} not known, {org.failed:,} failed")
    print_line(f"{manifest.rows_promotions:,} promotions and {manifest.rows_allowances:,} limits are in {folder}.")
    if not manifest.complete:
        missing = f"{manifest.failed:,} rows brought nothing, {manifest.partial:,} not all"
        say(f"This is not all: {missing}; failures.csv says which and why.")


def _stop(sentence: str, latest: Progress | None, *, refused: bool = False, as_json: bool) -> NoReturn:
    """Nothing is written but what --resume goes on from."""
    done = latest.done - latest.failed if latest else 0
    said = f"{sentence} {_GO_ON}" if done else sentence
    if as_json:
        print_json({"error": said})
    say(said)
    if refused:
        raise SystemExit(Exit.REFUSED)
    raise SystemExit(Exit.PARTIAL if done else Exit.NOTHING_HAPPENED)
