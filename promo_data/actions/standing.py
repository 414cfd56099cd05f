"""Where a customer stands with a promotion just before something is done: from a fresh look-up, for one wish."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from promo_data.actions.figures import Figures, figures_of
from promo_data.actions.listed import rows_of
from promo_data.actions.undoable import undoable
from promo_data.actions.wish import Route, Undoing, Wish, effect_of
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import (
    Action,
    CoverageState,
    IdentifierKind,
    PromotionType,
    Verdict,
)

_NOT_LISTED = "The vendor's list for this customer does not hold this promotion."
_LISTED_TWICE = "The vendor's list holds this promotion more than once, so which one is meant cannot be told."
_MILESTONES_UNDOCUMENTED = "No document says when a customer can be enrolled in milestones."
_NOBODY = "The vendor's answer does not tell which customer this is."
_FOUND_BY_READING = (
    "The vendor's answer did not name what is to be taken back: it was found by reading, and another channel may have "
    "done it."
)
_NOT_WORKED_OUT = "Whether this can be done was not worked out."
_NOT_DIRECT = "This request issues direct-issue promotions only, and this is none."


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts an action rests on; ``org_id`` is the row's own, absent where nobody says which org it is.

    ``name`` is the promotion's. ``merged_from`` is the customer id that was asked for where the vendor answered for
    another. ``must_insist``: where the verdict is unknown, the org's own credentials are not enough to send.
    """

    customer_id: int
    org_id: int | None
    promotion_type: str | None
    effect: Action
    verdict: Verdict
    reasons: tuple[str, ...]
    figures: Figures
    name: str | None = None
    merged_from: int | None = None
    must_insist: bool = False

    @property
    def is_merged(self) -> bool:
        """Whether the vendor answered for another customer id than it was asked for."""
        return self.merged_from is not None

    @property
    def customer_ids(self) -> tuple[int, ...]:
        """The numbers that are known to be this customer's."""
        return (self.customer_id,) if self.merged_from is None else (self.customer_id, self.merged_from)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no standing: a sentence, with the vendor's code where the look-up was refused.

    ``verdict`` is refused where the list was read and does not hold the promotion, unknown where it was not read.
    """

    message: str
    code: int | None = None
    verdict: Verdict = Verdict.UNKNOWN


def standing(view: CustomerView, wish: Wish) -> Standing | Missing:
    """Where the customer of ``view`` stands with the promotion of ``wish``."""
    rows = view.promotions[rows_of(view.promotions, wish)]
    if len(rows) != 1:
        return _missing(view, found=len(rows))
    row = {str(name): value for name, value in rows.iloc[0].items()}
    if pd.isna(row["customer_id"]) or row["customer_id"] <= 0:
        return Missing(_NOBODY)
    now = _judged(view, wish, row) if wish.undo is None else _judged_undo(view, wish.undo, row, wish.route)
    asked_for = _number(wish.identifier)
    return now if asked_for in (None, now.customer_id) else _doubted(now, asked_for)


def _judged(view: CustomerView, wish: Wish, row: dict[str, Any]) -> Standing:
    effect = effect_of(wish.route, _text(row["type"]))
    return _standing(row, effect, *_verdict(view, wish, effect, _text(row["type"])))


def _judged_undo(view: CustomerView, undo: Undoing, row: dict[str, Any], route: Route) -> Standing:
    """An enrolment is taken back by v2 without its id: where the timeline does not show which one, one must insist."""
    names_it = route is not Route.V2_REVOKE_ENROL
    timeline = row["timeline"] if isinstance(row["timeline"], list) else None
    is_direct = row["type"] == PromotionType.LOYALTY
    found = undoable(timeline, undo, at=view.as_of, names_it=names_it, is_direct=is_direct)
    verdict, reasons = found.verdict, found.reasons
    if not undo.is_told and verdict is not Verdict.REFUSED:
        verdict, reasons = Verdict.UNKNOWN, (*reasons, _FOUND_BY_READING)
    now = _standing(row, undo.effect, verdict, reasons)
    figures = now.figures.model_copy(update={"to_go": found.to_go})
    return replace(now, figures=figures, must_insist=not (undo.is_told and (names_it or found.to_go)))


def _standing(row: dict[str, Any], effect: Action, verdict: Verdict, reasons: tuple[str, ...]) -> Standing:
    return Standing(
        int(row["customer_id"]),
        None if pd.isna(row["org_id"]) else int(row["org_id"]),
        _text(row["type"]),
        effect,
        verdict,
        reasons,
        figures_of(row),
        name=_text(row["name"]),
    )


def _number(identifier: CustomerIdentifier) -> int | None:
    """The customer id that is asked for, where it is one: another may answer (api-facts §3.5, 8069: merged)."""
    return int(identifier.value) if identifier.kind is IdentifierKind.CUSTOMER_ID else None


def _doubted(now: Standing, asked_for: int | None) -> Standing:
    verdict = Verdict.REFUSED if now.verdict is Verdict.REFUSED else Verdict.UNKNOWN
    reason = f"The vendor answered for customer {now.customer_id}: the customer was merged. Compare before you act."
    return replace(now, verdict=verdict, reasons=(reason, *now.reasons), merged_from=asked_for)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _missing(view: CustomerView, *, found: int) -> Missing:
    failed = [org for org in view.coverage if org.state is CoverageState.FAILED]
    if failed:
        return Missing(f"The customer could not be read first. {failed[0].message}", failed[0].code)
    if not view.complete:
        return Missing("The customer's promotions could be read only in part, and this one was not among them.")
    return Missing(_LISTED_TWICE if found else _NOT_LISTED, verdict=Verdict.REFUSED)


def _verdict(
    view: CustomerView, wish: Wish, effect: Action, promotion_type: str | None
) -> tuple[Verdict, tuple[str, ...]]:
    if wish.route is Route.V3_ENROL_MILESTONES and promotion_type != PromotionType.GENERIC:
        return Verdict.UNKNOWN, (_MILESTONES_UNDOCUMENTED,)
    if wish.route is Route.V2_DIRECT_EARN and promotion_type == PromotionType.LOYALTY_EARNING:  # 8902, api-facts §4.1
        return Verdict.REFUSED, (_NOT_DIRECT,)
    like = Action.ENROL if effect is Action.ENROL_MILESTONES else effect  # a generic promotion takes neither
    judged = view.availability
    rows = judged[rows_of(judged, wish) & judged["action"].isin([like.value])]
    if rows.empty:
        return Verdict.UNKNOWN, (_NOT_WORKED_OUT,)
    return Verdict(rows.iloc[0]["verdict"]), tuple(rows.iloc[0]["reasons"])
