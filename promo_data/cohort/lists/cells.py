"""One column's cells -> identifiers as they are asked, or why they are not.

What an identifier is says ``models.customer.identified``, cell by cell. Most cells of a list are plain, and for those
Arrow says the same a hundred times faster; a property test holds the two together.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from promo_data.cohort.lists.refusals import REFUSALS, Refusal
from promo_data.errors import InputError
from promo_data.models.customer import LONGEST_IDENTIFIER, identified
from promo_data.vocabulary import IdentifierKind

FINE = -1
"""The code of a cell that is an identifier."""

_NO_VALUES = frozenset({"", "null", "n/a", "#n/a", "nan", "none", "nil", "<na>", "-", "#ref!", "#value!", "#name?"})
"""How programs write that there is nothing."""

_PLAIN = {
    IdentifierKind.MOBILE: r"^\+?[0-9][0-9 ()\-]{6,29}$",
    IdentifierKind.EMAIL: r"^[0-9A-Za-z][0-9A-Za-z._%+\-]*@[0-9A-Za-z][0-9A-Za-z.\-]*$",
    IdentifierKind.EXTERNAL_ID: r"^[0-9A-Za-z][!-~]*$",
    IdentifierKind.CUSTOMER_ID: r"^[0-9]+$",
}
_SUSPICIOUS = r"(?i)^(?:null|n/a|nan|none|nil|\d+(?:[.,]\d+)?e\+?\d+|\d{1,4}[./\-]\d{1,2}[./\-].*)$"
"""Plain, and perhaps not an identifier all the same: looked at one by one."""

_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_ROUNDED_FOR_CERTAIN = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{2,}")
"""As spreadsheets write it; without the sign it could be an external id such as ``12E4``."""

_DATE = re.compile(r"(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4})(?:[T ]\d{1,2}:\d{2}.*)?")
_TEXT_IN_A_FORMULA = re.compile(r'="([^"]*)"')
_MARKED_AS_TEXT = re.compile(r"^'(?=\+?[0-9][0-9 ().\-]*$)")
_WHOLE_FRACTION = re.compile(r"(\d+)\.0")
_EXACT = 2**53
"""Whole numbers below it survive being kept as a float (IEEE 754, binary64)."""

_EMAIL = re.compile(r"""(?:"[^"]*"|[^@\s"<>(),;:]+)@[\w.\-:\[\]]+""")
_NUMBERS = frozenset({IdentifierKind.MOBILE, IdentifierKind.CUSTOMER_ID})


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Cell by cell: ``values`` are identifiers as asked, null where refused; ``codes`` number ``REFUSALS``, or FINE."""

    values: pa.StringArray
    codes: npt.NDArray[np.int8]


def judged(cells: pa.StringArray, kind: IdentifierKind) -> Judged:
    """Each of ``cells`` as an identifier of ``kind``."""
    text = pc.utf8_trim_whitespace(cells.fill_null(""))
    values = pc.replace_substring_regex(text, "[^0-9]", "") if kind is IdentifierKind.MOBILE else text
    plain = _are_plain(text, values, kind)
    codes = np.full(len(cells), FINE, np.int8)
    odd = np.flatnonzero(~plain)
    if not odd.size:
        return Judged(values, codes)
    odd_values, codes[odd] = _one_by_one(text.take(pa.array(odd)), kind)
    return Judged(pc.replace_with_mask(values, pa.array(~plain), odd_values), codes)


def _are_plain(text: pa.StringArray, values: pa.StringArray, kind: IdentifierKind) -> npt.NDArray[np.bool_]:
    plain = pc.and_not(pc.match_substring_regex(text, _PLAIN[kind]), pc.match_substring_regex(text, _SUSPICIOUS))
    fits = pc.less_equal(pc.binary_length(values), LONGEST_IDENTIFIER)
    if kind is IdentifierKind.MOBILE:
        fits = pc.match_substring_regex(values, r"^[0-9]{7,15}$")
    both: npt.NDArray[np.bool_] = pc.and_(plain, fits).to_numpy(zero_copy_only=False)
    return both


def _one_by_one(text: pa.StringArray, kind: IdentifierKind) -> tuple[pa.StringArray, npt.NDArray[np.int8]]:
    """The same for cells that are not plain, each spelling looked at once."""
    spelled = text.dictionary_encode()
    found = [_judged_one(one, kind) for one in spelled.dictionary.to_pylist()]
    values = pa.array([value for value, _ in found], pa.string())
    codes = np.array([code for _, code in found], np.int8)
    return values.take(spelled.indices), codes[spelled.indices.to_numpy()]


def _judged_one(cell: str, kind: IdentifierKind) -> tuple[str | None, int]:
    text = _meant(cell, kind)
    refusal = _refusal(text, kind)
    if refusal is None:
        try:
            return identified(text, kind).value, FINE
        except InputError:
            refusal = Refusal.WRONG_KIND
    return None, REFUSALS.index(refusal)


def _meant(cell: str, kind: IdentifierKind) -> str:
    """What a spreadsheet's ways to keep a number as text, or a text as number, were about."""
    text = cell.strip()
    formula = _TEXT_IN_A_FORMULA.fullmatch(text)
    text = _MARKED_AS_TEXT.sub("", formula[1].strip() if formula else text)
    whole = _WHOLE_FRACTION.fullmatch(text) if kind in _NUMBERS else None
    return whole[1] if whole and len(whole[1]) <= len(str(_EXACT)) and int(whole[1]) < _EXACT else text


def _refusal(text: str, kind: IdentifierKind) -> Refusal | None:
    """Why the list's reader refuses it, before it is asked whether it is an identifier."""
    rounded = _ROUNDED if kind in _NUMBERS else _ROUNDED_FOR_CERTAIN
    reasons = {
        Refusal.BLANK: text.casefold() in _NO_VALUES,
        Refusal.TOO_LONG: len(text) > LONGEST_IDENTIFIER,
        Refusal.CONTROL_CHARACTERS: not text.isprintable(),
        Refusal.FORMULA: text.startswith("="),
        Refusal.SCIENTIFIC: rounded.fullmatch(text) is not None,
        Refusal.DATE: _DATE.fullmatch(text) is not None,
        Refusal.WRONG_KIND: kind is IdentifierKind.EMAIL and _EMAIL.fullmatch(text) is None,
    }
    return next((refusal for refusal, holds in reasons.items() if holds), None)
