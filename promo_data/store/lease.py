"""A lease: one holder at a time, and a number that grows when hands change, so that an earlier holder cannot write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from promo_data.errors import StoreError
from promo_data.store.database import reading, writing
from promo_data.store.holder import Holder
from promo_data.store.tables import LEASES


class LeaseLostError(StoreError):
    """Another holder has taken over: what was to be written is left to it."""

    def __init__(self) -> None:
        super().__init__("Another process has taken this work over, so it was left to it.")


class Lease:
    """The right to do what ``name`` stands for, for ``seconds`` at a time; ``holder`` is who asks.

    It is free when it was released, when it expired, or at once when its holder is a dead process of this machine.
    Two leases of one process exclude each other as those of two do.
    """

    def __init__(
        self, engine: Engine, name: str, holder: Holder, seconds: float, *, clock: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._name = name
        self._holder = holder
        self._length = timedelta(seconds=seconds)
        self._clock = clock
        self._fence: int | None = None

    @property
    def fence(self) -> int | None:
        """The number of this hold; ``None`` while it is not held, as far as is known here."""
        return self._fence

    def acquire(self) -> bool:
        """Whether it is held now; what is held already is renewed. Raises ``StoreError``."""
        try:
            with writing(self._engine) as connection:
                self._fence = self._taken(connection)
        except IntegrityError:  # another process made the row at this moment
            self._fence = None
        return self._fence is not None

    def renew(self) -> bool:
        """Whether it is still held, and from now on as long again. Raises ``StoreError``."""
        with writing(self._engine) as connection:
            if self._fence is not None and not self._written(connection, self._fence, self._hold()):
                self._fence = None
        return self._fence is not None

    def release(self) -> None:
        """Let go, so that another takes it at once. Raises ``StoreError``."""
        fence, self._fence = self._fence, None
        if fence is not None:
            with writing(self._engine) as connection:
                self._written(connection, fence, {"holder": None, "expires_at": self._clock()})

    def is_taken(self) -> bool:
        """Whether another holds it now; nothing is changed by asking. Raises ``StoreError``."""
        with reading(self._engine) as connection:
            found = connection.execute(select(LEASES).where(LEASES.c.name == self._name)).mappings().first()
        return found is not None and found["fence"] != self._fence and not self._is_free(found)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that only the present holder makes. Raises ``LeaseLostError`` and as ``store.writing`` does.

        An expired lease that nobody took is still the holder's: what counts is the number.
        """
        with writing(self._engine) as connection:
            if self._fence is None or _fence_in(connection, self._name) != self._fence:
                raise LeaseLostError
            yield connection

    def _taken(self, connection: Connection) -> int | None:
        found = _row(connection, self._name)
        if found is None:
            connection.execute(insert(LEASES).values(self._hold() | {"name": self._name, "fence": 1}))
            return 1
        is_ours = found["fence"] == self._fence
        if not (is_ours or self._is_free(found)):
            return None
        fence: int = found["fence"] if is_ours else found["fence"] + 1
        self._written(connection, found["fence"], self._hold() | {"fence": fence})
        return fence

    def _is_free(self, found: RowMapping) -> bool:
        if found["holder"] is None or found["expires_at"] <= self._clock():
            return True
        return Holder.parsed(found["holder"]).is_dead

    def _hold(self) -> dict[str, object]:
        return {"holder": str(self._holder), "expires_at": self._clock() + self._length}

    def _written(self, connection: Connection, fence: int, values: dict[str, object]) -> bool:
        ours = (LEASES.c.name == self._name) & (LEASES.c.fence == fence)
        return connection.execute(update(LEASES).where(ours).values(values)).rowcount == 1


def _row(connection: Connection, name: str) -> RowMapping | None:
    """The lease as it is, kept from change until the transaction ends."""
    return connection.execute(select(LEASES).where(LEASES.c.name == name).with_for_update()).mappings().first()


def _fence_in(connection: Connection, name: str) -> int | None:
    found = _row(connection, name)
    return None if found is None else found["fence"]
