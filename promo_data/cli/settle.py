"""``promo-insight settle``: what became of actions whose end is not known, read back now."""

from collections.abc import Sequence
from uuid import UUID

import click

from promo_data.actions import Intent, State
from promo_data.cli.exit_codes import Exit
from promo_data.cli.intents import intent_object
from promo_data.cli.opened import opened
from promo_data.cli.output import print_json, print_line
from promo_data.opening import PromoData

_NOT_KNOWN = (State.PREPARED, State.SENT, State.UNKNOWN, State.CONFLICT)


@click.command()
@click.argument("intent_id", metavar="[INTENT]", type=click.UUID, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def settle(intent_id: UUID | None, *, as_json: bool) -> None:
    """Read back the actions whose end is not known, or that one, by its id on record. Nothing is sent again."""
    with opened() as data:
        settled = [data.settle(each) for each in _asked_for(data, intent_id)]
    left = sum(intent.state in _NOT_KNOWN for intent in settled)
    if as_json:
        print_json({"intents": [intent_object(intent) for intent in settled], "left": left})
    else:
        _show(settled)
    raise SystemExit(Exit.NOT_KNOWN if left else Exit.DONE)


def _asked_for(data: PromoData, intent_id: UUID | None) -> list[UUID]:
    if intent_id is not None:
        return [intent_id]
    return [intent.id for intent in data.open_intents() if intent.state is State.UNKNOWN]


def _show(settled: Sequence[Intent]) -> None:
    if not settled:
        print_line("No action is on record whose end is not known.")
    for intent in settled:
        print_line(f"{intent.id} {intent.state}: {intent.message}")
        if intent.advice:
            print_line(f"  {intent.advice}")
