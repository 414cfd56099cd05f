"""What the list says of each promotion of a customer: pure, from the frames of one look-up."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pages.components.desk import PromotionKey
from pages.components.opinions import Opinion, opinions
from pages.components.records import by_promotion, key_of
from pages.components.redeemable import brings_benefit
from pages.components.usage import benefit_words, enrolled_words, issued_words
from pages.components.wording.limit_names import reach
from pages.components.wording.limits import marked
from pages.components.wording.promotions import can_words, standing, type_words
from promo_data.frames.records import Record, records
from promo_data.insight.binding import binding_overall
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import USED_UP_STATES, Action, AllowanceState, CustomerStatus, Phase, Verdict

ENDS_SOON = timedelta(days=7)
_TELLING_FIRST = (AllowanceState.UNKNOWN, AllowanceState.CAP_ONLY, AllowanceState.NO_LIMIT)


@dataclass(frozen=True, slots=True)
class PromotionLine:
    """One promotion in words; ``binding_state`` and ``share_used`` are ``None`` where no limit was given.

    ``opinion`` is ``None`` and ``listed_as`` empty where the vendor's own filters were not asked. ``given_type`` is the
    type as the vendor spells it, ``has_changed`` whether something moved since the last look at the customer.
    """

    key: PromotionKey
    name: str
    identifier: str
    org: str
    type: str
    given_type: str
    phase: Phase
    standing: str
    ends_at: datetime | None
    ends_soon: bool
    enrolled: str
    issued: str
    benefit: str
    binding: str
    binding_state: str | None
    share_used: float | None
    verdicts: Mapping[Action, Verdict]
    can: str
    redeemable: bool
    opinion: Opinion | None
    listed_as: frozenset[CustomerStatus]
    has_changed: bool

    @property
    def is_used_up(self) -> bool:
        """Whether nothing is left of the limit that binds."""
        return self.binding_state in USED_UP_STATES


@dataclass(frozen=True, slots=True)
class _Around:
    """What the other frames of a look-up say of one promotion."""

    limits: list[Record]
    binds: Record | None
    verdicts: Mapping[Action, Verdict]
    opinion: Opinion | None
    listed_as: frozenset[CustomerStatus]
    has_changed: bool


def promotion_lines(
    view: CustomerView,
    org_names: Mapping[int | None, str],
    now: datetime,
    changed: Collection[PromotionKey] = (),
) -> list[PromotionLine]:
    """One line a promotion; ``org_names`` by org id, ``changed`` those that moved since the last look.

    What still runs stands before what ended, what can be acted on before the rest, then the earlier end first.
    """
    around = _around(view, changed)
    lines = [_line(row, org_names, now, around(key_of(row))) for row in records(view.promotions)]
    return sorted(lines, key=lambda line: _urgency(line, now))


def _around(view: CustomerView, changed: Collection[PromotionKey]) -> Callable[[PromotionKey], _Around]:
    limits = by_promotion(records(view.allowances))
    binding = by_promotion(records(binding_overall(view.binding)))
    judged = by_promotion(records(view.availability[[*PromotionKey._fields, "action", "verdict"]]))
    listed = by_promotion(records(view.vendor_statuses))
    opinion_on = opinions(view)

    def around(key: PromotionKey) -> _Around:
        return _Around(
            limits=limits.get(key, []),
            binds=_binds(binding.get(key, []), limits.get(key, [])),
            verdicts={Action(row["action"]): Verdict(row["verdict"]) for row in judged.get(key, [])},
            opinion=opinion_on.get(key),
            listed_as=frozenset(CustomerStatus(row["status"]) for row in listed.get(key, [])),
            has_changed=key in changed,
        )

    return around


def _urgency(line: PromotionLine, now: datetime) -> tuple[bool, bool, datetime]:
    ends_at = line.ends_at or datetime.max.replace(tzinfo=UTC)
    return ends_at < now, Verdict.ALLOWED not in line.verdicts.values(), ends_at


def _binds(binding: list[Record], limits: list[Record]) -> Record | None:
    """The binding limit; where none is consumable, the limit that says most about why."""
    fallback = (limit for state in _TELLING_FIRST for limit in limits if limit["state"] == state)
    return binding[0] if binding else next(fallback, None)


def _line(row: Record, org_names: Mapping[int | None, str], now: datetime, around: _Around) -> PromotionLine:
    ends_at: datetime | None = row["ends_at"]
    phase, binds = Phase(row["phase"]), around.binds
    return PromotionLine(
        key=key_of(row),
        name=row["name"] or f"Promotion {row['promotion_id']}",
        identifier=row["identifier"] or "",
        org=org_names.get(row["org_id"], f"Org {row['org_id']}"),
        type=type_words(row["type"]),
        given_type=row["type"] or "",
        phase=phase,
        standing=standing(phase, row["starts_at"], ends_at, now),
        ends_at=ends_at,
        ends_soon=phase is Phase.RUNNING and ends_at is not None and now <= ends_at < now + ENDS_SOON,
        enrolled=enrolled_words(row, around.limits),
        issued=issued_words(row, around.limits),
        benefit=benefit_words(row),
        binding=f"{marked(binds, row['type'])}{reach(binds)}" if binds else "? no limits given",
        binding_state=binds["state"] if binds else None,
        share_used=binds["share_used"] if binds else None,
        verdicts=around.verdicts,
        can=can_words(row["type"], around.verdicts),
        redeemable=brings_benefit(row, around.limits, now),
        opinion=around.opinion,
        listed_as=around.listed_as,
        has_changed=around.has_changed,
    )
