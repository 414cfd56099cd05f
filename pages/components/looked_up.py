"""What was asked of the vendor for a page, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.scope import ScopeChoice


@dataclass(frozen=True, slots=True)
class Scope:
    """Which orgs are asked."""

    choice: ScopeChoice = ScopeChoice.EACH
    only: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """The look kept before this customer came on the desk: its time, and what moved since (``insight.changes``)."""

    as_of: datetime
    changes: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Reading:
    """A look-up as it was made, and what came of it.

    ``identifier`` is ``None`` where the look is a frozen one, which names nobody; ``since`` where there was no earlier
    look to compare with.
    """

    identifier: CustomerIdentifier | None
    scope: Scope
    second_opinion: bool
    view: CustomerView
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class NotTold:
    """Why the vendor did not say what it was asked for: a headline and a sentence, which may hold text from outside.

    ``ask_again``: another time it might.
    """

    title: str
    sentence: str
    ask_again: bool = True
