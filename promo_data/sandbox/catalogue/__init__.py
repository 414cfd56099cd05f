"""The promotions of the world: those written down per org, and those that createPromotion adds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from promo_data.sandbox.catalogue import (
    coupons,
    grocer,
    group,
    holding,
    limit_library,
    noticeboard,
    outdoor,
    pharmacy,
)
from promo_data.sandbox.catalogue.drafts import Draft, per_issue
from promo_data.sandbox.organisations import Programme
from promo_data.sandbox.promotions import OfferType, Promotion, Restriction, made_up_identifier

_FIRST_ID = 1_122_000
# api-facts §3.4 and §7.1: added by the server, on almost every row
_DEFAULT_PER_ISSUE = per_issue(100)


# In this order, because their places are their numbers: what is new comes last, before the coupons.
_DRAFTS = (
    *group.DRAFTS,
    *grocer.DRAFTS,
    *outdoor.DRAFTS,
    *pharmacy.DRAFTS,
    *holding.DRAFTS,
    *limit_library.DRAFTS,
    *noticeboard.DRAFTS,
)


class Catalogue:
    """Every promotion of every org, newest first; `coupon_count` of them are coupons."""

    def __init__(self, programmes: Iterable[Programme], today: datetime, coupon_count: int) -> None:
        self._promotions: dict[int, Promotion] = {}
        self._of_org: defaultdict[int, list[Promotion]] = defaultdict(list)
        self._of_programme: defaultdict[int, list[Promotion]] = defaultdict(list)
        known = {programme.id for programme in programmes}
        for ordinal, draft in enumerate((*_DRAFTS, *coupons.drafts(coupon_count)), start=1):
            if draft.programme.id in known:
                self.add(_promotion(draft, ordinal, today))

    @property
    def next_ordinal(self) -> int:
        """The ordinal of a promotion that is added next: above all that there are."""
        return next(reversed(self._promotions.values())).ordinal + 1

    def add(self, promotion: Promotion) -> None:
        """Add a promotion that is newer than all that there are."""
        self._promotions[promotion.id] = promotion
        self._of_org[promotion.org_id].append(promotion)
        self._of_programme[promotion.programme_id].append(promotion)

    def of_org(self, org_id: int) -> tuple[Promotion, ...]:
        """The promotions of that org, newest first; empty for an org without any."""
        return tuple(reversed(self._of_org.get(org_id, ())))

    def of_programmes(self, programme_ids: Iterable[int]) -> list[Promotion]:
        """The promotions of these programmes, newest first."""
        found = [promotion for each in programme_ids for promotion in self._of_programme.get(each, ())]
        return sorted(found, key=lambda promotion: promotion.id, reverse=True)

    def get(self, promotion_id: int) -> Promotion | None:
        """The promotion with that number, if there is one."""
        return self._promotions.get(promotion_id)

    def identified(self, programme_id: int, identifier: str) -> Promotion | None:
        """The promotion of that programme with that identifier, which only one can have (004, error 4007)."""
        return next((p for p in self._of_programme.get(programme_id, ()) if p.identifier == identifier), None)


def promotion_id(ordinal: int) -> int:
    """The number of the promotion with that ordinal, in the range of 003's samples."""
    return _FIRST_ID + ordinal


def _promotion(draft: Draft, ordinal: int, today: datetime) -> Promotion:
    number = promotion_id(ordinal)
    starts_at, ends_at = _bounds(draft.days, today)
    opt_in_from, opt_in_until = (None, None) if draft.opt_in_days is None else _bounds(draft.opt_in_days, today)
    return Promotion(
        id=number,
        ordinal=ordinal,
        org_id=draft.programme.org_id,
        programme_id=draft.programme.id,
        name=draft.name,
        description=draft.description,
        identifier=draft.identifier or made_up_identifier(number),
        offer_type=draft.offer_type,
        starts_at=starts_at,
        ends_at=ends_at,
        event_name=draft.event_name,
        restrictions=with_default(draft.offer_type, draft.restrictions),
        active=draft.active,
        points_per_activity=draft.points,
        alternate_per_activity=draft.alternate,
        alternate_currency=draft.currency,
        points_category=draft.category,
        enrolment_days=draft.enrolment_days,
        issue_days=draft.issue_days,
        metadata=draft.metadata,
        no_limit_word=draft.no_limit_word,
        crowd=draft.crowd,
        crowd_until=today,
        hides_crowd=draft.hides_crowd,
        milestones=draft.milestones,
        engine=draft.engine,
        opt_in_from=opt_in_from,
        opt_in_until=opt_in_until,
    )


def _bounds(days: tuple[int, int], today: datetime) -> tuple[datetime, datetime]:
    """The first and the last second of these days, counted from today."""
    first, last = days
    return today + timedelta(days=first), today + timedelta(days=last + 1, seconds=-1)


def with_default(offer_type: OfferType, restrictions: tuple[Restriction, ...]) -> tuple[Restriction, ...]:
    """The restrictions with the server's own limit of 100 redemptions per issue where none is set.

    A GENERIC promotion without any restriction stays without one, as in 003's samples.
    """
    unrestricted = offer_type == "GENERIC" and not restrictions
    if unrestricted or any(r.measure == _DEFAULT_PER_ISSUE.measure for r in restrictions):
        return restrictions
    return (*restrictions, _DEFAULT_PER_ISSUE)
