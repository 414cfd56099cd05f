"""Text from outside shown as text: what it spells is never markup, link, image, formula or icon."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_OUTLIVES_BACKSLASH = re.compile(r"(?<=:)(?=[/a-z])|(?<=@)|(?<=[-<>=~])(?=[-<>=~])|(?<=www)(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"  # WORD JOINER: has no width and allows no line break
_JOINS_LETTERS = "\u200c\u200d"  # Indian scripts and emoji need them


def one_line(text: object) -> str:
    """``text`` on one line, for places that know no markup; what cannot be printed becomes a space.

    That takes out the marks that turn the direction of writing, which could make a name read as another.
    """
    given = str(text)
    if not given.isprintable():
        given = "".join(c if c.isprintable() or c in _JOINS_LETTERS else " " for c in given)
    return " ".join(given.split())


def plain(text: object) -> str:
    """``text`` for places that read Markdown.

    A backslash settles what Markdown knows. Streamlit looks for addresses, ``:streamlit:`` and arrows after that, so
    these are parted by a character without width.
    """
    return _PUNCTUATION.sub(r"\\\1", _OUTLIVES_BACKSLASH.sub(_JOINER, one_line(text)))


def badge_text(text: object) -> str:
    """``text`` for ``st.badge``, which escapes square brackets by itself."""
    return plain(text).replace(r"\[", "[").replace(r"\]", "]")
