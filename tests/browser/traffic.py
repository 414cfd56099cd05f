"""What a page and its dashboard have still to say to each other, as their websocket tells."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Traffic:
    """Whether the page waits for a run of its script that it asked for."""

    is_awaited: bool = False

    def sent(self, frame: bytes | str) -> None:
        """A frame of the page's."""
        if BackMsg.FromString(_bytes(frame)).WhichOneof("type") == "rerun_script":
            self.is_awaited = True

    def received(self, frame: bytes | str) -> None:
        """A frame of the dashboard's. A run cut short for the next one is followed by that one."""
        told = ForwardMsg.FromString(_bytes(frame))
        if told.WhichOneof("type") == "script_finished":
            self.is_awaited = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


_TRAFFIC: WeakKeyDictionary[Page, Traffic] = WeakKeyDictionary()


def watch(page: Page) -> Page:
    """The page, listened to from now on; it must not have been opened yet."""
    page.on("websocket", lambda socket: _listen(page, socket))
    return page


def is_awaiting(page: Page) -> bool:
    """Whether a run that the page asked for has not ended; ``KeyError`` for a page that is not watched."""
    return _TRAFFIC[page].is_awaited


def _listen(page: Page, socket: WebSocket) -> None:
    traffic = _TRAFFIC[page] = Traffic()
    socket.on("framesent", traffic.sent)
    socket.on("framereceived", traffic.received)


def _bytes(frame: bytes | str) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame
