"""What happened to one customer in one promotion: enrolments, issues and redemptions with their moments."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One enrolment; a direct issue makes one too, at the same moment (api-facts §3.4, direct issue timeline)."""

    id: int
    at: datetime
    expires_at: datetime
    event_log_id: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue to a customer, which an activity can then redeem until it lapses."""

    id: int
    enrolment_id: int
    at: datetime
    expires_at: datetime
    event_log_id: int


@dataclass(frozen=True, slots=True)
class Redemption:
    """One activity that got the benefit: points, and units of an alternate currency. No issue for GENERIC."""

    issue_id: int | None
    at: datetime
    points: Decimal
    alternate: Decimal


@dataclass(frozen=True, slots=True)
class History:
    """All of it in the order in which it happened. Never changed: what happens next makes a new one."""

    enrolments: tuple[Enrolment, ...] = ()
    issues: tuple[Issue, ...] = ()
    redemptions: tuple[Redemption, ...] = ()

    def running_enrolment(self, at: datetime) -> Enrolment | None:
        """The enrolment in force at that moment: there is never more than one (api-facts §7.1)."""
        latest = self.enrolments[-1] if self.enrolments else None
        return latest if latest is not None and at < latest.expires_at else None

    def running_issue(self, at: datetime) -> Issue | None:
        """The latest issue that has not lapsed at that moment."""
        return next((issue for issue in reversed(self.issues) if at < issue.expires_at), None)

    def redemptions_of(self, issue: Issue) -> int:
        """How often that issue has been redeemed."""
        return sum(redemption.issue_id == issue.id for redemption in self.redemptions)

    @property
    def next_number(self) -> int:
        """The number of the next enrolment or issue, from 1."""
        return len(self.enrolments) + len(self.issues) + 1
