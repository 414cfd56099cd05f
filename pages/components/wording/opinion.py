"""Words of the second opinion: what the vendor's own filters list, beside what was worked out here."""

from collections.abc import Iterable

from promo_data.models.reading import FilterCoverage
from promo_data.vocabulary import CustomerStatus, Verdict

ASK = "Ask the vendor's own filters"
ASK_HELP = (
    "A second opinion. The vendor can list by itself what this customer can enrol in, can be issued, gets a benefit "
    "from, and what has expired. That stands beside what is worked out here, and a contradiction is marked. "
    "It costs four more lists an org."
)
STATUSES = {
    CustomerStatus.AVAILABLE_TO_ENROL: "open to enrol in",
    CustomerStatus.AVAILABLE_TO_EARN: "open to be issued",
    CustomerStatus.AVAILABLE_TO_REDEEM: "bringing its benefit",
    CustomerStatus.EXPIRED: "expired",
}
TITLE = "The vendor's own filters"
LISTED = "Listed as"
NOT_LISTED = "Not listed as"
NOWHERE = "nothing"
NOT_KNOWN = "? Not known"
CONTRADICTED = "contradicted by the vendor's filter"
VERDICTS = {Verdict.ALLOWED: "yes", Verdict.REFUSED: "no", Verdict.UNKNOWN: "not known"}
BESIDE = {False: "vendor's filter: {verdict}", True: "≠ vendor's filter: {verdict}"}
"""The vendor's verdict beside ours, by whether the two contradict each other."""


def filters_words(filters: Iterable[FilterCoverage], resting_on: str) -> str:
    """``8 of 8 filter lists known, of 2 of 3 orgs``; those that are not known are named under their org."""
    all_of_them = list(filters)
    missing = [one for one in all_of_them if not one.answered]
    known = f"{len(all_of_them) - len(missing)} of {len(all_of_them)} filter lists known"
    named = ", ".join(f"{org} ({', '.join(of)})" for org, of in _by_org(missing).items())
    counted = f"{known}, {resting_on}" if resting_on else known
    return f"{counted} · not known: {named}" if named else counted


def _by_org(filters: Iterable[FilterCoverage]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in filters:
        found.setdefault(one.org.name, []).append(STATUSES[one.status])
    return found
