"""What was seen of a customer as a short text for a ticket: pure, from one look-up, nobody named but masked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from pages.components.desk import PromotionKey
from pages.components.formats import counted, distance, moment, number
from pages.components.plain import one_line
from pages.components.records import rows_of
from pages.components.why import judged_actions, reasons_of
from pages.components.wording import case as words
from pages.components.wording.customer import failure_words
from pages.components.wording.drawer import QUESTIONS, VERDICTS, WOULD_CHANGE
from pages.components.wording.limit_names import limit_name
from pages.components.wording.limits import left_words, used_words
from pages.components.wording.promotions import standing_with_date, type_words
from promo_data.frames.records import Record, records
from promo_data.insight.binding import binding_overall
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import USED_UP_STATES, Action, AllowanceState, CoverageState, Phase, PromotionType, Verdict


def case_text(
    view: CustomerView,
    about: PromotionKey | None,
    *,
    customer: str,
    org_names: Mapping[int | None, str],
    zone: ZoneInfo,
    now: datetime,
) -> str:
    """Lines about one promotion, or about the whole list; ``customer`` is masked already."""
    row = None if about is None else next(iter(rows_of(view.promotions, about)), None)
    told = _of_list(view) if row is None or about is None else _of_promotion(view, about, row, org_names, zone, now)
    return "\n".join(one_line(line) for line in (*_of_reading(view, customer, zone, now), *told))


def _of_reading(view: CustomerView, customer: str, zone: ZoneInfo, now: datetime) -> Iterator[str]:
    yield words.SEEN.format(customer=customer, at=moment(now, zone), zone=zone)
    orgs = {"answered": view.answered, "asked": view.asked}
    if view.as_of is None:
        yield words.NO_DATA.format(**orgs)
    else:
        yield words.DATA_OF.format(at=moment(view.as_of, zone), age=distance(view.as_of, now), **orgs)
    failed = [f"{org.org.name} ({failure_words(org)})" for org in view.coverage if org.state is CoverageState.FAILED]
    if failed:
        yield words.NOT_IN_IT.format(orgs=", ".join(failed))


def _of_promotion(
    view: CustomerView,
    about: PromotionKey,
    row: Record,
    org_names: Mapping[int | None, str],
    zone: ZoneInfo,
    now: datetime,
) -> Iterator[str]:
    yield words.PROMOTION.format(
        name=row["name"] or "without a name",
        org=org_names.get(row["org_id"], f"Org {row['org_id']}"),
        promotion=row["promotion_id"],
        programme=row["program_id"],
    )
    stands = standing_with_date(Phase(row["phase"]), row["starts_at"], row["ends_at"], now, zone)
    yield words.STANDS.format(type=type_words(row["type"]), standing=stands)
    yield ", ".join(_figures(row))
    if row["type"] != PromotionType.GENERIC:
        yield from _verdicts(rows_of(view.availability, about), row["type"])
    for limit in rows_of(view.allowances, about):
        if limit["state"] != AllowanceState.NO_LIMIT:
            said = ", ".join(part for part in (left_words(limit), used_words(limit, row["type"])) if part)
            yield words.LIMIT.format(name=limit_name(limit, row["type"]), words=said)


def _figures(row: Record) -> Iterator[str]:
    """What makes sense for the type; a figure that was not given says so."""
    if row["type"] == PromotionType.LOYALTY_EARNING:
        yield words.ENROLLED.format(count=_times(row["enrolled"]))
    if row["type"] != PromotionType.GENERIC:
        yield words.ISSUED.format(count=_times(row["issued"]))
    yield words.TIMES.format(count=_times(row["times_used"]))
    yield words.POINTS.format(count=number(row["points_used"]))


def _times(count: int | None) -> str:
    return number(count) if count is None else counted(int(count), "time")


def _verdicts(judged: list[Record], promotion_type: str | None) -> Iterator[str]:
    for row in judged_actions(judged, promotion_type):
        said = words.VERDICT.format(
            question=QUESTIONS[Action(row["action"])], verdict=VERDICTS[Verdict(row["verdict"])]
        )
        reasons = (f"{why} {WOULD_CHANGE} {change}" if change else why for why, change in reasons_of(row))
        yield " ".join([f"{said}.", *reasons])


def _of_list(view: CustomerView) -> Iterator[str]:
    yield words.PROMOTIONS.format(count=counted(len(view.promotions), "promotion"))
    allowed = Counter(row["action"] for row in records(view.availability) if row["verdict"] == Verdict.ALLOWED)
    yield ", ".join(said.format(count=number(allowed[action])) for action, said in words.CAN_BE.items())
    states = Counter(binding_overall(view.binding)["state"].astype(str))
    used_up = sum(states[state] for state in USED_UP_STATES)
    near = words.NEAR.format(count=number(states[AllowanceState.NEAR]))
    yield f"{near}, {words.USED_UP.format(count=number(used_up))}"
