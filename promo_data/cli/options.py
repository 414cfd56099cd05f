"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from promo_data.vocabulary import IdentifierKind, Source

Command = TypeVar("Command", bound=Callable[..., Any])
VENDOR_NUMBER = click.IntRange(1, 2**63 - 1)
"""The vendor's numbers of orgs, programmes, promotions and rules: whole, and no longer than a database keeps them."""

KINDS = click.Choice([kind.value for kind in IdentifierKind])
"""How a customer can be named."""
SOURCES = click.Choice([source.value for source in Source])
"""Where an identifier can be registered."""


def customer_options(command: Command) -> Command:
    """``--by``, ``--value`` and ``--source``: who is meant."""
    command = click.option(
        "--source", type=SOURCES, help="Where the identifier is registered; PROMO_SOURCE if not given."
    )(command)
    command = click.option("--value", required=True, help="The mobile number, e-mail, external id or customer id.")(
        command
    )
    return click.option("--by", "kind", type=KINDS, required=True, help="What kind of identifier --value is.")(command)


def output_options(command: Command) -> Command:
    """``--json`` and ``--show-identifiers``: how the answer is printed."""
    command = click.option("--show-identifiers", is_flag=True, help="Print identifiers in clear instead of masked.")(
        command
    )
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")(
        command
    )
