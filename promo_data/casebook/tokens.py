"""Tokens: random, so that nobody guesses one, in characters that an address can hold."""

import re
import secrets

_BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def new_token() -> str:
    """22 characters, 128 bits of them chance."""
    return secrets.token_urlsafe(_BYTES)


def is_token(text: str) -> bool:
    """Whether one can be looked for: an address may say anything, and not every database takes any text."""
    return _TOKEN.fullmatch(text) is not None
