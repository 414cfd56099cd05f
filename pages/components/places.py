"""Where the page scripts lie: absolute, because each launcher starts from another folder."""

from pathlib import Path

_VIEWS = Path(__file__).parents[1] / "views"
START = _VIEWS / "start.py"
CUSTOMER = _VIEWS / "customer.py"
COHORTS = _VIEWS / "cohorts.py"
ACTIVITY = _VIEWS / "activity.py"
CASE = _VIEWS / "case.py"
CUSTOMER_PATH = "customer"
"""The path of the customer page in its address, by which links name it."""
CASE_PATH = "case"
"""The same for the page of a case."""
