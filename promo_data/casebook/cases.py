"""Cases: what was seen of a customer, kept for good under a link that can stand in a ticket."""

import zlib
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import insert, select

from promo_data import __version__
from promo_data.casebook.frozen import freeze, nameless_frozen, thaw
from promo_data.casebook.looks import FASTEST
from promo_data.casebook.shelf import Shelf
from promo_data.casebook.tokens import is_token, new_token
from promo_data.errors import InputError
from promo_data.insight.customer import CustomerView, view_of
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import PromotionKey
from promo_data.store import writing
from promo_data.store.tables import CASES

_NO_CASE = "There is no case under this link: it was mistyped, is kept no longer, or belongs to another account."
_NOT_SHOWN = "This case was kept by version {version} of this program and cannot be shown by this one."


@dataclass(frozen=True, eq=False)
class Case:
    """What somebody saw; ``about`` is the promotion it is about, ``None`` for the customer as a whole.

    ``view`` is made again from the answers of that time: where ``is_of_another_version``, that one may have judged them
    otherwise.
    """

    view: CustomerView
    customer_masked: str
    about: PromotionKey | None
    opened_at: datetime
    person: str
    version: str

    @property
    def is_of_another_version(self) -> bool:
        """Whether another version of the program kept it."""
        return self.version != __version__


class _Kept(msgspec.Struct, frozen=True):
    """A case as it is sealed: ``look`` is read only after ``version``, which may explain why it cannot be."""

    version: str
    person: str
    opened_at: datetime
    customer_masked: str
    about: PromotionKey | None
    look: msgspec.Raw


class Cases:
    """Every case of one backend; none names a customer but masked."""

    def __init__(self, shelf: Shelf, person: str, *, version: str = __version__) -> None:
        self._shelf = shelf
        self._person = person
        self._version = version

    def open(self, identifier: CustomerIdentifier, view: CustomerView, about: PromotionKey | None) -> str:
        """The token of a new case. Raises ``StoreError``."""
        token, now = new_token(), self._shelf.clock()
        look = msgspec.Raw(nameless_frozen(freeze(view.basis), identifier))
        kept = _Kept(self._version, self._person, now, identifier.masked, about, look)
        sealed = self._shelf.sealed(zlib.compress(msgspec.json.encode(kept), FASTEST), token)
        with writing(self._shelf.engine) as connection:
            connection.execute(insert(CASES).values(token=token, opened_at=now, sealed=sealed))
        return token

    def case(self, token: str) -> Case:
        """The case of that token. Raises ``InputError`` where there is none to show, and ``StoreError``."""
        kept = self._kept(token)
        if kept is None:
            raise InputError(_NO_CASE)
        try:
            view = view_of(thaw(kept.look))
        except ValueError:
            raise InputError(_NOT_SHOWN.format(version=kept.version)) from None
        return Case(view, kept.customer_masked, kept.about, kept.opened_at, kept.person, kept.version)

    def _kept(self, token: str) -> _Kept | None:
        rows = self._shelf.rows(select(CASES.c.sealed).where(CASES.c.token == token)) if is_token(token) else ()
        for row in rows:
            try:
                content = zlib.decompress(self._shelf.unsealed(row.sealed, token))
                return msgspec.json.decode(content, type=_Kept)
            except (ValueError, zlib.error, msgspec.DecodeError):
                return None
        return None
