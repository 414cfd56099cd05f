"""F01 to F07 and F11: what a TCP connection can do to a read, between the client and a sandbox that is well."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import orjson
import pytest

from promo_data.models.customer import CustomerIdentifier
from promo_data.sandbox import SettableClock, build_world
from promo_data.scope import ScopeChoice
from promo_data.transport.http import Bounds
from promo_data.vocabulary import CoverageState, IdentifierKind, Source
from tests.faults.checks import assert_is_a_sentence, assert_nothing_partial_was_kept, assert_sound, assert_whole
from tests.faults.proxy import HEALTHY, Proxy, Toxics, proxied
from tests.faults.scene import EVERYWHERE, NOON, Scene, case, scene, sentences

ORGS = 3
IMPATIENT = Bounds(read_seconds=0.4, total_seconds=3)
SLACK_SECONDS = 1.5
FAILURES_UNTIL_SILENCE = 5
SECONDS_BETWEEN_PROBES = 5


@pytest.fixture
def between(calm: Scene) -> Iterator[Proxy]:
    """A proxy before the sandbox, with nothing wrong in it yet."""
    with proxied(calm.url, seed=1) as proxy:
        yield proxy


def test_f01_a_refused_connection_is_tried_three_times_and_told(calm: Scene, between: Proxy) -> None:
    between.down()
    with calm.opened(between.url) as data:
        view = data.customer(calm.named(), choice=ScopeChoice.SELF)
    assert {each.state for each in view.coverage if each.org == data.settings.org} == {CoverageState.FAILED}
    assert any("refused the connection" in sentence for sentence in sentences(view))
    assert (len(view.promotions), view.as_of) == (0, None)
    assert_sound(view)
    assert calm.asked() == 0


def test_f01_the_command_says_so_in_words_and_exits_with_6(calm: Scene, between: Proxy) -> None:
    between.down()
    ended = calm.customer_command(url=between.url)
    assert ended.returncode == 6
    assert "Traceback" not in ended.stderr
    assert calm.named().value not in ended.stdout + ended.stderr
    said = [each["message"] for each in orjson.loads(ended.stdout)["coverage"]]
    assert any("refused the connection" in message for message in said)
    for message in said:
        assert_is_a_sentence(message)


def test_f01_what_was_kept_is_shown_with_its_age(tmp_path_factory: pytest.TempPathFactory) -> None:
    clock = SettableClock(NOON)
    world = build_world(seed=7, customers=60, clock=clock)
    with scene(tmp_path_factory.mktemp("age"), world) as calm, proxied(calm.url) as between:
        with calm.opened(between.url) as data:
            assert data.customer(calm.named()).complete
            between.down()
            clock.advance(seconds=120)
            view = data.customer(calm.named())
        assert_whole(calm, view, EVERYWHERE)
        assert view.as_of is not None
        assert clock() - view.as_of == timedelta(seconds=120)


def test_f01_a_connection_that_is_refused_once_costs_nothing(calm: Scene, between: Proxy) -> None:
    with calm.opened(between.url) as data, ThreadPoolExecutor(1) as thread:
        between.down()
        reading = thread.submit(data.customer, calm.named(), choice=ScopeChoice.SELF)
        time.sleep(0.1)
        between.up()
        assert reading.result().complete


def test_f02_a_name_that_leads_nowhere_is_told_in_its_own_words(calm: Scene) -> None:
    with calm.opened("https://nowhere.invalid", allowed_hosts=("nowhere.invalid",)) as data:
        view = data.customer(calm.named(), choice=ScopeChoice.SELF)
    assert any("its name leads nowhere" in sentence for sentence in sentences(view))
    assert_sound(view)
    assert calm.asked() == 0


@pytest.mark.parametrize(
    "toxics",
    [
        pytest.param(Toxics(timeout=60), id="F03 taken and never answered"),
        pytest.param(Toxics(slicer=1, bandwidth=100), id="F04 a byte now and then"),
    ],
)
def test_f03_and_f04_silence_and_drops_end_with_the_time_a_person_waits(calm: Scene, toxics: Toxics) -> None:
    """With a seventh of the usual patience, and drops that come fifteen times as fast as the fault's."""
    with proxied(calm.url, toxics) as between:
        started = time.monotonic()
        view = calm.read_within(IMPATIENT, between.url)
    assert time.monotonic() - started < IMPATIENT.total_seconds + SLACK_SECONDS
    assert any("No answer within" in sentence for sentence in sentences(view))
    assert len(view.promotions) == 0
    assert_sound(view)


