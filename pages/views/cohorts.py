"""Cohorts: a list of customers in, a snapshot out, and what it says."""

from datetime import UTC, datetime

from pages.components.cohort.address import narrowing_in_address, snapshot_in_address
from pages.components.cohort.desk import cohort_desk
from pages.components.cohort.home import show_home
from pages.components.cohort.snapshot_page import show_snapshot
from pages.components.connection import promotions

data, desk, now = promotions(), cohort_desk(), datetime.now(UTC)

if (shown := snapshot_in_address()) is None:
    show_home(data, desk)
else:
    show_snapshot(data, desk, shown, narrowing_in_address(), now)
