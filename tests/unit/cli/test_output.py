"""What commands print: one JSON object on stdout, messages on stderr, nothing that steers a terminal."""

import json
import math
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from promo_data.cli.output import print_json, print_line, printable, say
from promo_data.vocabulary import Verdict


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (math.nan, "null"),
        (math.inf, "null"),
        (0.0, "0"),
        (5.0, "5"),
        (0.25, "0.25"),
        (-1.0, "-1"),
        (True, "true"),
        ("Größe “x”", '"Größe “x”"'),
        (Verdict.ALLOWED, '"allowed"'),
        (datetime(2026, 1, 31, 10, tzinfo=UTC), '"2026-01-31T10:00:00Z"'),
        (pd.Timestamp("2026-01-31T10:00:00.284Z"), '"2026-01-31T10:00:00Z"'),
        (pd.Timestamp("2026-01-31T15:30:00+05:30"), '"2026-01-31T10:00:00Z"'),
        (pd.NaT, "null"),
        (2**53 + 1, str(2**53 + 1)),
    ],
)
def test_a_value_is_written_as_scripts_expect(value: object, written: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"value": value})

    assert capsys.readouterr().out == f'{{\n  "value": {written}\n}}\n'


@pytest.mark.parametrize("value", [1e30, -1e19, 1.5e300])
def test_a_number_of_any_size_can_be_written(value: float, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"cap": value})

    assert printed(capsys)["cap"] == value


def test_values_are_plain_at_any_depth(capsys: pytest.CaptureFixture[str]) -> None:
    at = pd.Timestamp("2026-01-31T10:00:00Z")

    print_json({"timeline": [{"issues": ({"redeemed": 2.0, "issued_at": at},)}]})

    assert printed(capsys) == {"timeline": [{"issues": [{"redeemed": 2, "issued_at": "2026-01-31T10:00:00Z"}]}]}


def test_a_message_goes_to_stderr_alone(capsys: pytest.CaptureFixture[str]) -> None:
    say("Brand A: not connected")

    assert capsys.readouterr() == ("", "Brand A: not connected\n")


def test_a_line_goes_to_stdout_alone(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("Award50")

    assert capsys.readouterr() == ("Award50\n", "")


@pytest.mark.parametrize("steering", ["\x1b[2J", "\r", "\n", "\x07", "\u202e", "\u2028", "\x9b"])
def test_characters_that_could_steer_a_terminal_are_replaced(steering: str) -> None:
    shown = printable(f"Award{steering}50")

    assert shown.startswith("Award�")
    assert not set(steering[0]) & set(shown)


def test_letters_of_any_language_and_signs_are_shown() -> None:
    assert printable("Größe – 50 % 積分 نقاط 🎁") == "Größe – 50 % 積分 نقاط 🎁"


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return dict(json.loads(capsys.readouterr().out))
