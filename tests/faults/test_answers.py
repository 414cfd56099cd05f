"""F06 to F15, F18 to F20: one answer that is torn, unreadable, refused or late, and what is known after it."""

import time
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest

from promo_data.sandbox.organisations import GROCER
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import CoverageState
from tests.faults.checks import assert_nothing_partial_was_kept, assert_sound, assert_true, assert_whole, failed_orgs
from tests.faults.scene import EVERYWHERE, Scene, case

ORGS = 3

PASSING = [
    ("F06_reset_in_body", 601),
    ("F07_short_body", 701),
    ("F11_outage", 1101),
    ("F13_throttled_without_header", 1301),
    ("F14_retry_after_negative", 1401),
    ("F14_retry_after_text", 1402),
    ("F15_search_busy", 1501),
    ("F15_same_customer", 1502),
    ("F19_rights_unchecked", 1901),
]

# name, seed, how often the org is asked, a word of what is said
LASTING = [
    ("F06_reset_in_body", 602, 3, "broke"),
    ("F07_short_body", 702, 3, "broke"),
    ("F08_html", 801, 1, "not the JSON"),
    ("F09_bad_json", 901, 1, "not the JSON"),
    ("F09_nan", 902, 1, "not the JSON"),
    ("F09_infinity", 903, 1, "not the JSON"),
    ("F09_deep_nesting", 904, 1, "not the JSON"),
    ("F10_gzip_bomb", 1001, 1, "too large"),
    ("F15_search_busy", 1503, 3, "busy"),
    ("F18_not_authorised", 1801, 1, "access"),
    ("F20_org_not_connected", 2001, 1, "connected"),
    ("F20_all_not_supported", 2002, 1, "in one call"),
]


@pytest.mark.parametrize(("name", "seed"), PASSING)
def test_what_passes_is_asked_again_and_then_whole(calm: Scene, name: str, seed: int) -> None:
    calm.strike(case(name, seed, first=1))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert_whole(calm, view, EVERYWHERE)
    assert calm.struck() == 1
    assert calm.asked() == ORGS + 1
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


@pytest.mark.parametrize(("name", "seed", "tries", "word"), LASTING)
def test_what_lasts_at_one_org_is_named_and_leaves_the_others_whole(
    calm: Scene, name: str, seed: int, tries: int, word: str
) -> None:
    calm.strike(case(name, seed, org_id=GROCER.id, first=None))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert failed_orgs(view) == [GROCER.id]
    assert_true(calm, view, EVERYWHERE)
    assert not view.complete
    (said,) = [each.message for each in view.coverage if each.state is CoverageState.FAILED]
    assert word in (said or "")
    assert calm.asked() == ORGS - 1 + tries
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_f09_a_number_too_large_is_never_shown_as_infinite(calm: Scene) -> None:
    calm.strike(case("F09_too_large", 905, org_id=GROCER.id))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert_sound(view)
    assert not view.complete
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_f09_a_key_that_comes_twice_changes_no_figure(calm: Scene) -> None:
    calm.strike(case("F09_duplicate_keys", 906))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert_true(calm, view, EVERYWHERE)
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_f12_all_processes_wait_as_long_as_the_vendor_asks(calm: Scene) -> None:
    """The other process shares the data folder with this one, and nothing else."""
    calm.strike(case("F12_throttled", 1201))
    with calm.opened() as data, ThreadPoolExecutor(1) as thread:
        started = time.monotonic()
        reading = thread.submit(data.customer, calm.named(), choice=ScopeChoice.SELF)
        while not calm.struck():
            time.sleep(0.01)
        throttled = time.monotonic()
        other = calm.customer_command("No promotions")
        assert time.monotonic() - throttled >= 2
        assert reading.result().complete
    assert throttled - started < 1
    assert orjson.loads(other.stdout)["coverage"][0]["state"] == "answered"
    assert calm.asked() == 2 + ORGS


def test_f14_a_wait_of_a_day_is_not_waited_for(calm: Scene) -> None:
    calm.strike(case("F14_retry_after_a_day", 1403))
    started = time.monotonic()
    with calm.opened() as data:
        view = data.customer(calm.named(), choice=ScopeChoice.SELF)
    assert time.monotonic() - started < 5
    assert not view.complete
    assert_sound(view)
    assert calm.asked() == 1
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_f14_a_date_is_waited_for(calm: Scene) -> None:
    calm.strike(case("F14_retry_after_date", 1404, first=1))
    started = time.monotonic()
    with calm.opened() as data:
        view = data.customer(calm.named(), choice=ScopeChoice.SELF)
    assert time.monotonic() - started >= 1
    assert view.complete
    assert calm.asked() == 2


def test_f18_no_access_anywhere_is_asked_for_once_an_org(calm: Scene) -> None:
    calm.strike(case("F18_not_authorised", 1802))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert {each.code for each in view.coverage} == {4000}
    assert_sound(view)
    assert calm.asked() == ORGS
