"""Sessions of a running dashboard without browsers: how long its server takes from a click to the end of the script."""

import asyncio
import random
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_THINKING_SECONDS = (0.3, 3.0)
_PATH = "/_stcore/stream"


async def milliseconds(url: str, page: str, query: str, *, sessions: int, reruns: int) -> list[float]:
    """The time of each rerun of each session, all at work at once; ``page`` is its path and ``query`` its address's.

    Between two reruns people think, each for as long as chance has it.
    """
    address = url.replace("http://", "ws://") + _PATH
    found = await asyncio.gather(*(_session(address, page, query, number, reruns) for number in range(sessions)))
    return [taken for times in found for taken in times]


async def _session(address: str, page: str, query: str, number: int, reruns: int) -> list[float]:
    chance = random.Random(number)  # noqa: S311 - only how long people think
    async with connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]  # a NewType of str
        await _rerun(socket, page, query)  # the first one reads the customer
        times = []
        for _ in range(reruns):
            await asyncio.sleep(chance.uniform(*_THINKING_SECONDS))
            started = time.perf_counter()
            await _rerun(socket, page, query)
            times.append((time.perf_counter() - started) * 1e3)
        return times


async def _rerun(socket: ClientConnection, page: str, query: str) -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    await socket.send(asked.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(await socket.recv()))  # type: ignore[arg-type]  # this protocol sends bytes only
        if answer.WhichOneof("type") == "script_finished":
            return
