"""A share as a bar of characters, for places that take nothing but text."""

from pages.components.formats import is_absent

_CELLS = 8
_FULL, _EMPTY = "■", "□"


def bar(share: float | None) -> str:
    """Eight cells, full as far as ``share`` of 1 is used; nothing where it is absent.

    Neither none nor all is full where some is used and some is left. A fuller bar sorts before an emptier one.
    """
    if share is None or is_absent(share):
        return ""
    full = _CELLS if share >= 1 else 0 if share <= 0 else max(1, min(round(share * _CELLS), _CELLS - 1))
    return _FULL * full + _EMPTY * (_CELLS - full)
