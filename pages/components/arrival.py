"""Who the page is about when it is opened by an address: a colleague's link, a bookmark, one step back."""

from pages.components.address import CUSTOMER, filters_in_address, named, write_address
from pages.components.desk import Desk
from pages.components.narrowing import Filters
from pages.components.wording.states import LINK_UNKNOWN, LINK_UNREADABLE, StateWords
from promo_data.errors import StoreError
from promo_data.opening import PromoData


def is_step_back(desk: Desk) -> bool:
    """Whether the address names nobody any more, though it named the customer on the desk.

    Coming from another page, whose address is its own, it is none.
    """
    return named(CUSTOMER) is None and desk.reference is not None and not desk.link_is_due and not desk.was_away


def follow_address(data: PromoData, desk: Desk) -> StateWords | None:
    """Take up the customer that the address names, or say why that cannot be done.

    One step back to an address that names nobody puts the customer away.
    """
    linked = named(CUSTOMER)
    if is_step_back(desk):
        desk.put_away()
    if linked is None or desk.link_is_due or linked == desk.reference:
        return None
    return _follow(data, desk, linked)


def _follow(data: PromoData, desk: Desk, linked: str) -> StateWords | None:
    """A link that opens nobody leaves nobody else on the desk: their promotions would be taken for the linked one's."""
    try:
        identifier = data.referred(linked)
    except StoreError:
        desk.put_away()
        return LINK_UNREADABLE
    if identifier is None:
        desk.put_away()
        return LINK_UNKNOWN
    desk.look_up(identifier, reference=linked)
    return None


def chosen_filters(desk: Desk) -> Filters:
    """The filters in the address; none while that still speaks of the customer before."""
    return Filters() if desk.link_is_due else filters_in_address()


def name_in_address(data: PromoData, desk: Desk) -> None:
    """Have the address name the customer that was found, by a reference that means nothing elsewhere."""
    filters = chosen_filters(desk)
    if desk.asked is not None and desk.reference is None and desk.reading and desk.reading.view.answered:
        desk.reference = _reference(data, desk)
    write_address({CUSTOMER: desk.reference}, filters)
    desk.link_is_due = desk.was_away = False


def _reference(data: PromoData, desk: Desk) -> str | None:
    """Without records there is no link, and everything else works."""
    try:
        return None if desk.asked is None else data.reference(desk.asked)
    except StoreError:
        return None
