"""The rows of a list that are not asked for: counted, the first of them shown, all of them in a file."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain

import pandas as pd
import streamlit as st

from pages.components.cohort.desk import CohortDesk
from pages.components.formats import counted, number
from pages.components.plain import one_line
from pages.components.wording import cohorts as words
from promo_data.cohort.lists import DUPLICATE, CustomerList, Refusal, RowProblem
from promo_data.frames.export import export_name, harmless

_SHOWN = 100
_ROWS_HIGH = 10
_ROW_PIXELS = 31
_WIDTHS = {"row": 80, "problem": 820, "text": 160}


def show_problems(desk: CohortDesk, customers: CustomerList) -> None:
    """How many can be asked; where not all, why, and the rows."""
    refused, duplicates = len(customers.refused), len(customers.duplicates)
    st.markdown(words.sum_words(len(customers), duplicates, refused))
    if not (total := refused + duplicates):
        return
    with st.expander(", ".join(_kinds(customers))):
        shown = customers.problems(_SHOWN)
        _show_rows(shown)
        with st.container(horizontal=True, vertical_alignment="center"):
            if total > len(shown):
                told = words.FIRST_PROBLEMS.format(shown=number(len(shown)), total=number(total))
                st.caption(told, width="content")
            st.download_button(
                words.TAKE_PROBLEMS.format(count=number(total)),
                partial(problems_csv, customers),
                export_name("list-problems", datetime.now(UTC)),
                "text/csv",
                key=f"cohort-problems-{desk.turn}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )


def problems_csv(customers: CustomerList) -> bytes:
    """Every row that is not asked for, in their order, what stands there masked."""
    rows = sorted(_all(customers), key=lambda problem: problem.row)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(words.PROBLEM_HEADINGS)
    writer.writerows((one.row, str(one.code), harmless(one.message), harmless(_text(one))) for one in rows)
    return text.getvalue().encode("utf-8-sig")


def _all(customers: CustomerList) -> Iterator[RowProblem]:
    return chain(customers.refused.problems(), customers.duplicates.problems())


def _kinds(customers: CustomerList) -> Iterator[str]:
    for code, rows in customers.refused.counts.items():
        yield f"{number(rows)} {words.PROBLEM_KINDS[code]}"
    if len(customers.duplicates):
        yield f"{counted(len(customers.duplicates), 'row')} {words.PROBLEM_KINDS[DUPLICATE]}"


def _text(problem: RowProblem) -> str:
    """What stands in the cell, masked; nothing where nothing does."""
    return "" if problem.code == Refusal.BLANK else one_line(problem.text)


def _show_rows(problems: tuple[RowProblem, ...]) -> None:
    rows = [(number(one.row), one.message, _text(one)) for one in problems]
    st.dataframe(
        pd.DataFrame(rows, columns=list(words.PROBLEMS)),
        column_config={
            name: st.column_config.TextColumn(label, width=_WIDTHS[name]) for name, label in words.PROBLEMS.items()
        },
        hide_index=True,
        height="content" if len(rows) <= _ROWS_HIGH else (_ROWS_HIGH + 1) * _ROW_PIXELS,
        key="cohort-problems",
        alt=words.PROBLEMS_ALT,
    )
