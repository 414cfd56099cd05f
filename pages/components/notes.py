"""What of the vendor's answers could not be read, and apart from it what could but looks odd."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from pages.components.formats import counted
from pages.components.plain import plain
from pages.components.wording import customer as words
from promo_data.models.reading import Problem
from promo_data.scope import Org

_NOTES_IN_SIGHT = 3

Told = tuple[str, str]
"""Where, and what is the matter."""


def show_problems(problems: Iterable[Problem], orgs: Iterable[Org] = ()) -> None:
    """Losses one by one, and the notes, each once; ``orgs`` are named as people know them."""
    all_of_them, names = list(problems), _names(orgs)
    lost = [(_named(one.where, names), one.what) for one in all_of_them if one.is_loss]
    notes = told_once([one for one in all_of_them if not one.is_loss], names)
    _show_list(lost, words.LOST.format(count=counted(len(lost), "part")), ":material/report:", expanded=False)
    in_sight = len(notes) <= _NOTES_IN_SIGHT
    _show_list(notes, words.NOTES.format(count=counted(len(notes), "note")), ":material/info:", expanded=in_sight)


def told_once(notes: Sequence[Problem], names: Mapping[str, str]) -> list[Told]:
    """Equal notes as one, with every place it was seen at; a note on a whole answer does not name its page."""
    places: dict[str, dict[str, None]] = {}
    for note in notes:
        places.setdefault(note.what, {})[_named(note.where.partition(", page ")[0], names)] = None
    return [(", ".join(seen), what) for what, seen in places.items()]


def _names(orgs: Iterable[Org]) -> dict[str, str]:
    """The names people know, by how the data layer calls an org in ``Problem.where``."""
    return {"own org" if org.id is None else f"org {org.id}": org.name for org in orgs}


def _named(where: str, names: Mapping[str, str]) -> str:
    """``org 50404 and org 50405, page 0`` as ``Merrowfield Group and Larkhill Grocers, page 0``."""
    head, comma, rest = where.partition(", ")
    return " and ".join(names.get(one, one) for one in head.split(" and ")) + comma + rest


def _show_list(problems: Sequence[Told], title: str, icon: str, *, expanded: bool) -> None:
    if not problems:
        return
    with st.expander(title, icon=icon, expanded=expanded):
        for where, what in problems:
            st.markdown(f"**{plain(where)}**: {plain(what)}")
