"""Which orgs answered, and what a figure over some of them is worth."""

from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.formats import clock, counted, exact
from pages.components.plain import plain
from pages.components.wording.customer import NOT_KNOWN_THERE, PARTIAL, PROBLEMS, failure_words
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import OrgCoverage, Problem
from promo_data.vocabulary import CoverageState


def show_coverage(view: CustomerView, zone: ZoneInfo) -> None:
    """One badge an org: answered and when, or why not."""
    with st.container(horizontal=True, gap="small", key="coverage"):
        for org in view.coverage:
            _show_org(org, zone)


def _show_org(org: OrgCoverage, zone: ZoneInfo) -> None:
    name = plain(org.org.name)
    number = f"Org {org.org.id}. " if org.org.id is not None else ""
    if org.state is CoverageState.ANSWERED and org.as_of is not None:
        help_text = f"{number}Answered at {exact(org.as_of)}."
        st.badge(f"{name} ✓ {clock(org.as_of, zone)}", color="gray", help=help_text)
        return
    told = number + plain(org.message or "Not among the orgs chosen above.")
    st.badge(f"{name} ✗ {failure_words(org)}", color="gray" if _is_no_failure(org) else "red", help=told)


def _is_no_failure(org: OrgCoverage) -> bool:
    """An org that was not asked, or that truly does not know the customer, has not failed."""
    return org.state is CoverageState.NOT_ASKED or org.code == NOT_KNOWN_THERE


def show_missing(view: CustomerView) -> None:
    """A line that names the orgs whose promotions are not shown, and what could not be read."""
    missing = [f"{plain(org.org.name)} ({failure_words(org)})" for org in view.coverage if _is_missing(org)]
    if missing:
        text = PARTIAL.format(answered=view.answered, asked=view.asked, missing=", ".join(missing))
        st.warning(text, icon=":material/warning:")
    if view.problems:
        _show_problems(view.problems)


def _is_missing(org: OrgCoverage) -> bool:
    return org.state is CoverageState.FAILED


def _show_problems(problems: tuple[Problem, ...]) -> None:
    with st.expander(PROBLEMS.format(count=counted(len(problems), "record")), icon=":material/report:"):
        for problem in problems:
            st.markdown(f"**{plain(problem.where)}**: {plain(problem.what)}")


def resting_on(view: CustomerView) -> str:
    """``of 2 of 3 orgs`` where orgs are missing, else nothing."""
    return "" if view.answered == view.asked else f"of {view.answered} of {view.asked} orgs"
