"""Which org a row belongs to, and whether that org was asked at all."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime

from promo_data.models.reading import Problem, PromotionRow
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import PromotionsPage, decode_page
from promo_data.scope import ScopedCall
from promo_data.vocabulary import Endpoint, ScopeKind

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """One decoded page: its rows under their orgs, how many came, what is wrong with it, and the time of the answer."""

    customer_id: int | None
    rows: tuple[PromotionRow, ...]
    arrived: int
    total: int | None
    problems: tuple[Problem, ...]
    as_of: datetime


def arrived(answer: Answer, number: int, scoped: ScopedCall, as_of: datetime) -> Arrived:
    """Page ``number`` of a walk; rows of orgs that were not asked are refused and named. Raises as ``decode_page``."""
    page = decode_page(answer, number)
    foreign = _foreign(page, scoped)
    problems = (*(Problem(f"{named(scoped)}, {p.where}", p.what, p.is_loss) for p in page.problems), *foreign)
    if foreign:
        _write_security_line(page, scoped, answer.request_id)
    return Arrived(
        page.customer_id, _rows(page, scoped, as_of, some=bool(foreign)), page.arrived, page.total, problems, as_of
    )


def named(scoped: ScopedCall) -> str:
    """The orgs of a call as a place in a sentence: ``org 50405``, ``org 50405 and org 50406``, ``own org``."""
    return " and ".join("own org" if org.id is None else f"org {org.id}" for org in scoped.orgs)


def _rows(page: PromotionsPage, scoped: ScopedCall, as_of: datetime, *, some: bool) -> tuple[PromotionRow, ...]:
    """The number of the one org asked, as configured, names its rows; with several, each row names its own."""
    promotions = [p for p in page.promotions if _was_asked(p.org_id, scoped)] if some else page.promotions
    if len(scoped.orgs) == 1 and scoped.scope.kind is not ScopeKind.ALL:
        org_id = scoped.orgs[0].id
        return tuple([PromotionRow(page.customer_id, org_id, p, as_of) for p in promotions])
    return tuple([PromotionRow(page.customer_id, p.org_id, p, as_of) for p in promotions])


def _foreign(page: PromotionsPage, scoped: ScopedCall) -> list[Problem]:
    """A problem for each row of an org that was not asked."""
    orgs = {p.org_id for p in page.promotions}
    if all(_was_asked(org_id, scoped) for org_id in orgs):
        return []
    foreign = [p for p in page.promotions if not _was_asked(p.org_id, scoped)]
    return [Problem(f"{named(scoped)}, promotion {p.promotion_id}", _refused(p.org_id)) for p in foreign]


def _refused(org_id: int | None) -> str:
    return f"It belongs to org {org_id}, which was not asked, and is left out: check PROMO_ORG and PROMO_CHILD_ORGS."


def _was_asked(given: int | None, scoped: ScopedCall) -> bool:
    """Under ALL every connected org is asked, configured here or not; an own org without a number cannot be checked."""
    if given is None or scoped.scope.kind is ScopeKind.ALL:
        return True
    known = [org.id for org in scoped.orgs]
    return None in known or given in known


def _write_security_line(page: PromotionsPage, scoped: ScopedCall, request_id: str | None) -> None:
    """For whoever watches the log: another org's data came. Numbers of orgs only, nothing about a person."""
    asked = [org.id for org in scoped.orgs]
    came = sorted({p.org_id for p in page.promotions if p.org_id is not None} - set(asked))
    line = {"security": "rows of orgs that were not asked", "endpoint": Endpoint.CUSTOMER_PROMOTIONS}
    logger.warning("%s", json.dumps({**line, "asked": asked, "came": came, "request_id": request_id}))
