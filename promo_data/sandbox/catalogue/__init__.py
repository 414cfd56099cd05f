"""The promotions of the world: those written down per org, and those that createPromotion adds."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from promo_data.sandbox.catalogue import grocer, group, outdoor, pharmacy
from promo_data.sandbox.catalogue.drafts import Draft, per_issue
from promo_data.sandbox.organisations import Programme
from promo_data.sandbox.promotions import OfferType, Promotion, Restriction, made_up_identifier

_FIRST_ID = 1_122_000
# api-facts §3.4 and §7.1: added by the server, on almost every row
_DEFAULT_PER_ISSUE = per_issue(100)


class Catalogue:
    """Every promotion of every org, newest first."""

    def __init__(self, programmes: Iterable[Programme], today: datetime) -> None:
        self._promotions: dict[int, Promotion] = {}
        self._of_org: dict[int, tuple[Promotion, ...]] = {}
        known = {programme.id for programme in programmes}
        drafts = [*group.DRAFTS, *grocer.DRAFTS, *outdoor.DRAFTS, *pharmacy.DRAFTS]
        for ordinal, draft in enumerate(drafts, start=1):
            if draft.programme.id in known:
                self.add(_promotion(draft, ordinal, today))

    @property
    def next_ordinal(self) -> int:
        """The ordinal of a promotion that is added next: above all that there are."""
        return max(promotion.ordinal for promotion in self._promotions.values()) + 1

    def add(self, promotion: Promotion) -> None:
        """Put a promotion in front of those of its org."""
        self._promotions[promotion.id] = promotion
        self._of_org[promotion.org_id] = (promotion, *self._of_org.get(promotion.org_id, ()))

    def of_org(self, org_id: int) -> tuple[Promotion, ...]:
        """The promotions of that org, newest first; empty for an org without any."""
        return self._of_org.get(org_id, ())

    def get(self, promotion_id: int) -> Promotion | None:
        """The promotion with that number, if there is one."""
        return self._promotions.get(promotion_id)


def promotion_id(ordinal: int) -> int:
    """The number of the promotion with that ordinal, in the range of 003's samples."""
    return _FIRST_ID + ordinal


def _promotion(draft: Draft, ordinal: int, today: datetime) -> Promotion:
    first, last = draft.days
    number = promotion_id(ordinal)
    return Promotion(
        id=number,
        ordinal=ordinal,
        org_id=draft.programme.org_id,
        programme_id=draft.programme.id,
        name=draft.name,
        description=draft.description,
        identifier=draft.identifier or made_up_identifier(number),
        offer_type=draft.offer_type,
        starts_at=today + timedelta(days=first),
        ends_at=today + timedelta(days=last + 1, seconds=-1),
        event_name=draft.event_name,
        restrictions=with_default(draft.offer_type, draft.restrictions),
        active=draft.active,
        points_per_activity=draft.points,
        alternate_per_activity=draft.alternate,
        enrolment_days=draft.enrolment_days,
        issue_days=draft.issue_days,
        metadata=draft.metadata,
        no_limit_word=draft.no_limit_word,
        crowd=draft.crowd,
        hides_crowd=draft.hides_crowd,
        milestones=draft.milestones,
        confirms_enrolment=draft.confirms_enrolment,
    )


def with_default(offer_type: OfferType, restrictions: tuple[Restriction, ...]) -> tuple[Restriction, ...]:
    """The restrictions with the server's own limit of 100 redemptions per issue where none is set.

    A GENERIC promotion without any restriction stays without one, as in 003's samples.
    """
    unrestricted = offer_type == "GENERIC" and not restrictions
    if unrestricted or any(r.measure == _DEFAULT_PER_ISSUE.measure for r in restrictions):
        return restrictions
    return (*restrictions, _DEFAULT_PER_ISSUE)
