"""Text from outside is text: no character of it is markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.components.plain import badge_text, one_line, plain

HOSTILE = (
    "![x](http://evil.example/a.png)",
    "<img src=http://evil.example/b.png>",
    "$x^2$",
    ":material/home:",
    ":streamlit:",
    ":red[hi]",
    "a -> b <= c",
    "www.evil.example",
    "me@evil.example",
)


def _as_read(shown: str) -> str:
    return re.sub(r"\\(.)", r"\1", shown).replace("\u2060", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_read_is_what_was_given(text: str) -> None:
    assert _as_read(plain(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_every_sign_that_could_be_markup_is_escaped(text: str) -> None:
    assert not re.search(r"(?<!\\)[^\w\s\\\u2060]", plain(text))


@pytest.mark.parametrize("survivor", ["http://x", "www.x.y", "me@x.y", ":streamlit:", "<=", "->", "--"])
def test_what_is_looked_for_after_markdown_is_parted(survivor: str) -> None:
    assert "\u2060" in plain(survivor)


@given(st.text())
def test_any_text_is_on_one_line(text: str) -> None:
    assert "\n" not in plain(text)
    assert _as_read(plain(text)) == one_line(text).replace("\u2060", "")


def test_marks_that_turn_the_direction_of_writing_are_taken_out() -> None:
    assert one_line("abc\u202edef") == "abc def"


def test_joiners_that_a_script_needs_stay() -> None:
    assert one_line("क्\u200dष") == "क्\u200dष"


@pytest.mark.parametrize("text", [*HOSTILE, "[a] \\[b\\]", "a\\"])
def test_a_badge_escapes_square_brackets_itself(text: str) -> None:
    shown = badge_text(text).replace("[", "\\[").replace("]", "\\]")
    assert shown == plain(text)
