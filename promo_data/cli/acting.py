"""``promo-insight issue``, ``enrol``, ``opt-in`` and ``undo``: one action for one customer, on record."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

import click

from promo_data.actions import Intent, Preview, Route, Wish, undo_wish
from promo_data.cli.exit_codes import Exit
from promo_data.cli.exits import exit_of_intent
from promo_data.cli.intents import intent_object
from promo_data.cli.opened import opened
from promo_data.cli.options import VENDOR_NUMBER, customer_options, output_options
from promo_data.cli.output import print_json, print_line
from promo_data.cli.wishes import revealed, wish_of
from promo_data.models.effect import WriteIds
from promo_data.opening import PromoData
from promo_data.vocabulary import Outcome, Source

_PROGRAM = click.option(
    "--program", "program_id", type=VENDOR_NUMBER, required=True, help="The loyalty programme's id."
)
_PROMOTION = click.option("--promotion", "promotion_id", type=VENDOR_NUMBER, required=True, help="The promotion's id.")
_ORG = click.option(
    "--org", "org_id", type=VENDOR_NUMBER, help="The org whose promotion it is; the own org if not given."
)
_YES = click.option("--yes", is_flag=True, help="Send it; without this, only show what would be sent.")
_INSIST = click.option("--insist", is_flag=True, help="Send it although it cannot be told whether it would work.")
_HEX = click.option("--promotion-hex", help="The promotion's id of 24 hex digits; looked for if not given.")
_RULE = click.option("--milestone-rule", type=VENDOR_NUMBER, help="The target rule of the milestone to enrol in.")
_ACCOUNT = click.option("--account-id", help="The customer's account, for sources with several.")
_EARN = click.option("--earn", is_flag=True, help="Issue to a customer who is enrolled already; do not enrol again.")

_SOURCE = click.option(
    "--source",
    type=click.Choice([*Source]),
    help="Where the customer is registered; that of the action if not given.",
)


@click.command()
@customer_options
@_PROGRAM
@_PROMOTION
@_ACCOUNT
@_EARN
@_ORG
@_YES
@_INSIST
@output_options
def issue(**options: Any) -> None:  # noqa: ANN401 - click passes the options by name
    """Issue a LOYALTY promotion, or enrol in a LOYALTY_EARNING one, by POST /v2/promotion/issue.

    With --earn, issue either to a customer who is enrolled, by POST /v2/promotion/bulk/enrolAndEarn.
    """
    _act(Route.V2_BULK_EARN if options["earn"] else Route.V2_ISSUE, options)


@click.command()
@customer_options
@_PROGRAM
@_PROMOTION
@_HEX
@_RULE
@_ORG
@_YES
@_INSIST
@output_options
def enrol(**options: Any) -> None:  # noqa: ANN401 - click passes the options by name
    """Enrol in a promotion, or in a milestone of it, by POST /v3/promotions/enrol."""
    _act(Route.V3_ENROL if options["milestone_rule"] is None else Route.V3_ENROL_MILESTONES, options)


@click.command("opt-in")
@customer_options
@_PROGRAM
@_PROMOTION
@_HEX
@_ORG
@_YES
@_INSIST
@output_options
def opt_in(**options: Any) -> None:  # noqa: ANN401 - click passes the options by name
    """Opt in to a promotion by POST /v3/promotions/enrol."""
    _act(Route.V3_OPT_IN, options)


@click.command()
@click.argument("intent_id", metavar="INTENT", type=click.UUID)
@_SOURCE
@_YES
@_INSIST
@output_options
def undo(intent_id: UUID, source: str | None, **options: Any) -> None:  # noqa: ANN401 - click passes the options by name
    """Take a confirmed action of ours back, by its id on record: what it did, and nothing else.

    The vendor's request names what is meant, except for an enrolment through v2: that is taken back only while no other
    enrolment of the customer runs, because the request cannot name it.
    """
    with opened() as data:
        wish = undo_wish(data.intent(intent_id), source=None if source is None else Source(source))
        _carry_out(data, wish, options)


def _act(route: Route, options: dict[str, Any]) -> None:
    with opened() as data:
        _carry_out(data, wish_of(route, options, data.settings), options)


def _carry_out(data: PromoData, wish: Wish, options: dict[str, Any]) -> None:
    if not options["yes"]:
        preview = data.preview(wish)
        shown = revealed(preview, wish) if options["show_identifiers"] else preview
        _show_preview(shown, as_json=options["as_json"])
        raise SystemExit(Exit.DONE)
    intent = data.perform(wish, insist=options["insist"])
    in_its_way = None if intent.blocked_by is None else data.intent(intent.blocked_by)
    _show_intent(intent, in_its_way, as_json=options["as_json"])
    raise SystemExit(exit_of_intent(intent, in_its_way))


def _show_preview(preview: Preview, *, as_json: bool) -> None:
    request = preview.request
    if as_json:
        before = _before(preview.open_intent or preview.done_before)
        print_json(_nothing_sent(preview) | before | {"would_send": asdict(request) | {"query": dict(request.query)}})
        return
    print_line(f"{preview.effect} for customer {preview.customer}: {preview.verdict}")
    for reason in preview.reasons:
        print_line(f"  {reason}")
    print_line(f"Would send {request.method} {request.path} {dict(request.query)} {request.body}")
    for limit in preview.remaining:
        print_line(f"  {limit.measure}: {limit.used:g} → {limit.used_after:g} of {limit.cap:g}")
    print_line("Nothing was sent. Add --yes to send it.")


def _nothing_sent(preview: Preview) -> dict[str, Any]:
    return {
        "intent_id": None,
        "status": Outcome.NOT_SENT,
        "code": preview.code,
        "message": "Nothing was sent: this is what would be.",
        "advice": "Add --yes to send it.",
        "ids": asdict(WriteIds()),
        "verdict": preview.verdict,
        "reasons": list(preview.reasons),
        "remaining": [asdict(limit) for limit in preview.remaining],
    }


def _show_intent(intent: Intent, in_its_way: Intent | None, *, as_json: bool) -> None:
    if as_json:
        print_json(intent_object(intent) | _before(in_its_way))
        return
    print_line(f"{intent.state}: {intent.message}")
    print_line(intent.advice)
    if in_its_way is not None:
        what = "In its way" if in_its_way.is_open else "Done before it"
        print_line(f"{what}: {in_its_way.id}, {in_its_way.state}: {in_its_way.message}")


def _before(other: Intent | None) -> dict[str, Any]:
    """What is on record of the same kind, open or done."""
    return {} if other is None else {"open_intent" if other.is_open else "done_before": intent_object(other)}
