"""An nginx with one worker that answers 15 kB of JSON at once or late, and wrk, which says how fast it can."""

import json
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from promo_data.protocol.customer_promotions import PATH
from tests.benches.listening import wait_until_it_listens

ROOT = Path(__file__).parents[2]
BODIES, BODY_BYTES = 200, 15_100

_CONFIGURATION = """
load_module {echo_module};
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  default_type application/json;
  keepalive_requests 1000000000;
  open_file_cache max=1000;
  open_file_cache_valid 1h;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    location /0/ {{ rewrite ^ /bodies/$arg_identifierValue.json break; }}
    location /5/ {{ echo_sleep 0.005; echo_exec /0/?$args; }}
    location /50/ {{ echo_sleep 0.05; echo_exec /0/?$args; }}
  }}
}}
"""
_ROTATING = f"""
local id = 0
local target
function init(arguments) target = arguments[1] end
function request()
  id = (id + 1) % {BODIES}
  return wrk.format("GET", target .. "{PATH}?identifierName=id&identifierValue=" .. id)
end
"""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the two programs and the module lie."""

    nginx: str
    echo_module: str
    wrk: str


def tools() -> Tools:
    """What ``scripts/find_bench_tools.sh`` finds or installs; it says what is missing where it cannot."""
    script = ["/bin/sh", str(ROOT / "scripts" / "find_bench_tools.sh")]
    return Tools(*subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout.split())


@dataclass(frozen=True, slots=True)
class Nginx:
    """The running server; what lies below ``address(delay)`` is answered after 0, 5 or 50 ms."""

    port: int
    wrk: str
    script: Path

    def address(self, delay: int) -> str:
        return f"http://127.0.0.1:{self.port}/{delay}"

    def most(self, delay: int, concurrency: int, seconds: float) -> float:
        """The reads a second that wrk gets out of it over so many connections."""
        load = ["-t2", f"-c{concurrency}", f"-d{seconds:g}s", "-s", str(self.script)]
        command = [self.wrk, *load, f"http://127.0.0.1:{self.port}", "--", f"/{delay}"]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        rate = re.search(r"Requests/sec: +([0-9.]+)", said)
        if rate is None or "Non-2xx" in said or "Socket errors" in said:
            raise ValueError(said)
        return float(rate[1])


@contextmanager
def serving(folder: Path) -> Iterator[Nginx]:
    """The server, with its files in ``folder``, for as long as the block lasts."""
    found = tools()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    _write_bodies(folder / "bodies")
    (folder / "rotating.lua").write_text(_ROTATING)
    configuration = folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(echo_module=found.echo_module, folder=folder, port=port))
    with subprocess.Popen([found.nginx, "-p", folder, "-e", folder / "error.log", "-c", configuration]) as process:
        try:
            wait_until_it_listens(port)
            yield Nginx(port, found.wrk, folder / "rotating.lua")
        finally:
            process.terminate()


def _write_bodies(folder: Path) -> None:
    """As many bodies, each of the same size and with figures of its own."""
    folder.mkdir()
    random = Random(7)  # noqa: S311 - a made-up world must be reproducible
    for number in range(BODIES):
        rows = [{"promotionId": random.randrange(10**6), "used": f"{random.random():.3f}"} for _ in range(340)]
        body = json.dumps({"customerId": number, "data": rows, "errors": [], "warnings": []})
        (folder / f"{number}.json").write_text(body.ljust(BODY_BYTES))
