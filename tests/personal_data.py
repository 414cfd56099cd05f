"""Listens to every log line at DEBUG, of any library, and keeps those that would give a person or a secret away."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from promo_data.sandbox import build_world

EXTERNAL_ID = "CARD-JOHN-SMITH"
"""An external id without digits, for tests whose vendor repeats whom it was asked for."""

_SECRETS = frozenset(text for org in build_world(seed=1, customers=1).orgs for text in (org.password, org.oauth_secret))
_GIVEAWAYS = re.compile(
    r"(?<![0-9A-Za-z.])\+?[0-9]{9,13}(?![0-9A-Za-z])"  # mobile numbers and cards of every fixture
    rf"|(?i:{EXTERNAL_ID})"
    r"|[\w.+-]+@[\w-]+\.\w+"  # e-mail addresses
    r"|identifierValue|/v[23](?:\.1)?/"  # the vendor's addresses, which name customers
    r"|\b(?:Basic|Bearer) \S{8,}|eyJ[\w-]{8,}"  # credentials and tokens as they travel
)


class Eavesdropper(logging.Handler):
    """Keeps in ``heard`` each line in which something personal or secret stands, with its logger's name."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))  # with the traceback, if there is one
        self.addFilter(lambda record: not record.name.startswith(("httpcore", "httpx")))  # only tests talk through them
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if _GIVEAWAYS.search(line) or any(secret in line for secret in _SECRETS):
            self.heard.append(line)


@contextmanager
def overheard() -> Iterator[list[str]]:
    """The lines that gave something away while the block ran, with every logger at DEBUG."""
    root, eavesdropper = logging.getLogger(), Eavesdropper()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(eavesdropper)
    try:
        yield eavesdropper.heard
    finally:
        root.removeHandler(eavesdropper)
        root.setLevel(level)
