"""One customer: which promotions they have, how much room is left, what can be done, and why not."""

from datetime import UTC, datetime

from pages.components.arrival import chosen_filters, follow_address, is_step_back, name_in_address
from pages.components.browser_steps import step_back
from pages.components.connection import promotions
from pages.components.customer_page import show_customer
from pages.components.desk import current_desk
from pages.components.search import show_recent, show_search
from pages.components.states import show_state
from pages.components.wording.states import NOTHING_LOOKED_UP

data, desk, now = promotions(), current_desk(), datetime.now(UTC)

show_search(data.settings, desk)
if is_step_back(desk):  # to the page as it was before its first customer: who goes back wants to leave it
    step_back()
not_followed = follow_address(data, desk)
desk.just_asked = False
show_recent(desk)

if not_followed:
    show_state(not_followed, is_page=True)
elif desk.asked is None:
    show_state(NOTHING_LOOKED_UP, is_page=True)
else:
    show_customer(data, desk, desk.asked, chosen_filters(desk), now)
    name_in_address(data, desk)
