"""As many requests as a server answers, over a few connections that stay open."""

import asyncio
import time

CONNECTIONS = 16


def per_second(host: str, port: int, request: bytes, seconds: float) -> float:
    """Answers a second to that request, all of them 200. ValueError for another status."""
    return asyncio.run(_per_second(host, port, request, seconds))


async def _per_second(host: str, port: int, request: bytes, seconds: float) -> float:
    started = time.perf_counter()
    counts = await asyncio.gather(*(_asked(host, port, request, started + seconds) for _ in range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - started)


async def _asked(host: str, port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    count = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ValueError(f"the server answered {head[:40]!r}")
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(length))
        count += 1
    writer.close()
    await writer.wait_closed()
    return count
