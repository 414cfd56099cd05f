"""Faults on demand: what goes wrong between a caller and the API, decided by a plan and written down in the ledger."""

from promo_data.sandbox.faults.catalogue import CASES, Case, planned
from promo_data.sandbox.faults.plan import Fault, FaultPlan
from promo_data.sandbox.faults.reading import HEADER, read_plan
from promo_data.sandbox.faults.selector import Selector

__all__ = ["CASES", "HEADER", "Case", "Fault", "FaultPlan", "Selector", "planned", "read_plan"]
