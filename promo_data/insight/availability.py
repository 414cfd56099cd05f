"""What can be done for a customer now: allowed, refused with reasons, or cannot tell (design §5)."""

from collections.abc import Collection
from datetime import UTC, datetime, tzinfo

import pandas as pd

from promo_data.frames import Frames
from promo_data.insight.binding import KEYS
from promo_data.insight.facts import PromotionFacts, promotion_facts
from promo_data.insight.rules import RULES, Finding
from promo_data.vocabulary import Action, Verdict

COLUMNS = [*KEYS, "action", "verdict", "reasons"]


def availability(
    both: Frames, *, now: datetime, writable_orgs: Collection[int | None], zone: tzinfo = UTC
) -> pd.DataFrame:
    """One row (``COLUMNS``) a promotion and action; ``reasons`` is a list of sentences, the deciding ones first.

    Times in the sentences are in ``zone``.
    """
    facts = promotion_facts(both, now=now, writable_orgs=frozenset(writable_orgs), zone=zone)
    rows = [(*one.keys, action.value, *_judged(one, action)) for one in facts for action in Action]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(KEYS, "Int64"))


def _judged(facts: PromotionFacts, action: Action) -> tuple[str, list[str]]:
    findings = [found for rule in RULES[action] if (found := rule(facts))]
    verdict = _verdict(findings)
    deciding = [found.reason for found in findings if found.verdict is verdict]
    return verdict.value, deciding + [found.reason for found in findings if found.verdict is not verdict]


def _verdict(findings: list[Finding]) -> Verdict:
    verdicts = {found.verdict for found in findings}
    return next((v for v in (Verdict.REFUSED, Verdict.UNKNOWN) if v in verdicts), Verdict.ALLOWED)
