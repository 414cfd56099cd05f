"""From a click to new content, measured in the browser itself; and what came over the websocket for it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket

from tests.browser.visit import settled

_WATCH = """(shown) => {
    const said = () => [...document.querySelectorAll(shown)].map((element) => element.textContent).join("\\n");
    const before = said();
    window.timed = new Promise((resolve) => {
        let start;
        document.addEventListener("pointerup", () => { start = performance.now(); }, {capture: true, once: true});
        const observer = new MutationObserver(() => {
            const now = said();
            if (start === undefined || now === before || now === "") return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.now() - start));
        });
        observer.observe(document.body, {childList: true, subtree: true, characterData: true});
    });
}"""
"""Ends with the first picture after which the text of ``shown`` is another."""


@dataclass
class Visit:
    """A page with its websocket counted; it must not have been opened yet."""

    page: Page
    received: int = 0
    clicked: dict[str, list[float]] = field(default_factory=dict)
    bytes_of: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("websocket", self._count)

    def _count(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._add)

    def _add(self, frame: bytes | str) -> None:
        self.received += len(frame)

    def click(self, what: str, shown: str, click: Callable[[Page], object]) -> None:
        """One click, kept under ``what``: its milliseconds until the text of ``shown`` changed, and its bytes."""
        self.page.evaluate(_WATCH, shown)
        before = self.received
        click(self.page)
        self.clicked.setdefault(what, []).append(float(self.page.evaluate("window.timed")))
        settled(self.page)
        self.bytes_of.setdefault(what, []).append(self.received - before)
