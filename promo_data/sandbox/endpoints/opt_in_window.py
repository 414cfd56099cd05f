"""When customers may opt in: a promotion can have a time for that (api-facts §4.3, optinDate)."""

from datetime import datetime

from promo_data.sandbox.errors import v3_refused
from promo_data.sandbox.promotions import Promotion

# The pages give the three codes and their causes and no texts: these are ours.
_IN_THE_FUTURE = (310238, "optinDate cannot be in the future.")
_TOO_EARLY = (310229, "optinDate is before the opt-in window of the promotion.")
_TOO_LATE = (310230, "optinDate is after the opt-in window of the promotion.")


def check_opt_in_date(promotion: Promotion, opted_in_at: datetime | None, now: datetime) -> None:
    """RefusedError 310238 for a date to come, 310229 and 310230 for one outside the promotion's window, if it has one.

    Without a date of its own an opt-in is of now.
    """
    at = opted_in_at or now
    if at > now:
        raise v3_refused(*_IN_THE_FUTURE)
    if promotion.opt_in_from is not None and at < promotion.opt_in_from:
        raise v3_refused(*_TOO_EARLY)
    if promotion.opt_in_until is not None and at > promotion.opt_in_until:
        raise v3_refused(*_TOO_LATE)
