"""Commands against a sandbox on loopback, run as the shell would but in this process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from promo_data.cli import main
from promo_data.sandbox import World, build_world, sandbox_app
from promo_data.sandbox.catalogue.coupons import IN_THE_BOOK
from tests.serving import served


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        parsed = orjson.loads(self.out)
        assert isinstance(parsed, dict)
        return parsed


Command = Callable[..., Ended]


@pytest.fixture
def world() -> World:
    return build_world(seed=3, customers=40, coupons=IN_THE_BOOK)


@pytest.fixture
def account(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A sandbox that is configured as a real account would be."""
    own, *children = world.orgs
    with served(sandbox_app(world)) as url:
        settings = {
            "BASE_URL": url,
            "USERNAME": own.till,
            "PASSWORD": own.password,
            "ORG": f"{own.id}:{own.name}",
            "CHILD_ORGS": ",".join(f"{child.id}:{child.name}" for child in children),
        }
        for name, value in settings.items():
            monkeypatch.setenv(f"PROMO_{name}", value)
        yield world


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs ``promo-insight`` with these arguments."""

    def run(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ended(int(code), printed.out, printed.err)

    return run
