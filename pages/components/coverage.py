"""Which orgs answered, what is missing, and what a figure over some of them is worth."""

from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.formats import clock, counted, exact, number
from pages.components.plain import badge_text, plain
from pages.components.wording import customer as words
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import OrgCoverage
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState


def show_coverage(view: CustomerView, zone: ZoneInfo) -> None:
    """One badge an org: answered and when, or why not."""
    for org in view.coverage:
        _show_org(org, zone)


def _show_org(org: OrgCoverage, zone: ZoneInfo) -> None:
    name = badge_text(org.org.name)
    id_text = f"Org {org.org.id}. " if org.org.id is not None else ""
    if org.state is CoverageState.ANSWERED and org.as_of is not None:
        help_text = f"{id_text}Answered at {exact(org.as_of)}."
        st.badge(f"{name} ✓ {clock(org.as_of, zone)}", color="gray", help=help_text)
        return
    told = id_text + plain(org.message or words.NOT_CHOSEN)
    failed = _has_failed(org)
    text = f"{name} {'✗' if failed else '–'} {words.failure_words(org)}"
    st.badge(text, color="red" if failed else "gray", help=told)


def _has_failed(org: OrgCoverage) -> bool:
    """An org that was not asked, or that truly does not know the customer, has not failed."""
    return org.state is CoverageState.FAILED and org.code not in CUSTOMER_NOT_FOUND


def _is_not_known_there(org: OrgCoverage) -> bool:
    return org.state is CoverageState.FAILED and org.code in CUSTOMER_NOT_FOUND


def show_missing(view: CustomerView) -> None:
    """Names the orgs whose promotions are not shown: those that failed, and apart those that have none to show."""
    failed = [f"{plain(org.org.name)} ({words.failure_words(org)})" for org in view.coverage if _has_failed(org)]
    if failed:
        text = words.PARTIAL.format(answered=view.answered, asked=view.asked, missing=", ".join(failed))
        st.warning(text, icon=":material/warning:")
    if strangers := [plain(org.org.name) for org in view.coverage if _is_not_known_there(org)]:
        st.caption(words.not_known_there(strangers))


def resting_on(view: CustomerView) -> str:
    """``of 2 of 3 orgs`` where orgs are missing, else nothing."""
    return "" if view.answered == view.asked else f"of {view.answered} of {view.asked} orgs"


def is_part(view: CustomerView) -> bool:
    """Whether there may be more than is shown: an org failed, or something that came could not be read."""
    return any(map(_has_failed, view.coverage)) or any(problem.is_loss for problem in view.problems)


def at_least(count: int, view: CustomerView) -> str:
    """``≥ 3`` where there may be more than that, else ``3``."""
    return f"{words.AT_LEAST if is_part(view) else ''}{number(count)}"


def total_words(shown: int, count: int, view: CustomerView) -> str:
    """``14 promotions of 2 of 3 orgs``; ``3 of ≥ 14 promotions`` where a filter leaves three."""
    total = f"{words.AT_LEAST if is_part(view) else ''}{counted(count, words.PROMOTION)}"
    return " ".join(part for part in (f"{number(shown)} of" if shown != count else "", total, resting_on(view)) if part)
