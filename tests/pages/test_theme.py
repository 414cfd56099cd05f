"""Colours of the theme that carry words: 4.5 : 1 at least (WCAG 2.2, success criterion 1.4.3)."""

import re
import tomllib
from pathlib import Path

import pytest

from pages.charts.palette import DARK, LIGHT
from tests.colours import colour, contrast, mixed

ROOT = Path(__file__).parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
STYLES = (ROOT / "pages" / "components" / "dashboard.css").read_text()
LEAST = 4.5
SELECTED = 0.1
"""How much of the primary colour Streamlit puts under the words of a pill that is chosen."""
CAPTION = 0.6
"""How much of the text's colour a caption has."""


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
def test_the_words_of_every_state_and_those_that_are_muted_can_be_read(look: str, ground: str) -> None:
    palette, under = {"light": LIGHT, "dark": DARK}[look], colour(THEME[look][ground])
    assert palette.words.keys() == palette.states.keys()
    assert {name: word for name, word in palette.words.items() if contrast(colour(word), under) < LEAST} == {}
    assert contrast(colour(palette.muted), under) >= LEAST


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_a_caption_can_be_read(look: str, ground: str) -> None:
    under = colour(THEME[look][ground])
    assert contrast(mixed(CAPTION, colour(THEME[look]["textColor"]), under), under) >= LEAST
