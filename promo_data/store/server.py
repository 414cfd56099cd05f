"""A database server, such as PostgreSQL: its tables made and brought to the present version by whoever comes first."""

from collections.abc import Callable

from sqlalchemy import URL, Engine, create_engine, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from promo_data.errors import InputError
from promo_data.store.versions import ONE_AT_A_TIME, bring_to_present

_KIND = "postgresql"
_MIGRATING = 5_087_246
"""The number by which programs that change the tables wait for each other; any number that nobody else uses."""


def open_server(url: URL, *, patience: float) -> Engine:
    """The database at ``url``, its tables of the present version; locks are waited for ``patience`` seconds.

    Raises ``InputError`` for another kind of server than PostgreSQL.
    """
    if url.get_backend_name() != _KIND:
        raise InputError("PROMO_STORE_URL names neither a PostgreSQL nor an SQLite database.")
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, isolation_level="READ COMMITTED")
    event.listen(engine, "connect", _waiting(patience))
    try:
        with ONE_AT_A_TIME, engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
            bring_to_present(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _waiting(patience: float) -> Callable[[DBAPIConnection, ConnectionPoolEntry], None]:
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = '{round(patience * 1000)}ms'")
        cursor.close()
        connection.commit()

    return prepare
