import anyio
import pytest

from promo_data.cohort.pull.reading import FEW, ChunkReading
from promo_data.cohort.pull.stops import RefusesUsError, SilentError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.vocabulary import CoverageState
from tests.unit.cohort.pull.readers import Heard, Scripted, answered, customers, refused, silent

NAP = 5.0


class Naps:
    """Sleeping takes no time."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def read(reader: Scripted, count: int = 30, *, patience: float = 60.0, naps: Naps | None = None) -> list[CustomerRead]:
    chunk = ChunkReading(customers(count).each(), reader, Heard(), lambda: patience, naps or Naps())
    return anyio.run(chunk.go)


def states(reads: list[CustomerRead]) -> list[CoverageState]:
    return [read.coverage[0].state for read in reads]


def test_each_is_read_once_and_in_the_order_of_the_list() -> None:
    reader = Scripted(lambda _, customer: refused(8015)(customer) if customer.value == "1003" else answered())
    failed = [place for place, state in enumerate(states(read(reader))) if state is CoverageState.FAILED]
    assert (failed, len(reader.asked)) == ([3], 30)


def test_what_is_known_is_not_asked_for() -> None:
    reader = Scripted(lambda *_: answered(), kept=29)
    assert len(read(reader)) == 30
    assert reader.asked == ["1029"]


def test_what_failed_in_passing_is_asked_once_more() -> None:
    reader = Scripted(lambda asked, _: silent() if asked == 4 else answered())
    assert set(states(read(reader))) == {CoverageState.ANSWERED}
    assert len(reader.asked) == 31


def test_what_fails_twice_is_a_failure() -> None:
    reader = Scripted(lambda _, customer: silent() if customer.value == "1003" else answered())
    assert states(read(reader)).count(CoverageState.FAILED) == 1
    assert len(reader.asked) == 31


@pytest.mark.parametrize("count", [1, FEW, 30])
def test_a_refusal_of_whoever_asks_stops_it(count: int) -> None:
    with pytest.raises(RefusesUsError, match="No \\(4000\\)"):
        read(Scripted(lambda _, customer: refused(4000)(customer)), count)


def test_a_refusal_that_begins_in_the_middle_stops_it() -> None:
    with pytest.raises(RefusesUsError):
        read(Scripted(lambda asked, customer: answered() if asked < 15 else refused(403)(customer)))


def test_single_refusals_do_not_stop_it() -> None:
    reader = Scripted(lambda asked, customer: refused(403)(customer) if asked % 2 else answered())
    assert states(read(reader)).count(CoverageState.FAILED) == 15


@pytest.mark.parametrize("code", [8015, 8065, 618, 8069])
def test_customers_who_are_refused_themselves_do_not_stop_it(code: int) -> None:
    assert len(read(Scripted(lambda _, customer: refused(code)(customer)))) == 30


def test_a_vendor_that_answers_again_is_waited_for_and_nobody_is_lost() -> None:
    naps = Naps()
    reader = Scripted(lambda asked, _: silent() if asked <= 60 else answered())
    assert set(states(read(reader, naps=naps))) == {CoverageState.ANSWERED}
    assert naps.taken == [NAP, NAP]


def test_a_vendor_that_stays_silent_ends_it_in_its_own_words() -> None:
    naps = Naps()
    with pytest.raises(SilentError, match="refused the connection"):
        read(Scripted(lambda *_: silent()), patience=12, naps=naps)
    assert naps.taken == [NAP, NAP, NAP]


def test_a_wait_is_told_with_its_reason_and_its_end() -> None:
    async def no_nap(_: float) -> None:
        return

    heard = Heard()
    reader = Scripted(lambda asked, _: silent() if asked <= 12 else answered())
    anyio.run(ChunkReading(customers(12).each(), reader, heard, lambda: 60.0, no_nap).go)
    assert heard.waited_for == ["The host refused the connection.", None]
    assert len(heard.came_in) == 12


def test_who_is_asked_for_is_named_as_the_list_does() -> None:
    named: list[CustomerIdentifier] = customers(2).each()
    assert [(each.kind, each.value) for each in named] == [("id", "1000"), ("id", "1001")]
