"""Which column of a list names the customers, and how, as far as the options leave it open."""

from promo_data.cohort.lists import CustomerList, ListFile
from promo_data.errors import InputError
from promo_data.vocabulary import IdentifierKind


def customers_of(found: ListFile, column: str | None, kind: IdentifierKind | None) -> CustomerList:
    """The customers that the column named ``column`` names by ``kind``; what is not given is as it was recognised.

    Raises ``InputError`` where nothing is clear.
    """
    place = _named(found, column) if column is not None else _recognised(found, kind)
    meant = kind or found.columns[place].guess
    if meant is None:
        raise InputError(f"It is not clear what the column “{found.columns[place].name}” holds: say so with --by.")
    return found.take(place, meant)


def _named(found: ListFile, column: str) -> int:
    names = [each.name for each in found.columns]
    if column not in names:
        raise InputError(f"The list has no column “{column}”, but {', '.join(f'“{name}”' for name in names)}.")
    return names.index(column)


def _recognised(found: ListFile, kind: IdentifierKind | None) -> int:
    """The best column, or the first that holds that kind; of a list with one column there is no question."""
    if len(found.columns) == 1:
        return 0
    if kind is None and found.best is not None:
        return found.best[0]
    places = [place for place, each in enumerate(found.columns) if kind is not None and each.guess is kind]
    if not places:
        raise InputError("It is not clear which column names the customers: say so with --column and --by.")
    return places[0]
