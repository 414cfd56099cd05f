"""Colours as red, green and blue from 0 to 1, and how well one is read on another (WCAG 2.2, relative luminance)."""

import re

Colour = tuple[float, float, float]


def colour(name: str) -> Colour:
    """The colour that a style sheet writes as ``#RRGGBB``."""
    red, green, blue = (int(name[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def computed_colour(text: str) -> Colour:
    """The opaque colour that a browser tells as ``rgb(…)``."""
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", text))
    return red, green, blue


def mixed(part: float, over: Colour, under: Colour) -> Colour:
    """So much of one colour over another."""
    red, green, blue = (part * a + (1 - part) * b for a, b in zip(over, under, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same colour, to 21, black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
