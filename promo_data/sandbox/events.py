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
    revoked_at: datetime | None = None

    def is_running(self, at: datetime) -> bool:
        """Whether it has neither lapsed nor been revoked at that moment."""
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue to a customer, which an activity can then redeem until it lapses."""

    id: int
    enrolment_id: int
    at: datetime
    expires_at: datetime
    event_log_id: int
    revoked_at: datetime | None = None

    def is_running(self, at: datetime) -> bool:
        """Whether it has neither lapsed nor been revoked at that moment."""
        return self.revoked_at is None and at < self.expires_at


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

    @property
    def kept_enrolments(self) -> tuple[Enrolment, ...]:
        """The enrolments that were not revoked: those that count and are shown (no document says it; our choice)."""
        return tuple(enrolment for enrolment in self.enrolments if enrolment.revoked_at is None)

    @property
    def kept_issues(self) -> tuple[Issue, ...]:
        """The issues that were not revoked."""
        return tuple(issue for issue in self.issues if issue.revoked_at is None)

    def running_enrolment(self, at: datetime) -> Enrolment | None:
        """The enrolment in force at that moment: there is never more than one (api-facts §7.1)."""
        return next((enrolment for enrolment in reversed(self.enrolments) if enrolment.is_running(at)), None)

    def running_issue(self, at: datetime) -> Issue | None:
        """The latest issue in force at that moment."""
        return next((issue for issue in reversed(self.issues) if issue.is_running(at)), None)

    def redemptions_of(self, issue: Issue) -> int:
        """How often that issue has been redeemed."""
        return sum(redemption.issue_id == issue.id for redemption in self.redemptions)

    @property
    def next_number(self) -> int:
        """The number of the next enrolment or issue, from 1; revoked ones keep theirs."""
        return len(self.enrolments) + len(self.issues) + 1
