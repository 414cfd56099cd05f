"""Text in figures: plotly reads tags and formulas in it, and text from outside has none to give."""

from html import escape

_FORMULA = "$"
_HARMLESS_DOLLAR = "&#36;"


def chart_text(text: str) -> str:
    """``text`` for a label, an annotation or a tooltip of plotly, with nothing in it that plotly would act on."""
    return escape(text).replace(_FORMULA, _HARMLESS_DOLLAR)
