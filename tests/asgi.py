"""An application asked in this process: no client between, which would take longer than many an answer."""

from urllib.parse import urlencode

from starlette.types import ASGIApp, Message, Scope

from promo_data.protocol.call import Answer, Call


async def asked(app: ASGIApp, call: Call) -> Answer:
    """What ``app`` answers to ``call``."""
    told: list[Message] = [{"type": "http.request", "body": call.body or b"", "more_body": False}]
    heard: list[Message] = []

    async def receive() -> Message:
        return told.pop() if told else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        heard.append(message)

    await app(_scope(call), receive, send)
    begun = next(message for message in heard if message["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode() for name, value in begun["headers"]}
    return Answer(begun["status"], headers, b"".join(message.get("body", b"") for message in heard))


def _scope(call: Call) -> Scope:
    headers = (("host", "sandbox"), ("content-length", str(len(call.body or b""))), *call.headers)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": call.method,
        "scheme": "http",
        "path": call.path,
        "raw_path": call.path.encode(),
        "root_path": "",
        "query_string": urlencode(call.query).encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "server": ("sandbox", 80),
        "client": ("127.0.0.1", 1),
    }
