"""The vendor's errors and warnings, whatever their shape, and when an answer to a read is a refusal.

The shapes: ``errors`` and ``warnings`` are null, one object or a list (000 to 002, response samples); the code is
optional, a number or its digits, and a bare string is the message; 401 and 403 carry ``errorCode`` and
``errorMessage`` instead (api-facts §1, 403).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote

import orjson

from promo_data.codes import meaning
from promo_data.errors import RefusedError, UnreadableAnswerError
from promo_data.models.customer import DIGIT_JOINT, masked
from promo_data.protocol.call import Answer
from promo_data.vocabulary import Endpoint

_CLEAR_STATUSES = frozenset({401, 403, 429, 461, 498, 500, 502, 503, 504, 521})
"""Statuses that say all there is to say: no document gives the body that comes with them (api-facts §10)."""

_REDIRECTS = range(300, 400)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ESCAPES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # two halves that make a character
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half a character, which JSON's grammar allows and UTF-8 does not
    rb"|\\."
)

_NO_DIGIT = re.compile(r"\D")
_REPLACEMENT = "\ufffd"

_NOTHING: tuple[object, ...] = (None, "", {}, [], False)
_LONGEST_CODE, _LONGEST_MESSAGE = 9, 500
_TRY_AGAIN = "Try again; if it stays, check the address and ask the vendor's support."
_ELSEWHERE = "The vendor's server sends us elsewhere (HTTP {status}), which is not followed: check the configured host."
_LIKE_AN_ADDRESS = re.compile(r"[^\s@“\"'<>:=]+@[^\s@”\"'<>,;]+")
_LIKE_A_NUMBER = re.compile(rf"[+(]{{0,2}}\d(?:{DIGIT_JOINT}\d){{6,}}")


@dataclass(frozen=True, slots=True)
class Notice:
    """One error or warning: the vendor's code where it gave one, and its words with identifiers masked."""

    code: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Notices:
    """What an answer complains about."""

    errors: tuple[Notice, ...] = ()
    warnings: tuple[Notice, ...] = ()


def notices(body: Mapping[str, object]) -> Notices:
    """All errors and warnings of a decoded body; absent, null and empty are the same."""
    errors = _listed(body.get("errors"))
    if body.get("errorCode") not in _NOTHING or body.get("errorMessage") not in _NOTHING:
        errors = (*errors, _notice(body))
    return Notices(errors, _listed(body.get("warnings")))


def complaint(body: Mapping[str, object]) -> Notice | None:
    """What a decoded body says went wrong: its first error with a code or words, else a code or message of its own.

    No document gives the body of a 429, so the ``message`` or ``error`` that gateways write counts too (api-facts §10).
    """
    own = _notice({"code": body.get("code"), "message": body.get("message") or body.get("error")})
    said = (*notices(body).errors, own)
    return next((notice for notice in said if notice.code is not None or notice.message), None)


def decoded_object(answer: Answer) -> dict[str, object]:
    """The JSON object of an answer; raises ``UnreadableAnswerError`` where it holds none (HTML, NaN, too deep).

    What some writers of JSON get wrong loses nothing else: a byte order mark is passed over, and half a character, as
    a name cut in the middle of one ends with, becomes a replacement character.
    """
    text = answer.body.removeprefix(_BYTE_ORDER_MARK)
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError:
        body = _mended(text) if b"\\u" in text else None
    if not isinstance(body, dict):
        raise _unreadable(answer)
    return body


def _mended(text: bytes) -> object:
    try:
        return orjson.loads(_ESCAPES.sub(lambda found: rb"\ufffd" if found[1] else found[0], text))
    except orjson.JSONDecodeError:
        return None


def undescribed(answer: Answer) -> str:
    """A sentence for an answer that holds no JSON object."""
    return f"The answer (HTTP {answer.status}) is not the JSON that the vendor's documents describe."


def refusal(endpoint: Endpoint, answer: Answer) -> RefusedError | None:
    """Why the vendor refused a read, or ``None`` where it did not.

    It did where the body has an error or the HTTP status is 400 or more. Raises ``UnreadableAnswerError`` for a
    redirect, and for a body that is no JSON object, unless its status alone is clear, as 401 and 503 are.
    """
    try:
        accepted(endpoint, answer)
    except RefusedError as refused:
        return refused
    return None


def accepted(endpoint: Endpoint, answer: Answer) -> dict[str, object]:
    """The JSON object of an answer that is no refusal.

    Raises ``RefusedError`` where it is one, and ``UnreadableAnswerError`` as ``refusal`` does.
    """
    if answer.status in _REDIRECTS:
        raise UnreadableAnswerError(_ELSEWHERE.format(status=answer.status), status=answer.status)
    try:
        body = decoded_object(answer)
    except UnreadableAnswerError:
        if answer.status not in _CLEAR_STATUSES:
            raise
        body = {}
    errors = notices(body).errors
    if errors or answer.status >= HTTPStatus.BAD_REQUEST:
        raise _refused(endpoint, answer.status, errors[0] if errors else Notice(None, ""))
    return body


def _refused(endpoint: Endpoint, status: int, notice: Notice) -> RefusedError:
    code = status if notice.code is None and status >= HTTPStatus.BAD_REQUEST else notice.code
    sentence = meaning(endpoint, code, notice.message, status=status).sentence
    return RefusedError(sentence, endpoint=endpoint, code=code, vendor_message=notice.message, status=status)


def _listed(value: object) -> tuple[Notice, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(_notice(entry) for entry in entries if entry not in _NOTHING)


def _notice(entry: object) -> Notice:
    if not isinstance(entry, Mapping):
        return Notice(None, shown(_text(entry)))
    code = entry.get("code", entry.get("errorCode"))
    return Notice(_code(code), shown(_text(entry.get("message", entry.get("errorMessage")))))


def _text(value: object) -> str:
    """A message as it came; one that is no text is shown as the JSON it is."""
    if value is None or isinstance(value, str):
        return value or ""
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # deeper than orjson writes
        return "a message of an unknown shape"


def _code(value: object) -> int | None:
    digits = str(value).strip() if isinstance(value, int | str) else ""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_CODE else None


def shown(message: str) -> str:
    """The vendor's words on one line, cut before 500 characters, with what may be an identifier masked.

    An identifier is whatever looks like an address, and seven digits or more, however they are grouped: the numbers
    that are needed (codes, ids) come under keys of their own. Both are found as addresses spell them too (``%40``).
    What cannot be printed is replaced. It is cut between words: half an identifier would not be recognised by whoever
    masks the one that was asked for.
    """
    line = _printable(unquote(_cut(message, 4 * _LONGEST_MESSAGE)))
    text = _LIKE_AN_ADDRESS.sub(lambda found: masked(found.group()), line)
    return _cut(_LIKE_A_NUMBER.sub(lambda found: masked(_NO_DIGIT.sub("", found.group())), text), _LONGEST_MESSAGE)


def _printable(text: str) -> str:
    words = " ".join(text.split())
    return words if words.isprintable() else "".join(one if one.isprintable() else _REPLACEMENT for one in words)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest + 1].rpartition(" ")[0] or text[:longest]


def _unreadable(answer: Answer) -> UnreadableAnswerError:
    return UnreadableAnswerError(f"{undescribed(answer)} {_TRY_AGAIN}", status=answer.status)
