"""A cell that holds records, such as a promotion's timeline or metadata, as a JSON text and back."""

import math
from datetime import datetime
from itertools import chain
from typing import Any, TypedDict

import msgspec
import orjson

_UNREADABLE = "unreadable"
"""Stands for NaN, which JSON lacks: a figure that came and could not be read, and is not the same as none."""


class _Issue(TypedDict):
    issue_id: str | None
    issued_at: datetime | None
    expires_at: datetime | None
    redeemed: int | float | str | None


class _Enrolment(TypedDict):
    enrolment_id: str | None
    enrolled_at: datetime | None
    expires_at: datetime | None
    issues: list[_Issue]


_timeline = msgspec.json.Decoder(list[_Enrolment])


def text_of(records: list[dict[str, Any]]) -> str:
    """The records as JSON; NaN is told apart from nothing."""
    return orjson.dumps([_with_nan_told(record) for record in records]).decode()


def _with_nan_told(record: dict[str, Any]) -> dict[str, Any]:
    issues = record.get("issues")
    if not issues or not any(_is_nan(issue["redeemed"]) for issue in issues):
        return record
    told = [issue | {"redeemed": _UNREADABLE} if _is_nan(issue["redeemed"]) else issue for issue in issues]
    return record | {"issues": told}


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def metadata_of(text: str) -> list[Any]:
    """The records of a promotion's metadata that ``text_of`` wrote."""
    records: list[Any] = orjson.loads(text)
    return records


def timeline_of(text: str) -> list[Any]:
    """The records of a timeline that ``text_of`` wrote, times as times."""
    records = _timeline.decode(text)
    for issue in chain.from_iterable(record["issues"] for record in records) if _UNREADABLE in text else ():
        issue["redeemed"] = math.nan if issue["redeemed"] == _UNREADABLE else issue["redeemed"]
    return records
