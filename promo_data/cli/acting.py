"""``promo-insight issue``, ``enrol`` and ``opt-in``: one action for one customer, on record."""

from dataclasses import asdict
from typing import Any

import click

from promo_data.actions import Intent, Preview, Route
from promo_data.cli.exit_codes import Exit
from promo_data.cli.exits import exit_of_intent
from promo_data.cli.opened import opened
from promo_data.cli.options import customer_options, output_options
from promo_data.cli.output import print_json, print_line
from promo_data.cli.wishes import revealed, wish_of
from promo_data.models.effect import WriteIds
from promo_data.vocabulary import Outcome

_PROGRAM = click.option("--program", "program_id", type=int, required=True, help="The loyalty programme's id.")
_PROMOTION = click.option("--promotion", "promotion_id", type=int, required=True, help="The promotion's id.")
_ORG = click.option("--org", "org_id", type=int, help="The org whose promotion it is; the own org if not given.")
_YES = click.option("--yes", is_flag=True, help="Send it; without this, only show what would be sent.")
_INSIST = click.option("--insist", is_flag=True, help="Send it although it cannot be told whether it would work.")
_HEX = click.option("--promotion-hex", help="The promotion's id of 24 hex digits; looked for if not given.")
_RULE = click.option("--milestone-rule", type=int, help="The target rule of the milestone to enrol in.")
_ACCOUNT = click.option("--account-id", help="The customer's account, for sources with several.")


@click.command()
@customer_options
@_PROGRAM
@_PROMOTION
@_ACCOUNT
@_ORG
@_YES
@_INSIST
@output_options
def issue(**options: Any) -> None:  # noqa: ANN401 - click passes the options by name
    """Issue a LOYALTY promotion, or enrol in a LOYALTY_EARNING one, by POST /v2/promotion/issue."""
    _act(Route.V2_ISSUE, options)


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


def _act(route: Route, options: dict[str, Any]) -> None:
    with opened() as data:
        wish = wish_of(route, options, data.settings)
        if not options["yes"]:
            preview = data.preview(wish)
            shown = revealed(preview, wish) if options["show_identifiers"] else preview
            _show_preview(shown, as_json=options["as_json"])
            raise SystemExit(Exit.DONE)
        intent = data.perform(wish, insist=options["insist"])
        blocking = None if intent.blocked_by is None else data.intent(intent.blocked_by)
    _show_intent(intent, blocking, as_json=options["as_json"])
    raise SystemExit(exit_of_intent(intent))


def _show_preview(preview: Preview, *, as_json: bool) -> None:
    request = preview.request
    if as_json:
        waiting = {} if preview.open_intent is None else {"open_intent": _as_object(preview.open_intent)}
        print_json(_nothing_sent(preview) | waiting | {"would_send": asdict(request) | {"query": dict(request.query)}})
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


def _show_intent(intent: Intent, blocking: Intent | None, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_object(intent) | ({} if blocking is None else {"open_intent": _as_object(blocking)}))
        return
    print_line(f"{intent.state}: {intent.message}")
    print_line(intent.advice)
    if blocking is not None:
        print_line(f"In its way: {blocking.id}, {blocking.state}: {blocking.message}")


def _as_object(intent: Intent) -> dict[str, Any]:
    return {
        "intent_id": str(intent.id),
        "status": intent.state,
        "code": intent.code,
        "message": intent.message,
        "advice": intent.advice,
        "ids": asdict(intent.ids),
        "vendor_message": intent.vendor_message,
        "request_id": intent.request_id,
    }
