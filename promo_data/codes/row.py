"""The shape of the table: a row as it is written down, and the meaning that is handed out."""

from dataclasses import dataclass

READ_BACK = (
    "Do not repeat it yet: look the customer up again; repeating the action first checks by reading what became of "
    "this one."
)
"""What to do about a write whose end is not known."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What happened, what to do (to try again is part of that, where it helps), and the document that says so."""

    what: str
    advice: str
    source: str

    @property
    def sentence(self) -> str:
        """What happened and what to do, for a person."""
        return f"{self.what} {self.advice}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the vendor's error tables; ``code`` is ``None`` where the vendor gives only a sentence.

    ``fragment`` is the part of the message that tells causes with one code apart, in any case of letters.
    ``retry_helps`` where the same request may succeed later: the advice then says so.
    ``several_causes`` marks a code that does not say which of its causes it was.
    """

    code: int | None
    what: str
    advice: str
    source: str
    fragment: str = ""
    retry_helps: bool = False
    several_causes: bool = False

    def fits(self, code: int | None, message: str) -> bool:
        """Whether this row explains that code and message."""
        return self.code == code and self.fragment.casefold() in message.casefold()

    def meaning(self, evidence: str = "") -> Meaning:
        """The row for a person, with its likely cause where there is evidence and the code leaves it open."""
        likely = f" Likely cause, from what was read before: {evidence}" if evidence and self.several_causes else ""
        return Meaning(self.what + likely, self.advice, self.source)
