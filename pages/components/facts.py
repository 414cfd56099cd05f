"""What a promotion is: its dates, its numbers, and what the brand wrote about it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.formats import NOT_GIVEN, distance, has_no_end, moment, number
from pages.components.plain import badge_text, one_line, plain
from pages.components.wording import drawer as words
from pages.components.wording.promotions import NO_END_GIVEN, standing_with_date, type_words
from promo_data.frames.records import Record
from promo_data.frames.units import MIXED_POINTS
from promo_data.vocabulary import Phase, PromotionType


def show_standing(row: Record, org: str, zone: ZoneInfo, now: datetime) -> None:
    """Org, type and dates, for the line under the drawer's title."""
    ends_at: datetime | None = row["ends_at"]
    stands = standing_with_date(Phase(row["phase"]), row["starts_at"], ends_at, now, zone)
    no_end = NO_END_GIVEN.format(at=moment(ends_at, zone)) if has_no_end(ends_at, now) else None
    st.badge(badge_text(org), color="gray", help=f"Org {row['org_id']}" if row["org_id"] is not None else None)
    _show_type(row["type"])
    st.caption(stands, width="content", help=no_end)


def _show_type(given: str | None) -> None:
    """The type in plain words; one that is not known here as the vendor spells it, in quotes."""
    is_odd = given is not None and given not in list(PromotionType)
    text = f"“{given}”" if is_odd else type_words(given)
    st.badge(badge_text(text), color="gray", help=words.UNKNOWN_TYPE if is_odd else None)


def show_description(row: Record) -> None:
    """What the brand says of it, where it says anything."""
    if row["description"]:
        st.markdown(plain(row["description"]))


def show_facts(row: Record, zone: ZoneInfo, now: datetime) -> None:
    """The figures and numbers of the promotion, its metadata, and all fields folded away."""
    st.header(words.FACTS, anchor=False)
    st.table(_facts(row, zone, now), border="horizontal", width="stretch")
    if row["metadata"]:
        st.header(words.METADATA, anchor=False)
        entries = {plain(entry["key"]): plain(_or_not_given(entry["value"])) for entry in row["metadata"]}
        st.table(entries, border="horizontal", width="stretch")
    with st.expander(words.RAW):
        st.json({name: one_line(value) if isinstance(value, str) else value for name, value in row.items()})


def _facts(row: Record, zone: ZoneInfo, now: datetime) -> dict[str, str]:
    """What stands nowhere else in the drawer."""
    return {
        "Starts": _dated(row["starts_at"], zone, now),
        "Points received": _points(row),
        "Times benefited": number(row["times_used"]),
        "Triggered by": plain(_or_not_given(row["event"])),
        "Marked active": {True: "yes", False: "no"}.get(row["active"], NOT_GIVEN),
        "Brand's identifier": plain(_or_not_given(row["identifier"])),
        "Promotion, programme": f"{row['promotion_id']}, {row['program_id']}",
    }


def _points(row: Record) -> str:
    """The figure; where alternate currencies are counted in, that is said."""
    mixed = row["points_used"] is not None and row["points_unit"] == MIXED_POINTS
    return f"{number(row['points_used'])}{f' ({MIXED_POINTS})' if mixed else ''}"


def _dated(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    return NOT_GIVEN if at is None else f"{moment(at, zone)} ({distance(at, now)})"


def _or_not_given(value: object) -> object:
    return NOT_GIVEN if value is None else value
