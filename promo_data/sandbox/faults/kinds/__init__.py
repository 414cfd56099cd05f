"""The kinds of faults. `Kind` is any of them, told apart in JSON by `kind`."""

from typing import Annotated, get_args

from pydantic import Field

from promo_data.sandbox.faults.kinds.applying import ApplyLate, ApplyTwice
from promo_data.sandbox.faults.kinds.bases import Standing
from promo_data.sandbox.faults.kinds.bodies import BadJson, DeepNesting, DuplicateKeys, GzipBomb, Html, NotFinite
from promo_data.sandbox.faults.kinds.pages import MoveRows, ReorderRows, RepeatPage, ShortPage, Totals
from promo_data.sandbox.faults.kinds.refusals import Declined, Refuse, ServerError, Status, Throttle
from promo_data.sandbox.faults.kinds.shapes import MissingFields, NewKpi, NullLists, UnknownWords, WrongTypes
from promo_data.sandbox.faults.kinds.strangers import ExpireToken, OtherCustomer, OtherOrg
from promo_data.sandbox.faults.kinds.timing import Delay, Drip
from promo_data.sandbox.faults.kinds.wire import CutBody, Reset, Swallow
from promo_data.sandbox.faults.kinds.writes import BulkRows, MilestoneFailed, NoResponseFromEmf

__all__ = [
    "KINDS",
    "ApplyLate",
    "ApplyTwice",
    "BadJson",
    "BulkRows",
    "CutBody",
    "Declined",
    "DeepNesting",
    "Delay",
    "Drip",
    "DuplicateKeys",
    "ExpireToken",
    "GzipBomb",
    "Html",
    "Kind",
    "MilestoneFailed",
    "MissingFields",
    "MoveRows",
    "NewKpi",
    "NoResponseFromEmf",
    "NotFinite",
    "NullLists",
    "OtherCustomer",
    "OtherOrg",
    "Refuse",
    "ReorderRows",
    "RepeatPage",
    "Reset",
    "ServerError",
    "ShortPage",
    "Standing",
    "Status",
    "Swallow",
    "Throttle",
    "Totals",
    "UnknownWords",
    "WrongTypes",
]

Kind = Annotated[
    Delay
    | Drip
    | Swallow
    | Reset
    | CutBody
    | Refuse
    | Throttle
    | ServerError
    | Declined
    | Status
    | Html
    | BadJson
    | NotFinite
    | DuplicateKeys
    | DeepNesting
    | GzipBomb
    | ApplyLate
    | ApplyTwice
    | OtherCustomer
    | OtherOrg
    | ExpireToken
    | RepeatPage
    | ShortPage
    | MoveRows
    | ReorderRows
    | Totals
    | WrongTypes
    | UnknownWords
    | MissingFields
    | NullLists
    | NewKpi
    | NoResponseFromEmf
    | MilestoneFailed
    | BulkRows,
    Field(discriminator="kind"),
]
KINDS: tuple[type[Standing], ...] = get_args(get_args(Kind)[0])
"""Every kind, in the order of the documents."""
