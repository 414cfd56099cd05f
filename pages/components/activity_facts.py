"""What is known of one action: figures before and after, its steps in time, and the ids that name it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.activity_desk import ActivityDesk
from pages.components.desk import current_desk
from pages.components.formats import counted, distance, exact, moment, number
from pages.components.places import CUSTOMER
from pages.components.plain import plain
from pages.components.wording import activity as words
from pages.components.wording.promotions import SOURCES
from promo_data.actions import Intent, State
from promo_data.actions.figures import Dated, Figures
from promo_data.errors import StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData
from promo_data.vocabulary import IdentifierKind


def show_figures(intent: Intent, zone: ZoneInfo) -> None:
    """What the customer's figures were before and are after, and which entries of the history came or went."""
    st.header(words.FIGURES, anchor=False, help=words.FIGURES_HELP)
    if intent.before is None:
        st.caption(words.NO_FIGURES)
        return
    st.table(figures_table(intent.before, intent.after), border="horizontal", width="stretch")
    for line in history_lines(intent.before, intent.after, zone):
        st.caption(line)


def figures_table(before: Figures, after: Figures | None) -> dict[str, list[str]]:
    """Columns of the table: each figure before and after; a figure that was not read says so."""
    names = list(words.FIGURE_NAMES)
    return {
        "": [words.FIGURE_NAMES[name] for name in names],
        "Before": [number(getattr(before, name)) for name in names],
        "After": [words.NOT_READ if after is None else number(getattr(after, name)) for name in names],
    }


def history_lines(before: Figures, after: Figures | None, zone: ZoneInfo) -> list[str]:
    """Which entries are new, which are gone; nothing where a reading lacks the history."""
    if after is None:
        return []
    appeared, gone = list(_entries_beyond(after, before, zone)), list(_entries_beyond(before, after, zone))
    has_both = None not in (before.enrolments, after.enrolments)
    lines = [
        words.APPEARED.format(entries=", ".join(appeared)) if appeared else "",
        words.GONE.format(entries=", ".join(gone)) if gone else "",
        words.NOTHING_MOVED if has_both and not (appeared or gone) else "",
    ]
    return [line for line in lines if line]


def _entries_beyond(one: Figures, other: Figures, zone: ZoneInfo) -> Iterator[str]:
    """The entries that only ``one`` has."""
    for name, here, there in (
        ("enrolment", one.enrolments, other.enrolments),
        ("issue", one.issues, other.issues),
    ):
        if here is not None and there is not None:
            yield from (_entry(name, key, here, zone) for key in here if key not in there)


def _entry(name: str, key: str, dated: Dated, zone: ZoneInfo) -> str:
    at = dated[key]
    return f"{name} {plain(key)}" + (f" of {moment(at, zone)}" if at is not None else "")


def show_steps(intent: Intent, zone: ZoneInfo, now: datetime) -> None:
    """Every step with its time; the exact one in UTC is beside it."""
    st.header(words.WHAT_HAPPENED, anchor=False)
    rows = steps_of(intent)
    shown = [(plain(name), f"{moment(at, zone)} ({distance(at, now)})", exact(at)) for name, at in rows]
    st.table(
        {
            "": [name for name, *_ in shown],
            "Time": [local for _, local, _ in shown],
            "Exactly": [utc for *_, utc in shown],
        },
        border="horizontal",
        width="stretch",
    )
    notes = [
        words.NEVER_SENT if intent.sent_at is None and intent.outcome is not None else "",
        words.READ_BACKS.format(times=counted(intent.reads, "time")) if intent.reads else "",
        words.INSISTED if intent.insisted else "",
        words.IN_A_BATCH if intent.batch is not None else "",
    ]
    if said := " ".join(note for note in notes if note):
        st.caption(said)


def steps_of(intent: Intent) -> list[tuple[str, datetime]]:
    """The steps that were taken, and the next one where it is known, in time."""
    decision = None if intent.decision is None else words.DECISIONS[intent.decision]
    is_decided = intent.decided_at is not None
    steps = [
        (words.STEPS["prepared"].format(person=intent.person), intent.prepared_at),
        (words.STEPS["sent"], intent.sent_at),
        (words.STEPS[_LAST_STEPS.get(intent.state, "ended")], None if is_decided else intent.ended_at),
        (words.STEPS["decided"].format(person=intent.decided_by, decision=decision), intent.decided_at),
        (words.STEPS["next"], intent.next_read_at),
    ]
    return [(name, at) for name, at in steps if at is not None]


_LAST_STEPS = {State.UNKNOWN: "unclear", State.CONFLICT: "contradicted"}
"""What is open has not ended."""


def show_ids(intent: Intent) -> None:
    """What the vendor's support asks for, each with a button to copy it."""
    st.header(words.REFERENCE, anchor=False)
    if intent.request_id:
        st.caption(words.REQUEST_ID)
        st.code(intent.request_id, language=None, wrap_lines=True)
    else:
        st.caption(words.NO_REQUEST_ID)
    st.caption(words.OUR_ID)
    st.code(str(intent.id), language=None, wrap_lines=True)
    given = {words.VENDORS_NAMES[name]: plain(value) for name, value in asdict(intent.ids).items() if value is not None}
    source = {"Source": SOURCES[intent.source]}
    numbers = {"Promotion, programme": f"{intent.promotion_id}, {intent.program_id}"}
    st.table(given | source | numbers, border="horizontal", width="stretch")


def show_links(data: PromoData, desk: ActivityDesk, intent: Intent) -> None:
    """Ways to the actions that this one has to do with, and to its customer."""
    try:
        undone_by = data.undone_by(intent.id)
    except StoreError:
        undone_by = None
    linked = {
        words.BLOCKED_BY: intent.blocked_by,
        words.UNDOES: intent.undoes,
        words.UNDONE_BY: None if undone_by is None else undone_by.id,
    }
    for place, (label, other) in enumerate(linked.items()):
        if other is not None:
            st.button(label, key=f"activity-link-{place}", type="tertiary", on_click=desk.open, args=(other,))
    if intent.customer_id is not None and st.button(words.CUSTOMER, key="activity-customer", type="tertiary"):
        known_by_number = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(intent.customer_id), intent.source)
        current_desk().look_up(known_by_number)
        st.switch_page(CUSTOMER)
