"""Where the page scripts lie: absolute, because each launcher starts from another folder."""

from pathlib import Path

_VIEWS = Path(__file__).parents[1] / "views"
START = _VIEWS / "start.py"
CUSTOMER = _VIEWS / "customer.py"
ACTIVITY = _VIEWS / "activity.py"
