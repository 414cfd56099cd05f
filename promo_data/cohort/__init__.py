"""Cohorts: a list of customers, the pull that reads them, and the snapshot it leaves."""