def test_f03_the_sandbox_itself_may_keep_silent(calm: Scene) -> None:
    calm.strike(case("F03_never_answers", 301))
    view = calm.read_within(IMPATIENT, calm.url)
    assert any("No answer within" in sentence for sentence in sentences(view))
    assert calm.struck() <= 3


def test_f05_slow_answers_are_all_awaited_side_by_side(calm: Scene) -> None:
    """A tenth of the fault's two seconds, one more or less; 40 customers, three orgs each, 16 calls at once."""
    asked = [
        CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(calm.world.customer(number).id), Source.ALL)
        for number in range(20, 60)
    ]
    with (
        proxied(calm.url, Toxics(latency=0.2, jitter=0.1), seed=501) as between,
        calm.opened(between.url) as data,
        ThreadPoolExecutor(len(asked)) as threads,
    ):
        views = list(threads.map(data.customer, asked))
        assert between.accepted <= data.settings.concurrency
    assert all(each.code in (None, 8015) for view in views for each in view.coverage)
    assert calm.asked() == ORGS * len(asked)


@pytest.mark.parametrize(
    ("toxics", "seed"),
    [
        pytest.param(Toxics(limit_data=700, reset_peer=0.0, connections=1), 603, id="F06 reset in the body"),
        pytest.param(Toxics(limit_data=700, connections=1), 703, id="F07 body shorter than announced"),
        pytest.param(Toxics(limit_data=0, reset_peer=0.0, connections=1), 604, id="F06 reset before the answer"),
    ],
)
def test_f06_and_f07_a_torn_answer_is_read_again(calm: Scene, toxics: Toxics, seed: int) -> None:
    with proxied(calm.url, toxics, seed=seed) as between:
        with calm.opened(between.url) as data:
            view = data.customer(calm.named(), choice=ScopeChoice.SELF)
            assert view.complete
            assert_sound(view)
        assert calm.asked() == 2
        between.toxics = HEALTHY
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_f11_an_outage_costs_few_requests_and_ends_by_itself(calm: Scene) -> None:
    """500 at every call, for as long as 20 look-ups take; then the first probe finds the vendor well.

    Without a breaker they would cost 60 requests.
    """
    calm.strike(case("F11_outage", 1102, seconds=None))
    with calm.opened() as data:
        started = time.monotonic()
        for _ in range(20):
            assert_sound(data.customer(calm.named(), choice=ScopeChoice.SELF, fresh=True))
        probes = (time.monotonic() - started) / SECONDS_BETWEEN_PROBES
        assert calm.asked() <= FAILURES_UNTIL_SILENCE + probes + 1
        calm.mend()
        mended = time.monotonic()
        while not (view := data.customer(calm.named(), choice=ScopeChoice.SELF)).complete:
            assert_sound(view)
            assert time.monotonic() - mended < 15
            time.sleep(0.2)


def test_f08_pages_of_an_edge_count_as_silence(calm: Scene) -> None:
    calm.strike(case("F08_html", 802))
    with calm.opened() as data:
        for _ in range(FAILURES_UNTIL_SILENCE):
            data.customer(calm.named(), choice=ScopeChoice.SELF, fresh=True)
        view = data.customer(calm.named(), choice=ScopeChoice.SELF, fresh=True)
    assert calm.asked() == FAILURES_UNTIL_SILENCE
    assert any("has not answered since" in sentence for sentence in sentences(view))
