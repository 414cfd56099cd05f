"""What can be done for a customer now: allowed, refused with reasons, or cannot tell (design §5)."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

import pandas as pd

from promo_data.frames import Frames
from promo_data.insight.binding import KEYS
from promo_data.insight.facts import PromotionFacts, promotion_facts
from promo_data.insight.finding import Finding
from promo_data.insight.rules import RULES
from promo_data.insight.second_opinion import Listed, disagrees, vendor_verdict
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import Action, Verdict

COLUMNS = [*KEYS, "action", "verdict", "reasons", "vendor_verdict", "disagrees", "changes"]


def availability(
    both: Frames,
    *,
    now: datetime,
    writable_orgs: Collection[int | None],
    zone: tzinfo = UTC,
    listed: Mapping[PromotionKey, Listed] | None = None,
) -> pd.DataFrame:
    """One row (``COLUMNS``) a promotion and action; ``reasons`` is a list of sentences, the deciding ones first.

    ``changes`` is as long as ``reasons`` and says of each what would change it; ``None`` where nothing has to.

    ``listed`` is what the vendor's status filters list: ``vendor_verdict`` says what they make of the action, and
    ``disagrees`` whether one of us allows what the other refuses. Both are absent where no filter was asked about it.
    Times in the sentences are in ``zone``.
    """
    facts = promotion_facts(both, now=now, writable_orgs=frozenset(writable_orgs), zone=zone)
    rows = [
        _row(one, action, None if listed is None else listed.get(one.keys[1:], {})) for one in facts for action in RULES
    ]
    dtypes = {**dict.fromkeys(KEYS, "Int64"), "vendor_verdict": "object", "disagrees": "boolean"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(dtypes)


def _row(facts: PromotionFacts, action: Action, listed: Listed | None) -> tuple[Any, ...]:
    verdict, findings = _judged(facts, action)
    reasons, changes = [found.reason for found in findings], [found.change for found in findings]
    vendors = vendor_verdict(action, facts.type, listed)
    told = None if vendors is None else vendors.value
    return (*facts.keys, action.value, verdict.value, reasons, told, disagrees(verdict, vendors), changes)


def _judged(facts: PromotionFacts, action: Action) -> tuple[Verdict, list[Finding]]:
    findings = [found for rule in RULES[action] if (found := rule(facts))]
    verdict = _verdict(findings)
    if verdict is Verdict.REFUSED:
        findings = [found for found in findings if not found.is_moot_if_refused]
    return verdict, sorted(findings, key=lambda found: found.verdict is not verdict)


def _verdict(findings: list[Finding]) -> Verdict:
    verdicts = {found.verdict for found in findings}
    return next((v for v in (Verdict.REFUSED, Verdict.UNKNOWN) if v in verdicts), Verdict.ALLOWED)
