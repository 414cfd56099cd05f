"""What only the visitor's browser can do: move the keyboard's focus, and go one step back. The only scripts of our own.

Streamlit has no way to do either, and its components of one's own would need a looser Content-Security-Policy. Nothing
from outside gets into a script: what it is made of is written here and in ``wording``.
"""

from enum import StrEnum

import streamlit as st

from pages.components.wording.drawer import PLACES


class Place(StrEnum):
    """Where one goes on in the drawer; the value is the key of that container."""

    ANSWERS = "answers"
    CONFIRMATION = "confirmation"
    OPINION = "opinion"
    BENEFITS = "benefits"


_FOCUS = """<script>
(() => {{
  // {move}
  const place = document.querySelector(".st-key-{place}");
  if (!place) return;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "{label}");
  place.tabIndex = -1;
  place.focus();
}})();
</script>"""

_BACK = "<script>if (!window.navigation || navigation.canGoForward) history.back();</script>"


def move_focus(place: Place, move: int) -> None:
    """Put the focus before what is used next, once for each ``move``: the Tab key then leads to its first control.

    A drawer whose focused button is gone puts the focus on its first one, which closes it. The control itself is not
    given the focus: a key held down would press it, and a screen reader would not say what it is about.
    """
    _run(focus_script(place, move))


def focus_script(place: Place, move: int) -> str:
    """The script of ``move_focus``; Streamlit runs the same text once."""
    return _FOCUS.format(move=int(move), place=place.value, label=PLACES[place.value])


def step_back() -> None:
    """Leave an entry of the browser's history by which one came back; one that was opened by a click stays.

    Browsers that cannot tell the two apart go back from either.
    """
    _run(_BACK)


def _run(script: str) -> None:
    with st.container(key="browser-steps"):
        st.html(script, unsafe_allow_javascript=True)
