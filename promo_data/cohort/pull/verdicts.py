"""What came of asking for one customer: whether it is whole, and if not, who is the reason: they, the vendor or we."""

from promo_data.cohort.snapshot.failures import Failure
from promo_data.models.reading import CustomerRead, OrgCoverage
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState

_ABOUT_A_CUSTOMER = CUSTOMER_NOT_FOUND | {400, 618, 8002, 8069, 8089, 8121, 91009}
"""Codes by which this one customer is refused, and the next may be answered for (003, error codes; api-facts §3.5)."""


def is_answered(read: CustomerRead) -> bool:
    """Whether at least one org answered."""
    return any(org.state is CoverageState.ANSWERED for org in read.asked)


def may_pass(read: CustomerRead) -> bool:
    """Whether something failed on the way, or in a way that passes: asked again it may be there."""
    return any(org.state is CoverageState.FAILED and not org.refused for org in read.asked)


def is_silent(read: CustomerRead) -> bool:
    """Whether no org said anything, not even no."""
    return bool(read.asked) and all(org.state is CoverageState.FAILED and not org.refused for org in read.asked)


def refuses_us(read: CustomerRead) -> bool:
    """Whether every org refused, and none of them because of this customer."""
    return bool(read.asked) and all(org.refused and org.code not in _ABOUT_A_CUSTOMER for org in read.asked)


def failure_of(row: int, read: CustomerRead) -> Failure | None:
    """The row's failure: of all orgs, or of some with the names of those; ``None`` where nothing is missing."""
    failed = [org for org in read.asked if org.state is CoverageState.FAILED]
    if not failed:
        lost = next((problem for problem in read.problems if problem.is_loss), None)
        return None if lost is None else Failure(row, None, f"{lost.where}: {lost.what}", partial=True, passing=True)
    partial = len(failed) < len(read.asked)
    code = next((str(org.code) for org in failed if org.code is not None), None)
    return Failure(row, code, _said(failed, len(read.asked)), partial=partial, passing=may_pass(read))


def why(read: CustomerRead) -> str:
    """What the first org that failed says."""
    return next((org.message or "" for org in read.asked if org.state is CoverageState.FAILED), "")


def _said(failed: list[OrgCoverage], asked: int) -> str:
    """Once where all say the same; else each org by its name."""
    messages = {org.message or "" for org in failed}
    if len(failed) == asked and len(messages) == 1:
        return messages.pop()
    return " ".join(f"{org.org.name}: {org.message}" for org in failed)
