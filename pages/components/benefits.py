"""The benefits in the drawer: asked for on demand, shown unit by unit."""

from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.components.benefit_lines import benefit_lines
from pages.components.desk import Desk, PromotionKey
from pages.components.formats import clock
from pages.components.looked_up import NotTold
from pages.components.notes import show_problems
from pages.components.plain import plain
from pages.components.wording import benefits as words
from promo_data.errors import InputError, PromoInsightError, RefusedError
from promo_data.frames.records import Record
from promo_data.models.benefits import BenefitSummary
from promo_data.opening import PromoData


def show_benefits(data: PromoData, desk: Desk, key: PromotionKey, row: Record, zone: ZoneInfo) -> None:
    """What the customer got, once it was asked for; until then, and where it was not told, the button that asks."""
    st.header(words.TITLE, anchor=False)
    if row["customer_id"] is None:
        st.caption(words.NO_NUMBER)
        return
    if key in desk.benefits and desk.benefits[key] is None:
        with st.spinner(words.ASKING, show_time=True):
            desk.benefits[key] = _told(data, row)
    held = desk.benefits.get(key)
    if isinstance(held, BenefitSummary):
        _show_summary(held, zone)
        return
    if held is not None:
        st.info(plain(held.sentence), title=held.title, icon=":material/info:")
    if held is None or held.ask_again:
        st.button(words.ASK, key="ask-benefits", help=words.ASK_HELP, on_click=desk.want_benefits, args=(key,))


def _told(data: PromoData, row: Record) -> BenefitSummary | NotTold:
    try:
        return data.benefits(row["customer_id"], row["program_id"], row["promotion_id"], row["org_id"])
    except InputError as error:
        return NotTold(words.NOT_ASKED, str(error), ask_again=False)
    except RefusedError as error:
        return NotTold(words.REFUSED, str(error))
    except PromoInsightError as error:
        return NotTold(words.NOT_READ, str(error))


def _show_summary(found: BenefitSummary, zone: ZoneInfo) -> None:
    if found.is_empty:
        st.markdown(words.NONE)
    else:
        names, figures = zip(*((plain(name), plain(said)) for name, said in benefit_lines(found, zone)), strict=True)
        st.table(pd.Series(figures, index=names), hide_header=True, border="horizontal", width="stretch")
    show_problems(found.problems)
    st.caption(words.ASKED_AT.format(time=clock(found.as_of, zone), cannot_say=words.CANNOT_SAY))
