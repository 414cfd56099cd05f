"""What commands print: one JSON object on stdout, or lines for people; messages on stderr."""

from datetime import UTC, datetime
from typing import Any

import click
import orjson

_EXACT_WHOLE_NUMBERS = 2**53


def print_json(value: dict[str, Any]) -> None:
    """``value`` as one JSON object on stdout: times in UTC with ``Z``, whole numbers without a fraction."""
    text = orjson.dumps(_plain(value), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)
    click.echo(text.decode())


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON's own shape: anything in, anything out
    match value:
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case float() if value.is_integer() and abs(value) < _EXACT_WHOLE_NUMBERS:
            return int(value)
        case datetime():
            return _plain_time(value)
        case _:
            return value


def _plain_time(value: datetime) -> datetime | None:
    """A time as Python's own, in UTC; pandas' absent time equals nothing, not even itself, and becomes ``None``."""
    if value != value:  # noqa: PLR0124 - see above
        return None
    there = value.astimezone(UTC)
    return datetime.combine(there.date(), there.timetz())


def say(message: str) -> None:
    """A message for the person at the terminal, on stderr."""
    click.echo(printable(message), err=True)


def print_line(text: str = "") -> None:
    """A line of a human answer, on stdout."""
    click.echo(printable(text))


def printable(text: str) -> str:
    """Text without characters that could steer a terminal: the vendor's text is not to be trusted."""
    return "".join(character if character.isprintable() else "�" for character in text)
