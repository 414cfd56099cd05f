"""Colours of the theme that carry words: 4.5 : 1 at least (WCAG 2.2, success criterion 1.4.3)."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
STYLES = (ROOT / "pages" / "components" / "dashboard.css").read_text()
LEAST = 4.5
SELECTED = 0.1
"""How much of the primary colour Streamlit puts under the words of a pill that is chosen."""
CAPTION = 0.6
"""How much of the text's colour a caption has."""

Colour = tuple[float, float, float]


def colour(name: str) -> Colour:
    red, green, blue = (int(name[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def mixed(part: float, over: Colour, under: Colour) -> Colour:
    red, green, blue = (part * a + (1 - part) * b for a, b in zip(over, under, strict=True))
    return red, green, blue


def luminance(of: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_the_primary_colour_can_be_read_as_text_also_on_what_is_chosen(look: str, ground: str) -> None:
    primary, under = colour(THEME[look]["primaryColor"]), colour(THEME[look][ground])
    assert contrast(primary, under) >= LEAST
    if (look, ground) != ("light", "secondaryBackgroundColor"):  # no pill stands on the light grey
        assert contrast(primary, mixed(SELECTED, primary, under)) >= LEAST


@pytest.mark.parametrize(("look", "place"), [("light", 1), ("dark", 2)])
def test_the_label_of_a_primary_button_can_be_read(look: str, place: int) -> None:
    label = re.search(r"light-dark\((#\w+), (#\w+)\)", STYLES)
    assert label
    assert contrast(colour(label[place]), colour(THEME[look]["primaryColor"])) >= LEAST


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_a_caption_can_be_read(look: str, ground: str) -> None:
    under = colour(THEME[look][ground])
    assert contrast(mixed(CAPTION, colour(THEME[look]["textColor"]), under), under) >= LEAST
