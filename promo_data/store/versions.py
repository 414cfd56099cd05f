"""Which version a database's tables have, and bringing them to the present one."""

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, column, func, inspect, select, table

from promo_data.errors import StoreError

VERSION_TABLE = "schema_version"
PRESENT = "0007"
"""The version that this program reads and writes."""

_KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", PRESENT)
_BEFORE_ALEMBIC = table("schema", column("version"))
_VERSION = table(VERSION_TABLE, column("version_num"))
_STEPS = Path(__file__).parent / "migrations"
_DAMAGED = "The record of actions is damaged, or not ours; it was left as it is."

ONE_AT_A_TIME = Lock()
"""Alembic keeps the step under way in a global, so one thread of a process migrates; taken before any database lock."""


def version_of(connection: Connection) -> str | None:
    """The version of the tables; ``None`` where none of ours is there.

    Raises ``StoreError`` for tables that are not ours, and for those of a newer program.
    """
    names = set(inspect(connection).get_table_names())
    if not names & {"intents", _BEFORE_ALEMBIC.name, VERSION_TABLE}:
        return None
    found = _written(connection, names)
    if found in _KNOWN:
        return found
    if found is not None and found.isdecimal() and found > PRESENT:
        raise StoreError("The record of actions was written by a newer version of this program: use that one.")
    raise StoreError(_DAMAGED)


def _written(connection: Connection, names: set[str]) -> str | None:
    """The highest version on record; the first program counted 1, and kept it in a table of its own."""
    if VERSION_TABLE in names:
        told: str | None = connection.scalar(select(func.max(_VERSION.c.version_num)))
        return told
    if _BEFORE_ALEMBIC.name not in names:
        return None
    number = connection.scalar(select(func.max(_BEFORE_ALEMBIC.c.version)))
    return None if number is None else f"{number:04}"


def bring_to_present(connection: Connection) -> None:
    """Run the steps that are missing, in the transaction of ``connection``; hold ``ONE_AT_A_TIME``.

    Nothing is done to a database of the present version.
    """
    found = version_of(connection)
    if found == PRESENT:
        return
    # Most starts need no step, and Alembic takes a fifth of a second to import.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config(attributes={"connection": connection, "version_table": VERSION_TABLE})
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    if found is not None and not inspect(connection).has_table(VERSION_TABLE):
        command.stamp(config, found)
    command.upgrade(config, PRESENT)
