"""Which org a row belongs to, and whether that org was asked at all."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import msgspec

from promo_data.models.reading import Problem, PromotionRow
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import PromotionsPage, decode_page
from promo_data.scope import ScopedCall
from promo_data.vocabulary import Endpoint, ScopeKind

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())  # the line is for a log: without one it would be printed among people's words


@dataclass(frozen=True, slots=True)
class Arrived:
    """One decoded page: its rows under their orgs, the orgs that they name, and the time of the answer."""

    page: PromotionsPage
    rows: tuple[PromotionRow, ...]
    org_ids: frozenset[int | None]
    problems: tuple[Problem, ...]
    as_of: datetime

    @property
    def customer_id(self) -> int | None:
        """Whom the vendor answered for."""
        return self.page.customer_id


def arrived(answer: Answer, number: int, scoped: ScopedCall, as_of: datetime) -> Arrived:
    """Page ``number`` of a walk; rows of orgs that were not asked are refused and named. Raises as ``decode_page``."""
    page = decode_page(answer, number, of_several_orgs=is_of_several(scoped))
    orgs = frozenset([p.org_id for p in page.promotions])
    foreign = _foreign(page, orgs, scoped)
    problems = [Problem(f"{named(scoped)}, {p.where}", p.what, p.is_loss) for p in page.problems]
    if answer.status != HTTPStatus.OK:
        problems.append(Problem(f"{named(scoped)}, page {number}", _in_part(answer.status)))
    if foreign:
        _write_security_line(page, scoped, answer.request_id)
    rows = _rows(page, scoped, as_of, some=bool(foreign))
    return Arrived(page, rows, orgs, (*problems, *foreign), as_of)


def attributed(
    rows: tuple[PromotionRow, ...], org_ids: set[int | None], scoped: ScopedCall
) -> tuple[PromotionRow, ...]:
    """The rows of an answer for all orgs, those of the own org under it where it has no number (cli.md, customer).

    Only one org of those that answered can then be it: the one that is no configured child.
    """
    unknown = _perhaps_own(org_ids, scoped)
    if len(unknown) != 1:
        return rows
    return tuple([msgspec.structs.replace(row, org_id=None) if row.org_id in unknown else row for row in rows])


def not_told_apart(org_ids: set[int | None], scoped: ScopedCall) -> str | None:
    """Why it is not known which rows are the own org's, where several orgs may be it."""
    unknown = _perhaps_own(org_ids, scoped)
    if len(unknown) <= 1:
        return None
    names = " and ".join(map(str, sorted(unknown)))
    return f"The promotions name the orgs {names}, and which of them is the own org is not configured: set PROMO_ORG."


def _perhaps_own(org_ids: set[int | None], scoped: ScopedCall) -> set[int]:
    """The orgs that may be the own one, where that was asked and has no number: no configured child is."""
    known = [org.id for org in scoped.orgs]
    if None not in known:
        return set()
    return {org_id for org_id in org_ids if org_id is not None} - {*known, *scoped.elsewhere}


def is_of_several(scoped: ScopedCall) -> bool:
    """Whether one answer may hold rows of several orgs: its totals then count something else (003, third sample)."""
    return len(scoped.orgs) > 1 or scoped.scope.kind is ScopeKind.ALL


def named(scoped: ScopedCall) -> str:
    """The orgs of a call as a place in a sentence: ``org 50405``, ``org 50405 and org 50406``, ``own org``."""
    return " and ".join("own org" if org.id is None else f"org {org.id}" for org in scoped.orgs)


def _rows(page: PromotionsPage, scoped: ScopedCall, as_of: datetime, *, some: bool) -> tuple[PromotionRow, ...]:
    """The number of the one org asked, as configured, names its rows; with several, each row names its own."""
    promotions = [p for p in page.promotions if _was_asked(p.org_id, scoped)] if some else page.promotions
    if not is_of_several(scoped):
        org_id = scoped.orgs[0].id
        return tuple([PromotionRow(page.customer_id, org_id, p, as_of) for p in promotions])
    return tuple([PromotionRow(page.customer_id, p.org_id, p, as_of) for p in promotions])


def _foreign(page: PromotionsPage, orgs: frozenset[int | None], scoped: ScopedCall) -> list[Problem]:
    """A problem for each row of an org that was not asked."""
    if all(_was_asked(org_id, scoped) for org_id in orgs):
        return []
    foreign = [p for p in page.promotions if not _was_asked(p.org_id, scoped)]
    return [Problem(f"{named(scoped)}, promotion {p.promotion_id}", _refused(p.org_id)) for p in foreign]


def _refused(org_id: int | None) -> str:
    return f"It belongs to org {org_id}, which was not asked, and is left out: check PROMO_ORG and PROMO_CHILD_ORGS."


def _in_part(status: int) -> str:
    """201 stands for "one or more requests failed" (api-facts §6, HTTP list); no document gives another below 300."""
    return f"The vendor marked this answer as one that failed in part (HTTP {status}): read again."


def _was_asked(given: int | None, scoped: ScopedCall) -> bool:
    """Under ALL every connected org is asked, configured here or not; an own org without a number is any other one."""
    if given is None or scoped.scope.kind is ScopeKind.ALL:
        return True
    known = [org.id for org in scoped.orgs]
    return given in known or (None in known and given not in scoped.elsewhere)


def _write_security_line(page: PromotionsPage, scoped: ScopedCall, request_id: str | None) -> None:
    """For whoever watches the log: another org's data came. Numbers of orgs only, nothing about a person."""
    asked = [org.id for org in scoped.orgs]
    came = sorted({p.org_id for p in page.promotions if p.org_id is not None} - set(asked))
    line = {"security": "rows of orgs that were not asked", "endpoint": Endpoint.CUSTOMER_PROMOTIONS}
    logger.warning("%s", json.dumps({**line, "asked": asked, "came": came, "request_id": request_id}))
