"""Limits that count over a period: what the period means, and when room frees (004, periodType; api-facts §7.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from promo_data.insight.facts import Limit
from promo_data.insight.windows import frees_at, uses_made, what_makes_room, window_words
from tests.factories import AS_OF, Json, cases

WORDS = """
 period  | window                | words                                                                                | source
         |                       |                                                                                      | whole promotion
 DAILY   | MOVING_WINDOW         | Counts the last day and moves on with time: what is older no longer counts.          | api-facts §7.3
 WEEKLY  | MOVING_WINDOW         | Counts the last 7 days and moves on with time: what is older no longer counts.       | api-facts §7.3
 MONTHLY | MOVING_WINDOW         | Counts the last month and moves on with time: what is older no longer counts.        | §7.3, its length is unknown
 LUNAR   | MOVING_WINDOW         | Counts back over a period named “LUNAR” and moves on with time: what is older no longer counts. | design §3, as given
 WEEKLY  | FIXED_WINDOW          | Counts within a week and then starts anew; the vendor does not say when that is.     | 004, answer
 MONTHLY | FIXED_CALENDAR_WINDOW | Counts within a month and then starts anew; the vendor does not say when that is.    | api-facts §7.3
 WEEKLY  | TIDAL                 | The vendor counts this within a week and names its kind “TIDAL”; what that means is not documented. | design §3, as given
 WEEKLY  |                       | The vendor counts this within a week and does not say how it moves; what that means is not documented. | absent
         | TIDAL                 | The vendor counts this within a period and names its kind “TIDAL”; what that means is not documented. | design §3, as given
"""  # noqa: E501 - one line a case


@pytest.mark.parametrize("case", cases(WORDS))
def test_a_period_is_said_in_words(case: Json) -> None:
    assert window_words(limited(case["period"], case["window"])) == (case["words"] or None)


FREES = """
 uses           | cap | used | period  | window        | whose     | made                     | frees in | source
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | 1d       | the oldest leaves after 7 days
 issues         | 3   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | 1d       | room already, more then
 issues         | 1   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | 5d       | over: two have to leave
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -2d, -30d, -6d           | 1d       | older ones no longer count
 issues         | 1   | 1    | DAILY   | MOVING_WINDOW | CUSTOMER  | -6h                      | 18h      | one day
 enrolments     | 1   | 1    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d                      | 1d       | enrolments are dated too
 direct issues  | 1   | 1    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d                      | 1d       | issuals of LOYALTY are issues
 issues         | 2   | 2    | MONTHLY | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | never    | §7.3, its length is unknown
 issues         | 2   | 2    | LUNAR   | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | never    | a period nobody knows
 issues         | 2   | 2    | WEEKLY  | FIXED_WINDOW  | CUSTOMER  | -6d, -2d                 | never    | when it begins is not given
 issues         | 2   | 2    |         |               | CUSTOMER  | -6d, -2d                 | never    | whole promotion
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | PROMOTION | -6d, -2d                 | never    | other customers' uses are not dated
 benefits       | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | never    | benefits are not dated
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d                      | never    | one that was counted is not dated
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, -5d, -2d            | never    | more are dated than were counted
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, undated             | never    | one date is missing
 issues         | 2   | 0    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -30d                     | never    | nothing is used
 issues         | 2   | ?    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d, -2d                 | never    | usage not given
 issues         | 0   | 1    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | -6d                      | never    | more would have to leave than there are
 issues         | 1   | 1    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | end of time              | never    | beyond what can be written
 issues         | 2   | 2    | WEEKLY  | MOVING_WINDOW | CUSTOMER  | no timeline              | never    | fact 7
"""  # noqa: E501 - one line a case
KINDS = {
    "issues": ("earn", "earns", "LOYALTY_EARNING"),
    "enrolments": ("issual", "issuals", "LOYALTY_EARNING"),
    "direct issues": ("issual", "issuals", "LOYALTY"),
    "benefits": ("redemption", "times", "LOYALTY_EARNING"),
}


@pytest.mark.parametrize("case", cases(FREES))
def test_when_room_frees_is_told_only_where_the_timeline_dates_all_that_was_counted(case: Json) -> None:
    stage, measure, promotion_type = KINDS[case["uses"]]
    limit = limited(
        case["period"], case["window"], stage, measure, cap=case["cap"], used=case["used"], whose=case["whose"]
    )

    found = frees_at(limit, uses_made(limit, promotion_type, timeline(case["made"], case["uses"])), AS_OF)

    assert found == (None if case["frees in"] == "never" else AS_OF + apart(case["frees in"]))


def test_a_time_that_room_frees_rests_on_the_timeline_and_is_said_so() -> None:
    assert makes_room("-6d, -2d", now=AS_OF) == (
        "As far as the timeline shows, room frees about 1 Feb 2026, 10:00 UTC, when the week's window moves on."
    )


def test_a_time_that_has_passed_since_the_answer_is_not_promised() -> None:
    assert makes_room("-6d, -2d", now=AS_OF + timedelta(days=2)) == (
        "Room frees when the week's window moves on; the vendor does not say when."
    )


def test_a_limit_within_one_issue_starts_again_with_the_next() -> None:
    limit = limited("", "", "redemption", "redemptions_per_earn")

    assert what_makes_room(limit, "LOYALTY_EARNING", None, as_of=AS_OF, now=AS_OF, zone=UTC) == (
        "The next issue has room of its own."
    )


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("FIXED_WINDOW", "Room comes back when the next week begins; the vendor does not say when."),
        ("TIDAL", "Room may come back with time; the vendor does not say when."),
    ],
)
def test_what_makes_room_follows_the_kind_of_window(window: str, words: str) -> None:
    limit = limited("WEEKLY", window)

    assert what_makes_room(limit, "LOYALTY_EARNING", None, as_of=AS_OF, now=AS_OF, zone=UTC) == words


def limited(
    period: str,
    window: str,
    stage: str = "earn",
    measure: str = "earns",
    *,
    cap: str = "2",
    used: str = "2",
    whose: str = "CUSTOMER",
) -> Limit:
    counted = None if used == "?" else float(used)
    return Limit(stage, measure, whose, period or None, window or None, float(cap), counted, "exhausted")


def makes_room(made: str, *, now: datetime) -> str:
    known = timeline(made, "issues")
    return what_makes_room(limited("WEEKLY", "MOVING_WINDOW"), "LOYALTY_EARNING", known, as_of=AS_OF, now=now, zone=UTC)


def made_at(text: str) -> datetime | None:
    odd = {"undated": None, "end of time": datetime.max.replace(tzinfo=UTC)}
    return odd[text] if text in odd else AS_OF - apart(text.removeprefix("-"))


def timeline(made: str, uses: str) -> list[Json] | None:
    if made == "no timeline":
        return None
    dates = [made_at(text) for text in made.split(", ")]
    if uses == "enrolments":
        return [{"enrolled_at": at, "issues": []} for at in dates]
    return [{"enrolled_at": AS_OF, "issues": [{"issued_at": at} for at in dates]}]


def apart(text: str) -> timedelta:
    return timedelta(**{{"d": "days", "h": "hours"}[text[-1]]: int(text[:-1])})
