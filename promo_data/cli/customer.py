"""``promo-insight customer``: one customer's promotions, limits and what can be done."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import click

from promo_data.cli.exits import exit_of_read
from promo_data.cli.opened import opened
from promo_data.cli.options import customer_options, output_options
from promo_data.cli.output import print_json, print_line, say
from promo_data.cli.reasons import reason_lines
from promo_data.cli.tables import disagreement_lines, promotion_lines
from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import identified
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState, CustomerStatus, IdentifierKind, Source

_BINDING = [
    "org_id",
    "program_id",
    "promotion_id",
    "stage",
    "measure",
    "cap",
    "used",
    "headroom",
    "state",
    "limit_on",
    "period",
    "window",
]
_AVAILABILITY = [
    "org_id",
    "program_id",
    "promotion_id",
    "action",
    "verdict",
    "reasons",
    "vendor_verdict",
    "disagrees",
    "changes",
]
_STATUSES = ["org_id", "program_id", "promotion_id", "status"]
_DISAGREEMENTS = [*_STATUSES, "sentence"]


@click.command()
@customer_options
@click.option(
    "--scope",
    type=click.Choice([choice.value for choice in ScopeChoice]),
    default=ScopeChoice.EACH.value,
    show_default=True,
    help="Which orgs are asked, and how.",
)
@click.option("--org", "org_ids", type=int, multiple=True, help="Ask only this org id; may be repeated.")
@click.option(
    "--status", type=click.Choice([status.value for status in CustomerStatus]), help="The vendor's own filter."
)
@click.option("--second-opinion", is_flag=True, help="Ask each of the vendor's filters too, and compare.")
@click.option("--alternate-currency", is_flag=True, help="Have usage in alternate currencies counted in; units mix.")
@click.option("--fresh", is_flag=True, help="Ask the vendor again, whatever is cached.")
@output_options
def customer(
    *,
    kind: str,
    value: str,
    source: str | None,
    scope: str,
    org_ids: tuple[int, ...],
    status: str | None,
    second_opinion: bool,
    alternate_currency: bool,
    fresh: bool,
    as_json: bool,
    show_identifiers: bool,
) -> None:
    """Show one customer's promotions over connected orgs: usage, limits, headroom, what can be done and why not."""
    with opened() as data:
        identifier = identified(value, IdentifierKind(kind), Source(source) if source else data.settings.source)
        view = data.customer(
            identifier,
            choice=ScopeChoice(scope),
            only=org_ids,
            status=CustomerStatus(status) if status else None,
            alternate_currency=alternate_currency,
            fresh=fresh,
            second_opinion=second_opinion,
        )
    if as_json:
        print_json(as_object(view))
    else:
        zone = ZoneInfo(data.settings.timezone)
        _print(view, f"{kind} {value if show_identifiers else identifier.masked}", zone)
    raise SystemExit(exit_of_read(view))


def as_object(view: CustomerView) -> dict[str, Any]:
    """The look-up as the JSON object of ``docs/cli.md``."""
    return {
        "customer_id": view.customer_id,
        "as_of": view.as_of,
        "complete": view.complete,
        "mixed_units": view.mixed_units,
        "coverage": [
            {"org_id": c.org.id, "state": c.state, "code": c.code, "message": c.message, "as_of": c.as_of}
            for c in view.coverage
        ],
        "promotions": records(view.promotions),
        "allowances": records(view.allowances),
        "binding": records(view.binding[_BINDING]),
        "availability": records(view.availability[_AVAILABILITY]),
        "filters": [
            {"org_id": f.org.id, "status": f.status, "answered": f.answered, "message": f.message} for f in view.filters
        ],
        "vendor_statuses": records(view.vendor_statuses[_STATUSES]),
        "disagreements": records(view.disagreements[_DISAGREEMENTS]),
        "problems": [
            {"where": problem.where, "what": problem.what, "is_loss": problem.is_loss} for problem in view.problems
        ],
    }


def _print(view: CustomerView, asked: str, zone: tzinfo) -> None:
    print_line(f"{_named(view)} ({asked}), {_counted(view)}, {view.answered} of {view.asked} orgs")
    if view.mixed_units:
        print_line("Points below count alternate currencies too: the units are mixed.")
    for line in (*promotion_lines(view, zone), *reason_lines(view), *disagreement_lines(view)):
        print_line(line)
    for org in view.coverage:
        if org.state is CoverageState.FAILED:
            say(f"{org.org.name}: {org.message}")
    for one in view.filters:
        if not one.answered:
            say(f"{one.org.name}, filter {one.status}: {one.message}")
    for problem in view.problems:
        say(f"{problem.where}: {problem.what}")
    if _is_part(view):
        say("This is not all: what is missing is said above, and there may be more promotions than are shown.")


def _counted(view: CustomerView) -> str:
    """A count over incomplete coverage says that it is one (design §3)."""
    return f"{'at least ' if _is_part(view) else ''}{len(view.promotions)} promotions"


def _is_part(view: CustomerView) -> bool:
    return view.answered > 0 and not view.complete


def _named(view: CustomerView) -> str:
    """Not found is said only where every org said so: agents pass it on."""
    if view.customer_id is not None:
        return f"Customer {view.customer_id}"
    asked = [org for org in view.coverage if org.state is not CoverageState.NOT_ASKED]
    if all(org.code in CUSTOMER_NOT_FOUND for org in asked):
        return "Customer not found"
    return "Customer without a number" if view.answered else "Customer could not be read"
