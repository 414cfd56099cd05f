"""Words of the timeline: a customer's enrolments in one promotion and its issues."""

from pages.components.formats import counted, is_absent

TITLE = "Enrolments and issues"
NOT_GIVEN = "The vendor gave no timeline for this promotion."
NOTHING_YET = "Never enrolled, never issued."
ZONE = "Times in {zone}"
KEY = "Each line runs from its begin to its expiry. A full dot: it brought a benefit. Dotted: now."
OLDER = "{count} before these not shown; they stand in all fields."
BEGUN = {"enrolment": "Enrolled {at}", "issue": "Issued {at}"}
DATE_NOT_GIVEN = "at a time not given"
NO_EXPIRY = "expiry not given"
NEVER_EXPIRES = "does not expire (given as {at})"
EXPIRES = {True: "expires {at}, {distance}", False: "expired {at}, {distance}"}


def redeemed_words(times: float | None) -> str:
    """``2 benefits``, ``no benefit yet``, or that it was not given."""
    if times is None or is_absent(times):
        return "benefits not given"
    return counted(int(times), "benefit") if times > 0 else "no benefit yet"
