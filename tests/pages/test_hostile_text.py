"""Names that try to be markup: every place that reads Markdown gets them escaped, and no other way in is used."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.browser_steps import Place, focus_script
from pages.components.desk import PromotionKey
from tests.pages.hostile import HOSTILE, HOSTILE_ORG, HOSTILE_PROGRAMME, HOSTILE_PROMOTION, hostile_vendor
from tests.pages.served import LookUp, scripts, served

PAGES = Path(__file__).parents[2] / "pages"
_PAYLOADS = re.compile(r"(?<!\\)!\[x|(?<!\\)<img|(?<!\\)\$x|(?<!\\):material/rocket|(?<!\\)\[l\]")


@pytest.fixture
def hostile(real_account: pytest.MonkeyPatch, app: AppTest, look_up: LookUp) -> Iterator[AppTest]:
    """The drawer of a promotion whose every text is hostile, with its benefits and the vendor's filters asked for."""
    real_account.setenv("PROMO_ORG", f"{HOSTILE_ORG}:{HOSTILE}")
    real_account.setenv("PROMO_CHILD_ORGS", f"2:{HOSTILE}")
    with served(hostile_vendor()) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        look_up(app, "919900000001")
        app.toggle(key="second-opinion").set_value(True).run()
        app.session_state["desk"].open(PromotionKey(HOSTILE_ORG, HOSTILE_PROGRAMME, HOSTILE_PROMOTION))
        app.run()
        yield app.button(key="ask-benefits").click().run()


def test_no_element_that_reads_markdown_holds_it_bare(hostile: AppTest) -> None:
    assert not hostile.exception
    bare = [text for text in _markdown(hostile) if _PAYLOADS.search(text)]
    assert bare == []


def test_the_text_is_there_to_be_read(hostile: AppTest) -> None:
    said = "\n".join(_markdown(hostile)).replace("\\", "").replace("\u2060", "")
    assert said.count("![x](http://evil.example/a.png)") >= 9


def _markdown(app: AppTest) -> list[str]:
    """Every text of the page that Streamlit takes for Markdown: bodies, labels, titles and tooltips."""
    texts: list[str] = []
    for element in (*app.markdown, *app.caption, *app.title, *app.header, *app.subheader):
        texts += [element.value, getattr(element.proto, "help", "")]
    for alert in (*app.error, *app.warning, *app.info, *app.success):
        texts += [alert.value, alert.proto.title]
    for widget in (*app.button, *app.checkbox, *app.selectbox, *app.text_input, *app.expander):
        texts += [widget.label, getattr(widget.proto, "help", "")]
    for table in app.table:
        texts += [str(cell) for cell in (*table.value.index, *table.value.to_numpy().ravel())]
    texts += [toggle.label for toggle in app.toggle]
    texts += [block.proto.dialog.title for block in app.get("dialog")]
    return texts


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in PAGES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield path, node


def test_no_page_switches_html_on() -> None:
    keywords = {(path.name, keyword.arg) for path, call in _calls() for keyword in call.keywords}
    unsafe = {found for found in keywords if found[1] and found[1].startswith("unsafe_")}
    assert unsafe == {("browser_steps.py", "unsafe_allow_javascript")}  # its scripts: the test below


def test_html_comes_from_the_style_sheet_and_the_few_scripts_of_our_own() -> None:
    senders = {path.name for path, call in _calls() if ast.unparse(call.func) in ("st.html", "st.iframe", "st.write")}
    assert senders == {"look.py", "browser_steps.py"}


def test_nothing_from_outside_gets_into_a_script(hostile: AppTest) -> None:
    assert scripts(hostile) == [focus_script(Place.BENEFITS, hostile.session_state["desk"].moves)]
    takes = inspect.signature(focus_script, eval_str=True).parameters.values()
    assert [one.annotation for one in takes] == [Place, int]


def test_no_customer_data_can_land_in_a_shared_cache() -> None:
    texts = [path.read_text() for path in PAGES.rglob("*.py")]
    assert not [text for text in texts if re.search(r"cache_(data|resource)(?!\.clear)", text)]


def test_addresses_are_written_in_the_places_that_put_nobody_into_them() -> None:
    places = {path.stem for path in PAGES.rglob("*.py") if re.search("query.params", path.read_text())}
    others = {place for place in places if not place.startswith("activity")}  # its filters, which name nobody
    assert others == {"address"}  # opaque references and filters: tests/pages/test_customer_address.py
