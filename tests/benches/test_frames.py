"""From bytes to both frames: the time against reading the same JSON, what is found, and how much is kept."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import NamedTuple

import orjson
import pytest
from pandas.testing import assert_frame_equal

from promo_data.errors import UnreadableAnswerError
from promo_data.frames import FrameBuilder, Frames, Group
from promo_data.models.reading import Problem
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import decode_page
from tests.benches.promotion_data import Json, answers
from tests.benches.table import Table

AT = datetime(2026, 8, 1, tzinfo=UTC)
CUSTOMERS, ROUNDS = 10_000, 7

pytestmark = pytest.mark.bench


def groups(bodies: Sequence[bytes], problems: list[tuple[int, Problem]] | None = None) -> Iterator[Group]:
    """One group a customer, as a pull has them; what cannot be read is told by the customer's place."""
    for place, body in enumerate(bodies):
        try:
            page = decode_page(Answer(200, {}, body), 0)
        except UnreadableAnswerError as unreadable:
            if problems is not None:
                problems.append((place, Problem("the whole answer", str(unreadable))))
            continue
        if problems is not None and page.problems:
            problems += [(place, problem) for problem in page.problems]
        yield Group(page.customer_id, 50405, AT, page.promotions)


def frames_of(bodies: Sequence[bytes], problems: list[tuple[int, Problem]] | None = None) -> Frames:
    builder = FrameBuilder(0.8)
    builder.add_groups(groups(bodies, problems))
    return builder.frames()


def read(bodies: Sequence[bytes]) -> None:
    for body in bodies:
        orjson.loads(body)


def seconds(*runs: Callable[[], object]) -> list[float]:
    """The median processor time of each run, all of them taking turns."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for run, taken in zip(runs, times, strict=True):
            started = time.thread_time()
            run()
            taken.append(time.thread_time() - started)
    return [median(taken) for taken in times]


@pytest.mark.parametrize(("timelines", "goal"), [(False, "<= 1.6"), (True, "<= 9")], ids=["plain", "timelines"])
def test_bytes_to_both_frames(table: Table, timelines: bool, goal: str) -> None:
    bodies = answers(CUSTOMERS, timelines=timelines)

    plain, ours = seconds(lambda: read(bodies), lambda: frames_of(bodies))

    what = "bytes to both frames / orjson.loads" + (", with timelines (for information)" if timelines else "")
    note = f"{ours / CUSTOMERS * 1e6:.0f} of {plain / CUSTOMERS * 1e6:.0f} µs a customer"
    table.add(what=what, measured=ours / plain, goal=goal, note=note)


def test_corrupted_answers(table: Table) -> None:
    clean = answers(CUSTOMERS)
    places = random.Random(1).sample(range(CUSTOMERS), 200)  # noqa: S311 - which ones are spoilt does not matter
    spoilt = list(clean)
    expected = set()
    for number, place in enumerate(places):
        spoiler = SPOILERS[number % len(SPOILERS)]
        spoilt[place] = spoiler.spoil(clean[place])
        expected.add((place, spoiler.path(clean[place])))
    problems: list[tuple[int, Problem]] = []

    before, after = frames_of(clean), frames_of(spoilt, problems)
    usual, with_spoilt = seconds(lambda: frames_of(clean), lambda: frames_of(spoilt, []))

    told = {(place, problem.where) for place, problem in problems}
    untouched = ~before.allowances["customer_id"].isin([347_000_000 + place for place in places])
    kept = after.allowances["customer_id"].isin(before.allowances["customer_id"][untouched].unique())
    assert_frame_equal(
        before.allowances[untouched].reset_index(drop=True),
        after.allowances[kept].reset_index(drop=True),
        check_categorical=False,
    )
    table.add(what="corrupted answers located by path", measured=len(told & expected), goal=">= 200 of 200")
    table.add(what="problems told that are none", measured=len(told - expected), goal="<= 0")
    table.add(what="200 of 10,000 corrupted / clean", measured=with_spoilt / usual, goal="<= 1.05")


def test_one_customer(table: Table) -> None:
    body = answers(1)
    frames_of(body)

    times = sorted(seconds(lambda: frames_of(body))[0] for _ in range(20))

    table.add(what="one customer's answer to both frames", measured=times[10] * 1e3, goal="<= 3 ms")


def test_memory(table: Table) -> None:
    found = frames_of(answers(CUSTOMERS)).allowances

    bytes_each = found.memory_usage(deep=True).sum() / len(found)

    note = f"{len(found):,} rows"
    table.add(what="1,000,000 allowance rows", measured=float(bytes_each), goal="<= 100 MB", note=note)


def _spoilt(change: Callable[[Json], object]) -> Callable[[bytes], bytes]:
    def spoil(body: bytes) -> bytes:
        answer = orjson.loads(body)
        change(answer["promotions"][-1])
        return orjson.dumps(answer)

    return spoil


def _first_limit(promotion: Json) -> Json:
    return next(limits[0] for limits in promotion["promotionRestriction"].values() if limits)


class Spoiler(NamedTuple):
    """Damage to an answer, and where it must be told."""

    where: str
    spoil: Callable[[bytes], bytes]

    def path(self, body: bytes) -> str:
        promotions = orjson.loads(body)["promotions"]
        stage = next(name for name, limits in promotions[-1]["promotionRestriction"].items() if limits)
        last, limit = f"promotion {len(promotions)} of page 0", f"promotionRestriction.{stage}.0"
        return self.where.format(promotion=last, limit=limit)


SPOILERS = (
    Spoiler("{promotion}, {limit}.maxLimit", _spoilt(lambda one: _first_limit(one).update(maxLimit="abc"))),
    Spoiler("{promotion}", _spoilt(lambda one: one.pop("promotionId"))),
    Spoiler("{promotion}, active", _spoilt(lambda one: one.update(active="maybe"))),
    Spoiler("the whole answer", lambda body: body[: len(body) // 2]),
    Spoiler("{promotion}, endDate", _spoilt(lambda one: one.update(endDate="2024-13-45T00:00:00Z"))),
    Spoiler("{promotion}, {limit}.kpi", _spoilt(lambda one: _first_limit(one).update(kpi=None))),
    Spoiler("{promotion}, {limit}.maxLimit", _spoilt(lambda one: _first_limit(one).update(maxLimit="nan"))),
    Spoiler(
        "{promotion}, customerUsage.currentPointsPerCustomer",
        _spoilt(lambda one: one["customerUsage"].update(currentPointsPerCustomer="inf")),
    ),
    Spoiler(
        "{promotion}, limits.pointsPerCustomer",
        _spoilt(lambda one: one["limits"].update(pointsPerCustomer="1e999")),
    ),
)
