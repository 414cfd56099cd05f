"""Why and why not: what can be done with one promotion, each action with its reasons and what would change them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from pages.components.plain import plain
from pages.components.wording import drawer as words
from pages.components.wording import opinion as opinion_words
from pages.components.wording.promotions import actions_of
from promo_data.frames.records import Record
from promo_data.vocabulary import Action, PromotionType, Verdict


class Reason(NamedTuple):
    """A sentence, and another that says what would change it, where anything has to."""

    reason: str
    change: str | None


class Answer(NamedTuple):
    """What can be done or not, as Markdown, and its reasons; ``is_no`` where it is refused."""

    heading: str
    reasons: list[Reason]
    is_no: bool


def judged_actions(judged: Sequence[Record], promotion_type: str | None) -> list[Record]:
    """The rows of the availability frame that make sense for the type, what is refused first."""
    wanted = actions_of(promotion_type) or tuple(Action)
    shown = [row for row in judged if row["action"] in wanted]
    return sorted(shown, key=lambda row: row["verdict"] != Verdict.REFUSED)


def is_refused(judged: Sequence[Record], promotion_type: str | None) -> bool:
    """Whether one of them is refused, so that the agent has a no to explain."""
    return any(row["verdict"] == Verdict.REFUSED for row in judged_actions(judged, promotion_type))


def show_why(judged: Sequence[Record], promotion_type: str | None) -> None:
    """One line an action; below it the reasons, with what would change each."""
    if promotion_type == PromotionType.GENERIC:
        st.markdown(words.APPLIES_BY_ITSELF)
        return
    told: set[Reason] = set()
    with st.container(gap="xsmall", key="why"):
        for answer in answers(judged, promotion_type):
            st.markdown(answer.heading)
            for line in untold(answer, told):
                st.markdown(_said(line))
            told.update(answer.reasons)


def untold(answer: Answer, told: Collection[Reason]) -> list[Reason]:
    """Each answer keeps its first reason; what was told of another is not told again, nor what would change it.

    Where the answer is no, every reason says what would change it; beside any other, a change is told once.
    """
    changes, kept = {line.change for line in told}, []
    for place, line in enumerate(answer.reasons):
        if place and line in told:
            continue
        again = line in told or (line.change in changes and not answer.is_no)
        kept.append(line._replace(change=None) if again else line)
        changes.add(line.change)
    return kept


def _said(line: Reason) -> str:
    """A sentence that can be read out, then what would change it; both may hold text from outside."""
    change = f" :gray[{words.WOULD_CHANGE}] {plain(line.change)}" if line.change else ""
    return f"{plain(line.reason)}{change}"


def answers(judged: Sequence[Record], promotion_type: str | None) -> Iterator[Answer]:
    """What can be done, and why; actions with the same answer and the same reasons are one."""
    for _, rows in groupby(judged_actions(judged, promotion_type), key=_same):
        alike = list(rows)
        questions = ", ".join(words.QUESTIONS[Action(row["action"])] for row in alike)
        verdict = Verdict(alike[0]["verdict"])
        said = f"{words.MARKS[verdict]} **{questions.capitalize()}: {words.VERDICTS[verdict]}**"
        heading = f"{said} {_vendors(alike[0])}".strip()
        yield Answer(heading, reasons_of(alike[0]), is_no=verdict is Verdict.REFUSED)


def _same(row: Record) -> tuple[object, ...]:
    return row["verdict"], row["vendor_verdict"], row["reasons"], row["changes"]


def reasons_of(row: Record) -> list[Reason]:
    """Each reason of one row of the availability frame; what is only to be noted is no news where it is refused."""
    reasons = [Reason(*pair) for pair in zip(row["reasons"], row["changes"], strict=True)]
    return [one for one in reasons if one.change or row["verdict"] != Verdict.REFUSED]


def _vendors(row: Record) -> str:
    """What the vendor's own filter makes of it, as a badge; nothing where it was not asked or does not say."""
    if row["vendor_verdict"] is None:
        return ""
    verdict = opinion_words.VERDICTS[Verdict(row["vendor_verdict"])]
    return f":gray-badge[{opinion_words.BESIDE[bool(row['disagrees'])].format(verdict=verdict)}]"
