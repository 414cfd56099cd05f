"""``promo-insight settle``: what became of actions whose end is not known, read back now."""

from collections.abc import Sequence
from uuid import UUID

import click

from promo_data.actions import Intent, State
from promo_data.actions.intent import UNDER_WAY
from promo_data.cli.exit_codes import Exit
from promo_data.cli.intents import intent_object
from promo_data.cli.opened import opened
from promo_data.cli.output import print_json, print_line
from promo_data.opening import PromoData

_DECIDE = "A person decides it, on the activity page of the dashboard."
_UNDER_WAY = "Under way; where its process was killed, that shows within minutes."


@click.command()
@click.argument("intent_id", metavar="[INTENT]", type=click.UUID, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def settle(intent_id: UUID | None, *, as_json: bool) -> None:
    """Read back the actions whose end is not known, or that one, by its id on record. Nothing is sent again.

    Those that are under way, or that only a person can decide, are listed as they stand. Without a configured account
    they are those of the sandbox of a dashboard on port 8501.
    """
    with opened() as data:
        settled = [data.settle(each) for each in _asked_for(data, intent_id)]
    left = sum(intent.is_open for intent in settled)
    if as_json:
        print_json({"intents": [intent_object(intent) for intent in settled], "left": left})
    else:
        _show(settled)
    raise SystemExit(Exit.NOT_KNOWN if left else Exit.DONE)


def _asked_for(data: PromoData, intent_id: UUID | None) -> list[UUID]:
    return [intent.id for intent in data.open_intents()] if intent_id is None else [intent_id]


def _show(settled: Sequence[Intent]) -> None:
    if not settled:
        print_line("No action is on record whose end is not known.")
    for intent in settled:
        print_line(f"{intent.id} {intent.state}: {intent.message}")
        if advice := _advice(intent):
            print_line(f"  {advice}")


def _advice(intent: Intent) -> str:
    if intent.state in UNDER_WAY:
        return _UNDER_WAY
    is_given_up = intent.state is State.UNKNOWN and intent.next_read_at is None
    return f"{intent.advice} {_DECIDE}" if is_given_up or intent.state is State.CONFLICT else intent.advice
