"""A case from a ticket: what a colleague saw of a customer, frozen."""

from datetime import UTC, datetime

from pages.components.case_page import show_case
from pages.components.connection import promotions

data, now = promotions(), datetime.now(UTC)

show_case(data, now)
