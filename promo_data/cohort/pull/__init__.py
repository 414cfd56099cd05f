"""The pull: a list of customers read chunk by chunk, each part on disk before the next but one is asked for."""

from promo_data.cohort.pull.customers import Customers
from promo_data.cohort.pull.finish import Names, finish_files, finish_snapshot
from promo_data.cohort.pull.plan import Plan, Scope, marked
from promo_data.cohort.pull.progress import Progress
from promo_data.cohort.pull.reading import Reader
from promo_data.cohort.pull.run import Pull, pull_chunk
from promo_data.cohort.pull.stops import PullStoppedError, RefusesUsError, SilentError
from promo_data.cohort.pull.work import Work

__all__ = [
    "Customers", "Names", "Plan", "Progress", "Pull", "PullStoppedError", "Reader", "RefusesUsError", "Scope",
    "SilentError", "Work", "finish_files", "finish_snapshot", "marked", "pull_chunk",
]  # fmt: skip
