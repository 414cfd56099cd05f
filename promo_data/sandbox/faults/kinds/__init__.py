"""The kinds of faults. `Kind` is any of them, told apart in JSON by `kind`."""

from typing import Annotated

from pydantic import Field

from promo_data.sandbox.faults.kinds.applying import ApplyLate, ApplyTwice
from promo_data.sandbox.faults.kinds.bodies import BadJson, CutBody, DeepNesting, DuplicateKeys, GzipBomb, Html, NotFinite
from promo_data.sandbox.faults.kinds.pages import MoveRows, RepeatPage, ReorderRows, ShortPage, Totals
from promo_data.sandbox.faults.kinds.refusals import Declined, Refuse, ServerError, Status, Throttle
from promo_data.sandbox.faults.kinds.shapes import MissingFields, NewKpi, NullLists, UnknownWords, WrongTypes
from promo_data.sandbox.faults.kinds.strangers import ExpireToken, OtherCustomer, OtherOrg
from promo_data.sandbox.faults.kinds.timing import Delay, Drip
from promo_data.sandbox.faults.kinds.wire import Reset, Swallow
from promo_data.sandbox.faults.kinds.writes import BulkRows, MilestoneFailed, NoResponseFromEmf

KINDS = (
    *(Delay, Drip, Swallow, Reset, CutBody),
    *(Refuse, Throttle, ServerError, Declined, Status),
    *(Html, BadJson, NotFinite, DuplicateKeys, DeepNesting, GzipBomb),
    *(ApplyLate, ApplyTwice),
    *(OtherCustomer, OtherOrg, ExpireToken),
    *(RepeatPage, ShortPage, MoveRows, ReorderRows, Totals),
    *(WrongTypes, UnknownWords, MissingFields, NullLists, NewKpi),
    *(NoResponseFromEmf, MilestoneFailed, BulkRows),
)
"""Every kind, in the order of the documents."""

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
