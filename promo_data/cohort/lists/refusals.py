"""Why a row of a list is not asked: one code and one sentence each, and none quotes the row."""

from enum import StrEnum

from promo_data.models.customer import LONGEST_IDENTIFIER
from promo_data.vocabulary import IdentifierKind


class Refusal(StrEnum):
    """Why a row cannot be asked; the values are codes that scripts may rely on."""

    BLANK = "blank"
    WRONG_KIND = "wrong_kind"
    SCIENTIFIC = "scientific"
    DATE = "date"
    FORMULA = "formula"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    HEADER_AGAIN = "header_again"


REFUSALS = tuple(Refusal)
"""By their number in a column of codes."""

DUPLICATE = "duplicate"
"""The code of a row whose customer an earlier row names: no refusal, the customer is asked once."""

_SENTENCES = {
    Refusal.BLANK: "The cell is empty.",
    Refusal.SCIENTIFIC: (
        "The number is rounded as in 9.19E+11, and its digits are lost: format the column as text where the list "
        "comes from, and export it again."
    ),
    Refusal.DATE: "The cell holds a date, and no identifier.",
    Refusal.FORMULA: "The cell holds a formula: paste the column as values, and export it again.",
    Refusal.TOO_LONG: f"An identifier has at most {LONGEST_IDENTIFIER} characters.",
    Refusal.CONTROL_CHARACTERS: "The cell holds characters that cannot be seen or typed.",
    Refusal.HEADER_AGAIN: "The row repeats the header.",
}
_OF_THE_KIND = {
    IdentifierKind.MOBILE: "A mobile number has 7 to 15 digits, with its country code and without letters.",
    IdentifierKind.EMAIL: "An e-mail address has a name, an @ and a domain, and no spaces.",
    IdentifierKind.EXTERNAL_ID: "This cannot be an external id.",
    IdentifierKind.CUSTOMER_ID: "A customer id holds digits only.",
}


def sentence(refusal: Refusal, kind: IdentifierKind) -> str:
    """What is wrong with the row, in one sentence; ``kind`` is what was looked for."""
    return _OF_THE_KIND[kind] if refusal is Refusal.WRONG_KIND else _SENTENCES[refusal]
