"""``promo-insight run`` and ``promo-insight sandbox``: the dashboard, and the vendor's API by itself."""

import os
import shlex
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promo_data.cli.configured import settings
from promo_data.errors import InputError
from promo_data.settings import PREFIX

if TYPE_CHECKING:
    from promo_data.sandbox import World
    from promo_data.sandbox.faults import FaultPlan

LOOPBACK = "127.0.0.1"
_OWN_MACHINE = frozenset({LOOPBACK, "localhost", "::1"})
_PACKAGE = Path(__file__).parent.parent


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def run(*, host: str, port: int) -> None:
    """Start the dashboard; without settings, with the sandbox inside it. SIGTERM stops it."""
    if not settings().is_sandbox and host not in _OWN_MACHINE:
        raise InputError("With a real account the dashboard is served on this machine only: leave --host out.")
    _require_free(host, port)
    click.echo(f"Promotion Insight: http://{host}:{port}")
    arguments = ["--server.address", host, "--server.port", str(port)]
    # The process becomes Streamlit itself, so that a signal stops it and nothing is left behind.
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(dashboard()), *arguments])  # noqa: S606 - no shell


def _require_free(host: str, port: int) -> None:
    """Raise ``InputError`` where that address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(f"{host}:{port} cannot be listened on: {error.strerror}. Choose another --port.") from None


def dashboard() -> Path:
    """``app.py`` as it lies in the wheel, or at the root of the repository."""
    places = (_PACKAGE / "_app" / "app.py", _PACKAGE.parent / "app.py")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise InputError("The dashboard's app.py is not installed: install the package again.")
    return found


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8787, show_default=True, type=click.IntRange(0, 65535))
@click.option("--customers", default=200, show_default=True, type=click.IntRange(10, 1_000_000))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same world.")
@click.option(
    "--latency-ms", default=0, show_default=True, type=click.IntRange(0, 60_000), help="Delay of each answer."
)
@click.option(
    "--rate-per-minute", type=click.IntRange(1), help="Calls a minute and credentials; no limit if not given."
)
@click.option("--faults", type=click.Path(path_type=Path), help="A plan of what is to go wrong: docs/sandbox.md.")
def sandbox(
    *,
    host: str,
    port: int,
    customers: int,
    seed: int,
    latency_ms: int,
    rate_per_minute: int | None,
    faults: Path | None,
) -> None:
    """Serve the vendor's API over a made-up world, by itself."""
    from promo_data.sandbox import build_world, serve, standalone  # noqa: PLC0415 - other commands do without it

    world = build_world(seed=seed, customers=customers)
    plan = None if faults is None else _fault_plan(faults)
    try:
        app = standalone(world, latency_milliseconds=latency_ms, rate_per_minute=rate_per_minute, faults=plan)
    except ValueError as error:
        raise InputError(str(error)) from None
    _require_free(host, port)
    click.echo(f"Sandbox: http://{host}:{port}")
    click.echo(_exports(f"http://{host}:{port}", world))
    for customer in world.demo_customers:
        click.echo(f"{customer.title}: --by {customer.identifier_name} --value {customer.identifier_value}")
    serve(app, host, port)


def _exports(url: str, world: "World") -> str:
    """The settings that reach this sandbox as its parent org, as a line for the shell."""
    own, *children = world.orgs
    values = {
        "BASE_URL": url,
        "USERNAME": own.till,
        "PASSWORD": own.password,
        "ORG": f"{own.id}:{own.name}",
        "CHILD_ORGS": ",".join(f"{child.id}:{child.name}" for child in children),
    }
    return "export " + " ".join(f"{PREFIX}{name}={shlex.quote(value)}" for name, value in values.items())


def _fault_plan(path: Path) -> "FaultPlan":
    """The plan in that file. InputError where it cannot be read."""
    from promo_data.sandbox.faults import read_plan  # noqa: PLC0415 - other commands do without it

    try:
        return read_plan(path.read_bytes())
    except OSError as error:
        raise InputError(f"The fault plan cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise InputError(str(error)) from None
