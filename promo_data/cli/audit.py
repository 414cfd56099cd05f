"""``promo-insight audit verify``: whether the record of what was done is as it was written."""

from functools import partial
from typing import Any

import click

from promo_data.acting import store_place
from promo_data.audit import Finding, HeadFile, read_key, verify
from promo_data.backend import resolved
from promo_data.cli.configured import settings
from promo_data.cli.exit_codes import Exit
from promo_data.cli.output import print_json, print_line
from promo_data.settings import Settings
from promo_data.store import open_store, store_exists


@click.group()
def audit() -> None:
    """The record of what was done: append-only, and sealed row by row."""


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def verify_command(*, as_json: bool) -> None:
    """Check every row, the heads outside the database and the journal; name the first row that is wrong."""
    finding = _found(resolved(settings()))
    if as_json:
        print_json(_as_object(finding))
    else:
        for line in _lines(finding):
            print_line(line)
    raise SystemExit(Exit.DONE if finding.is_whole else Exit.PARTIAL)


def _found(configured: Settings) -> Finding:
    """What checking shows; where there is no database yet, none is made."""
    folder, place = configured.data_dir, store_place(configured)
    heads, key = HeadFile(folder).read(), partial(read_key, folder, configured.revealed_audit_key)
    if not store_exists(place):
        return verify(None, heads, key)
    engine = open_store(place)
    try:
        return verify(engine, heads, key)
    finally:
        engine.dispose()


def _as_object(finding: Finding) -> dict[str, Any]:
    return {
        "whole": finding.is_whole,
        "rows": finding.rows,
        "heads": finding.heads,
        "first_bad": None if finding.fault is None else finding.fault.sequence,
        "problem": None if finding.fault is None else finding.fault.sentence,
        "journal": [str(intent_id) for intent_id in finding.journal],
        "doubts": list(finding.doubts),
    }


def _lines(finding: Finding) -> list[str]:
    fault, journal = finding.fault, finding.journal
    return [
        f"Rows that are as they were written: {finding.rows}. Heads outside the database: {finding.heads}.",
        *([] if fault is None else [f"The first bad row is {fault.sequence}. {fault.sentence}"]),
        *(f"The journal tells of action {each} otherwise than the audit does, or not at all." for each in journal),
        *finding.doubts,
        *(["The audit is whole."] if finding.is_whole else []),
    ]
