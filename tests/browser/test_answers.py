"""The answers nobody likes to give: no and why, refused by the vendor, and not known until it is read back."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.components.wording.outcomes import OUTCOMES
from promo_data.vocabulary import Outcome
from tests.browser.faulty import Faulty, faulty_dashboard
from tests.browser.visit import (
    choose_filter,
    close_drawer,
    demo_titled,
    look_up,
    open_named,
    open_start,
    press,
    settled,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

USED_UP, SHARED, LOSES_ANSWERS = "Everything used up", "Room everywhere", "Near a cap"
_LATE_SECONDS = 20
_FAULTS: Mapping[str, Mapping[str, object]] = {
    SHARED: {"kind": "apply_twice"},  # another channel issues it at that moment
    LOSES_ANSWERS: {"kind": "apply_late", "seconds": _LATE_SECONDS, "answer": "504"},
}
_LONGEST_SEND = 20_000
_NOT_KNOWN, _REFUSED = OUTCOMES[Outcome.UNKNOWN].title, OUTCOMES[Outcome.REFUSED].title


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    with faulty_dashboard(tmp_path_factory.mktemp("faulty"), _FAULTS) as running:
        yield running


def _customer(page: Page, faulty: Faulty, title: str) -> Page:
    return look_up(open_start(page, faulty.dashboard.url), demo_titled(title).identifier_value)


def _drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_a_no_comes_with_its_reason_and_what_would_change_it(faulty: Faulty, page: Page) -> None:
    open_named(choose_filter(_customer(page, faulty, USED_UP), "used up"), "Summit challenge")
    why = _drawer(page).locator(".st-key-why")
    expect(why.get_by_text("Can be enrolled: no")).to_be_visible()
    expect(why.get_by_text("The customer has used all 3 enrolments.")).to_contain_text("raise the limit")
    expect(_drawer(page).get_by_role("button", name="Enrol…")).to_have_count(0)


def test_a_limit_used_up_elsewhere_between_preview_and_send_is_the_reason_given_for_the_refusal(
    faulty: Faulty, page: Page
) -> None:
    open_named(_customer(page, faulty, SHARED), "Welcome to the group")
    press(page, "Issue…")
    press(page, "Issue now")
    told = _drawer(page).get_by_role("alert")
    expect(told).to_contain_text(_REFUSED, timeout=_LONGEST_SEND)
    expect(told).to_contain_text("8890")
    expect(told).to_contain_text("The customer has used the 1 issue")
    expect(_drawer(page).get_by_role("button", name="Issue…")).to_have_count(0)
    assert faulty.effects_for(SHARED) == ["issued"]


def test_what_is_not_known_stays_in_sight_until_it_is_read_back_in_the_drawer(faulty: Faulty, page: Page) -> None:
    open_named(_customer(page, faulty, LOSES_ANSWERS), "Travel miles")
    press(page, "Enrol…")
    press(page, "Enrol now")
    expect(_drawer(page).get_by_text(_NOT_KNOWN)).to_be_visible(timeout=_LONGEST_SEND)
    close_drawer(page)
    expect(page.get_by_text(_NOT_KNOWN)).to_be_visible()
    page.reload()
    expect(settled(page).get_by_text(_NOT_KNOWN)).to_be_visible(timeout=_LONGEST_SEND)
    assert faulty.effects_for(LOSES_ANSWERS) == []

    faulty.clock.advance(seconds=2 * _LATE_SECONDS)
    open_named(page, "Travel miles")
    press(page, "Read back now")
    expect(_drawer(page).get_by_text("enrolled 0 → 1 of 12")).to_be_visible(timeout=_LONGEST_SEND)
    expect(_drawer(page).get_by_text(_NOT_KNOWN)).to_have_count(0)
    assert faulty.effects_for(LOSES_ANSWERS) == ["enrolled"]
