"""Waiting for a server that was just started."""

import socket
import time

_START_SECONDS = 30


def wait_until_it_listens(port: int) -> None:
    """Comes back once a connection is taken; ConnectionRefusedError after half a minute."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
