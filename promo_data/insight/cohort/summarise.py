"""What a snapshot says, worked out once when it is made: its rows as codes, promotion after promotion."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import numpy as np
import orjson

from promo_data.insight.cohort.known import Known
from promo_data.insight.cohort.parts import Part, parts
from promo_data.insight.cohort.spill import Spill
from promo_data.insight.cohort.tightest import ALL_STATES
from promo_data.insight.cohort.writing import Spilled, write_summary
from promo_data.vocabulary import AllowanceState

SUMMARY, ABOUT = "summary", "about.json"
VERSION = 1
"""Of the files of a summary; one of another version is made anew."""
_NEAR = ALL_STATES.index(AllowanceState.NEAR)
_TYPES: tuple[dict[str, str], ...] = (
    {
        "customer": "i8",
        "as_of": "i8",
        "edition": "i4",
        "state": "u1",
        "room": "u1",
        "otherwise": "u1",
        "expires": "i8",
        "kind": "i4",
        "cap": "f8",
        "used": "f8",
    },
    {"member": "u4", "kind": "i4", "state": "i1", "cap": "f8", "headroom": "f8"},
    {"member": "u4", "kind": "i4", "cap": "f8", "used": "f8", "headroom": "f8", "share_used": "f8"},
)
"""Of the columns of ``Spilled``."""


def summarise(folder: Path) -> None:
    """Write the summary of the snapshot in ``folder``, aside and moved into place; one that stands is replaced.

    Reads part after part: what does not fit memory lies in files beside it meanwhile. ``OSError`` where a file cannot
    be read or written.
    """
    with _moved_into(folder / SUMMARY) as aside, _spilled(aside) as spilled:
        known, count = Known(), 0
        for part in parts(folder, known):
            _spill(part, count, spilled)
            count += len(part.members["edition"])
        write_summary(aside, known, spilled)
        as_of = int(spilled.members["as_of"].max()) if count else None
        (aside / ABOUT).write_bytes(orjson.dumps({"version": VERSION, "as_of": as_of}))


@contextmanager
def _spilled(aside: Path) -> Iterator[Spilled]:
    folder = aside / "as they came"
    folder.mkdir()
    yield Spilled(*(Spill(folder / name, types) for name, types in zip(Spilled._fields, _TYPES, strict=True)))
    shutil.rmtree(folder)


def _spill(part: Part, before: int, spilled: Spilled) -> None:
    """``before`` rows of members came already."""
    spilled.members.add(part.members)
    owned = np.flatnonzero(part.limits["member"] >= 0)
    limits = {name: column[owned] for name, column in part.limits.items()}
    limits["member"] += before
    spilled.limits.add(limits)
    near = limits["state"] == _NEAR
    spilled.near.add({name: column[near] for name, column in limits.items()})


@contextmanager
def _moved_into(place: Path) -> Iterator[Path]:
    """A folder to write in, which becomes ``place`` when all is written and leaves no trace when it is not."""
    aside, before = (place.with_name(f".{place.name}-{uuid4().hex}") for _ in range(2))
    aside.mkdir()
    try:
        yield aside
        if place.exists():
            place.rename(before)
        aside.rename(place)
    finally:
        for left in (aside, before):
            shutil.rmtree(left, ignore_errors=True)
