"""The code in a body, found without decoding it."""

import re

# A list of objects or one object; 401 and 403 have a pair of their own (000 to 002, response samples; api-facts §1).
_CODE = re.compile(
    rb"""
    " (?: errors | warnings ) " \s* : \s* \[? \s* \{
        (?: [^{}"] | " (?: [^"\\] | \\. )* " )*?         # what stands before the code, whole texts at a time
        " (?: code | errorCode ) " \s* : \s* "? (\d{1,9}) [\s",}]
    | "errorCode" \s* : \s* "? (\d{1,9}) [\s",}]
    """,
    re.VERBOSE,
)
_EDGE = 1_000


def first_code(body: bytes) -> int | None:
    """The code of the first error or warning in a body, ``None`` where none is found.

    Errors come with HTTP 200 as often as not. Decoding every answer for it would cost more than what it is for, so it
    is looked for where the vendor writes it: before or after the data.
    """
    for edge in (body[:_EDGE], body[-_EDGE:]):
        if b'ode"' in edge and (found := _CODE.search(edge)):
            return int(found[1] or found[2])
    return None
