"""Saved cohorts: customers kept under a name, sealed, so that they can be asked and compared again."""

from promo_data.cohort.saved.cohorts import CohortId, Cohorts, SavedCohort, forget_cohorts

__all__ = ["CohortId", "Cohorts", "SavedCohort", "forget_cohorts"]
