"""The list of promotions on screen as a file that says what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from pages.components.export_document import ExportDocument, readable
from pages.components.export_menu import show_menu
from pages.components.narrowing import Filters
from pages.components.promotion_about import about_filters, about_view
from pages.components.promotion_lines import PromotionLine
from pages.components.records import by_promotion
from pages.components.wording import promotion_export as words
from pages.components.wording.customer import OPINIONS, failure_words
from pages.components.wording.export import ROWS_OF
from promo_data.frames.document import Cell, ExportTable, table_of
from promo_data.frames.records import Record, records
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData
from promo_data.vocabulary import CoverageState

_WHAT = "promotions"


@dataclass(frozen=True, eq=False)
class ShownList:
    """What is on screen: the lines that fit ``filters``, of ``total``; ``searched`` where text left some out too."""

    lines: Sequence[PromotionLine]
    total: int
    filters: Filters
    searched: bool
    org_names: Mapping[int | None, str]


def show_export(data: PromoData, shown: ShownList, view: CustomerView, now: datetime) -> None:
    """The menu; a file is made when it is asked for."""
    zone = ZoneInfo(data.settings.timezone)
    show_menu(_WHAT, partial(promotions_document, shown, view, zone), data.note_export, now)


def promotions_document(shown: ShownList, view: CustomerView, zone: ZoneInfo, made_at: datetime) -> ExportDocument:
    """The lines in the words of the page and as figures, and beside them every limit of their promotions."""
    about: dict[str, Cell] = {
        ROWS_OF: shown.total,
        **about_filters(shown.filters, shown.org_names, searched=shown.searched),
        **about_view(view, made_at),
    }
    return ExportDocument(lines_table(shown.lines, view), (_limits(shown.lines, view),), about, zone, made_at)


def lines_table(lines: Sequence[PromotionLine], view: CustomerView) -> ExportTable:
    """One row a line; every row says over which orgs it was gathered, and when."""
    figures, rests_on = by_promotion(records(view.promotions)), _rests_on(view)
    rows = [readable(figures[line.key][0] | _figures(figures[line.key][0]) | _row(line) | rests_on) for line in lines]
    return table_of(words.TITLE, words.EXPORT_COLUMNS, rows)


def _rests_on(view: CustomerView) -> dict[str, object]:
    asked = [org for org in view.coverage if org.state is not CoverageState.NOT_ASKED]
    missing = [org for org in asked if org.state is not CoverageState.ANSWERED]
    return {
        "orgs": words.RESTS_ON.format(answered=view.answered, asked=view.asked),
        "scope": ", ".join(org.org.name for org in asked),
        "missing": ", ".join(f"{org.org.name} ({failure_words(org)})" for org in missing) or None,
        "complete": view.complete,
        "as_of": view.as_of,
    }


def _figures(promotion: Record) -> dict[str, object]:
    return {"times_enrolled": promotion["enrolled"], "times_issued": promotion["issued"]}


def _row(line: PromotionLine) -> dict[str, object]:
    return {
        "promotion": line.name,
        "org": line.org,
        "type": line.type,
        "standing": line.standing,
        "enrolled": line.enrolled,
        "issued": line.issued,
        "benefit": line.benefit,
        "binding": line.binding,
        "state": line.binding_state,
        "share": line.share_used,
        "opinion": line.opinion and OPINIONS[line.opinion],
        "can": line.can,
    }


def _limits(lines: Sequence[PromotionLine], view: CustomerView) -> ExportTable:
    """Every limit of the promotions shown, promotion after promotion in their order."""
    limits = by_promotion(records(view.allowances))
    rows = [readable(limit | {"promotion": line.name}) for line in lines for limit in limits.get(line.key, [])]
    return table_of(words.LIMITS_TITLE, words.LIMIT_COLUMNS, rows)
