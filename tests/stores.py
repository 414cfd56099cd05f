"""Where a test keeps its records: a folder, or a schema of its own on the PostgreSQL that ``STORE_TEST_URL`` names.

``scripts/with_postgresql.sh`` starts one and sets it; the processes that a test starts find the same place.
"""

import hashlib
import os
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from sqlalchemy import create_engine, make_url, select, update
from sqlalchemy.schema import CreateSchema

from promo_data.store import open_store, reading, store_exists, writing
from promo_data.store.database import FILE_NAME
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


def begun_store(folder: Path) -> Path | str:
    """``place_for(folder)``, where our own file is there already: a copy of an empty one is made in no time."""
    place = place_for(folder)
    if isinstance(place, Path) and not store_exists(place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        (place / FILE_NAME).write_bytes(_empty_store())
    return place


@cache
def _empty_store() -> bytes:
    """The file as the present version makes it, step by step."""
    with TemporaryDirectory() as folder:
        open_store(Path(folder)).dispose()
        return (Path(folder) / FILE_NAME).read_bytes()


def sent_long_ago(place: Path | str, intent_id: UUID, by: timedelta = timedelta(seconds=300)) -> None:
    """From now on an UNKNOWN intent was sent that much earlier, by both clocks, and is due to be read back."""
    times = (INTENTS.c.sent_at, INTENTS.c.vendor_sent_at, INTENTS.c.ended_at)
    engine = open_store(place)
    with writing(engine) as connection:
        here = INTENTS.c.id == intent_id
        row = connection.execute(select(*times).where(here)).one()
        earlier = {time.name: at - by for time, at in zip(times, row, strict=True)}
        connection.execute(update(INTENTS).where(here).values(earlier | {"next_read_at": row.ended_at}))
    engine.dispose()


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
