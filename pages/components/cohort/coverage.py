"""What a snapshot rests on: who was asked, who answered, and why the others did not."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.components.formats import counted, number
from pages.components.plain import badge_text, one_line, plain
from pages.components.wording import snapshots as words
from pages.components.wording.cohorts import PROBLEM_KINDS
from promo_data.cohort.lists import Refusal
from promo_data.cohort.snapshot import Manifest, OrgCount


def show_coverage(manifest: Manifest, failures: pd.DataFrame) -> None:
    """In words first, then a badge an org."""
    st.markdown(coverage_words(manifest, failures))
    with st.container(horizontal=True, gap="xsmall"):
        for count in manifest.coverage:
            _show_org(count)
    if any(count.failed for count in manifest.coverage):
        st.caption(words.PARTIAL_TOTALS)


def coverage_words(manifest: Manifest, failures: pd.DataFrame) -> str:
    """How many answered, why the others did not, and what of the list was not asked for, a sentence each."""
    whole = failures[~failures["partial"]]
    not_asked = whole["code"].isin(list(Refusal))
    said = [words.ANSWERED.format(answered=number(manifest.answered), asked=number(manifest.asked))]
    if failed := manifest.asked - manifest.answered:
        reasons = words.reasons_words(_counted(whole.loc[~not_asked, "message"].map(_first_sentence)))
        said.append(words.FAILED.format(count=number(failed), reasons=plain(reasons)))
    if manifest.partial:
        said.append(words.ANSWERED_PARTLY.format(count=number(manifest.partial)))
    if not_asked.any():
        kinds = words.reasons_words(_counted(whole.loc[not_asked, "code"].map(_kind)))
        said.append(words.NOT_ASKED.format(count=counted(int(not_asked.sum()), "row"), reasons=kinds))
    return " ".join(said if len(said) > 1 else [*said, words.COMPLETE])


def _counted(reasons: pd.Series) -> Mapping[str, int]:
    """How often each occurs, the most frequent first."""
    counts = reasons.astype(str).value_counts()
    return {str(reason): int(count) for reason, count in counts.items() if count}


def _first_sentence(message: str) -> str:
    """What happened, without what to do about it."""
    return str(message).partition(". ")[0]


def _kind(code: str) -> str:
    return PROBLEM_KINDS[Refusal(code)]


def _show_org(count: OrgCount) -> None:
    asked = count.answered + count.not_known + count.failed
    text = words.ORG_PARTLY if count.failed else words.ORG_ANSWERED
    told = words.ORG_HELP.format(
        number=f"Org {count.org_id}. " if count.org_id is not None else "",
        answered=number(count.answered),
        not_known=number(count.not_known),
        failed=number(count.failed),
    )
    said = text.format(
        name=badge_text(one_line(count.name)),
        answered=number(count.answered),
        asked=number(asked),
        failed=number(count.failed),
    )
    st.badge(said, color="red" if count.failed else "gray", help=told)
