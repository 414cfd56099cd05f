"""Names that try to be markup, in a real browser: nothing of them is fetched, linked, drawn or run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running import Dashboard, running_dashboard
from tests.browser.visit import ask_second_opinion, look_up, open_row, open_start, press, settled
from tests.pages.hostile import HOSTILE, HOSTILE_ORG, hostile_vendor
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MARKUP = (
    "[src*='evil.example'], [href*='evil.example'], .katex, [data-testid='stIconMaterial']:text-is('rocket'), "
    "img:not([src^='data:']), [style*='color: red']"
)
"""What the hostile text would be in the page if any of it were read as markup."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard with an account at the hostile vendor."""
    with served(hostile_vendor()) as url:
        settings = {
            "PROMO_BASE_URL": url,
            "PROMO_USERNAME": "till",
            "PROMO_PASSWORD": "secret",
            "PROMO_ORG": f"{HOSTILE_ORG}:{HOSTILE}",
            "PROMO_CHILD_ORGS": f"2:{HOSTILE}",
        }
        with running_dashboard(tmp_path_factory.mktemp("hostile"), settings) as running:
            yield running


def _everything(page: Page, url: str) -> Page:
    """The customer's page with all that can be asked for, and then the drawer."""
    ask_second_opinion(look_up(open_start(page, url), "919900000001"))
    open_row(page, 0)
    press(page, "Ask for the benefits")
    page.get_by_role("dialog").get_by_text("an alternate currency").wait_for()
    return settled(page)


def test_nothing_in_a_name_is_asked_for_from_anywhere(hostile: Dashboard, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _everything(page, hostile.url)
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()
    assert asked
    assert [url for url in asked if not url.startswith((hostile.url, "data:", "blob:"))] == []


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_in_a_name_is_markup(hostile: Dashboard, page: Page, width: int) -> None:
    _everything(page, hostile.url)
    page.set_viewport_size({"width": width, "height": 900})
    settled(page)
    expect(page.locator(MARKUP)).to_have_count(0)


def test_the_text_is_there_to_be_read(hostile: Dashboard, page: Page) -> None:
    _everything(page, hostile.url)
    drawer = page.get_by_role("dialog")
    read = drawer.inner_text().replace("\u2060", "")
    assert read.count("![x](http://evil.example/a.png)") >= 6
    assert "<script>alert(1)</script> $x$ $$y$$ :material/rocket: :red[z]" in read
