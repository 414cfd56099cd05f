"""Numbers that stand where identifiers belong -> texts, unless digits are lost."""

_EXACT = 2**53
"""Whole numbers below it survive being kept as a float (IEEE 754, binary64)."""

_DIGITS_OF_EXCEL = 15
"""Excel keeps so many digits of a number, and puts zeros for the others (its specifications and limits)."""


def number_text(number: float) -> str:
    """``917406400033`` for a whole number that is exact, in whatever type; else as in ``9.174E+17``."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if number != int(number):
        return repr(number)
    return str(int(number)) if isinstance(number, int) or _is_exact(int(number)) else f"{number:.9E}"


def _is_exact(whole: int) -> bool:
    """Whether no digit is lost; one of more digits than Excel keeps that ends in 0 may have been typed otherwise."""
    return abs(whole) < _EXACT and (len(str(abs(whole))) <= _DIGITS_OF_EXCEL or whole % 10 != 0)
