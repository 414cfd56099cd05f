"""Colours of the six states and of what stands around them, for light and for dark."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One look. ``states`` has a colour for each state of a limit; the ways of filling are the same in both looks.

    ``words`` has each as text is written in it: 4.5 : 1 at least on every ground (WCAG 2.2, success criterion 1.4.3).
    """

    states: Mapping[str, str]
    words: Mapping[str, str]
    text: str
    muted: str
    track: str


def _states(blue: str, amber: str, red: str, grey: str, violet: str, hatch: str) -> dict[str, str]:
    return {
        "open": blue,
        "near": amber,
        "exhausted": red,
        "over": red,
        "no_limit": grey,
        "cap_only": violet,
        "unknown": hatch,
    }


LIGHT = Palette(
    states=_states("#2E6FBB", "#C77700", "#B3261E", "#7A8594", "#5B54A8", "#9AA5B4"),
    words=_states("#2E6FBB", "#945800", "#B3261E", "#55606E", "#5B54A8", "#55606E"),
    text="#17202A",
    muted="#55606E",
    track="#E9EDF1",
)
DARK = Palette(
    states=_states("#6FA8E8", "#F0A93B", "#F2766B", "#9AA5B4", "#9D97E8", "#6B7686"),
    words=_states("#6FA8E8", "#F0A93B", "#F2766B", "#9AA5B4", "#9D97E8", "#9AA5B4"),
    text="#E7EBEF",
    muted="#A3AFBC",
    track="#232C36",
)
