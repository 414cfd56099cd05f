"""Where a test keeps its records: a folder, or a schema of its own on the PostgreSQL that ``STORE_TEST_URL`` names.

``scripts/with_postgresql.sh`` starts one and sets it; the processes that a test starts find the same place.
"""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, select
from sqlalchemy.schema import CreateSchema

from promo_data.store import open_store, reading
from promo_data.store.tables import INTENTS, METADATA

_SERVER = os.environ.get("STORE_TEST_URL")
_RUN = os.environ.setdefault("STORE_TEST_RUN", uuid4().hex)


def place_for(folder: Path) -> Path | str:
    """What to open as the store of ``folder``; the same for the same folder."""
    if _SERVER is None:
        return folder
    schema = f"test_{hashlib.sha256(f'{_RUN}{folder}'.encode()).hexdigest()[:16]}"
    server = create_engine(_SERVER)
    with server.begin() as connection:
        connection.execute(CreateSchema(schema, if_not_exists=True))
    server.dispose()
    url = make_url(_SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    return url.render_as_string(hide_password=False)


def states_on_disk(folder: Path) -> list[str]:
    """The states of all intents there, read as another process would read them."""
    engine = open_store(place_for(folder))
    with reading(engine) as connection:
        states = list(connection.scalars(select(INTENTS.c.state).order_by(INTENTS.c.prepared_at)))
    engine.dispose()
    return states


def everything_written(folder: Path) -> bytes:
    """Each byte of the folder's files, and each row of a store that is elsewhere."""
    engine = open_store(place_for(folder))
    with reading(engine) as connection:
        rows = [str(row) for table in METADATA.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return "\n".join(rows).encode() + b"".join(path.read_bytes() for path in folder.iterdir())
