"""The cohorts page: a list in, a snapshot out, and what it says."""
