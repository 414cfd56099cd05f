"""One spelling of each backend's address: it was kept as typed, and two spellings kept records of their own."""

import sqlalchemy as sa
from alembic import op
from yarl import URL

revision = "0006"
down_revision = "0005"

_OPEN = ("prepared", "sent", "unknown", "conflict")
_INTENTS = sa.table(
    "intents",
    *map(sa.column, ("backend", "state", "org_id", "program_id", "promotion_id", "customer_id", "effect")),
)


def upgrade() -> None:
    """Bring what is under another spelling to the one that is used since."""
    connection = op.get_bind()
    for typed in connection.scalars(sa.select(_INTENTS.c.backend).distinct()).all():
        spelled = _spelled(typed)
        if spelled != typed:
            _leave_to_a_person(connection, typed, spelled)
            here = sa.update(_INTENTS).where(_INTENTS.c.backend == typed)
            connection.execute(here.values(backend=spelled))


def _spelled(typed: str) -> str:
    """In lower case, without the scheme's own port and without a slash at the end, as the program spells it since."""
    try:
        url = URL(typed)
    except ValueError:
        return typed
    return str(url).rstrip("/") if url.absolute else typed


def _leave_to_a_person(connection: sa.Connection, typed: str, spelled: str) -> None:
    """Two open ones of a kind cannot be told apart by figures: the one that comes over loses its effect.

    It stays open, nothing settles it by reading, and it stands in nobody's way, as the other does.
    """
    other = _INTENTS.alias()
    same = [other.c[name] == _INTENTS.c[name] for name in ("program_id", "promotion_id", "customer_id", "effect")]
    twin = sa.exists().where(
        other.c.backend == spelled,
        other.c.state.in_(_OPEN),
        sa.func.coalesce(other.c.org_id, 0) == sa.func.coalesce(_INTENTS.c.org_id, 0),
        *same,
    )
    here = sa.and_(_INTENTS.c.backend == typed, _INTENTS.c.state.in_(_OPEN), twin)
    connection.execute(sa.update(_INTENTS).where(here).values(effect=None))
