"""The exit codes scripts can use."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    WRONG_USAGE = 2
    REFUSED = 3
    NOT_KNOWN = 4
    PARTIAL = 5
    NOTHING_HAPPENED = 6
