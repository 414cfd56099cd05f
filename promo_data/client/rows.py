"""Which org a row belongs to, and whether that org was asked at all."""

from datetime import datetime

from promo_data.models.reading import Problem, PromotionRow
from promo_data.protocol.customer_promotions import PromotionsPage
from promo_data.scope import ScopedCall
from promo_data.vocabulary import ScopeKind


def named(scoped: ScopedCall) -> str:
    """The orgs of a call as a place in a sentence: ``org 50405``, ``org 50405 and org 50406``, ``own org``."""
    return " and ".join("own org" if org.id is None else f"org {org.id}" for org in scoped.orgs)


def rows_of(
    page: PromotionsPage, scoped: ScopedCall, as_of: datetime
) -> tuple[tuple[PromotionRow, ...], list[Problem]]:
    """The page's rows under their org, and a problem for each row of an org that was not asked: those are refused."""
    asked = [promotion for promotion in page.promotions if _was_asked(promotion.org_id, scoped)]
    foreign = [promotion for promotion in page.promotions if not _was_asked(promotion.org_id, scoped)]
    rows = tuple(PromotionRow(page.customer_id, _org_id(p.org_id, scoped), p, as_of) for p in asked)
    return rows, [Problem(f"{named(scoped)}, promotion {p.promotion_id}", _foreign(p.org_id)) for p in foreign]


def _foreign(org_id: int | None) -> str:
    return f"It belongs to org {org_id}, which was not asked, and is left out: check PROMO_ORG and PROMO_CHILD_ORGS."


def _was_asked(given: int | None, scoped: ScopedCall) -> bool:
    """Under ALL every connected org is asked, configured here or not; an own org without a number cannot be checked."""
    known = {org.id for org in scoped.orgs}
    return given is None or scoped.scope.kind is ScopeKind.ALL or None in known or given in known


def _org_id(given: int | None, scoped: ScopedCall) -> int | None:
    """The number of the one org asked, as configured; with several, the one that the row names."""
    alone = len(scoped.orgs) == 1 and scoped.scope.kind is not ScopeKind.ALL
    return scoped.orgs[0].id if alone else given
