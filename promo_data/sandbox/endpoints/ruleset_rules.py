"""What createPromotion refuses of a user-created challenge: its targets, its one ruleset and the rules in it (004)."""

from collections.abc import Iterator, Sequence

from promo_data.sandbox.endpoints.json_parts import JsonPart, is_blank, numbers, part, parts

Problem = tuple[int, str]

UNDOCUMENTED = 400
_RULESET_FIELDS = ("name", "contextID", "orgID", "contextType", "startDate", "endDate")
_FILTER_NAMES = ("LoyaltyType", "EventSource")  # those of 004's sample; no document lists them all
_INVALID_RULESET = "Invalid UCC Promotions Ruleset check for"


def user_created(promotion: JsonPart) -> Iterator[Problem]:
    """Every problem of what only a promotion of source USER_CREATED must have."""
    targets = part(promotion, "promotionRestrictions")
    if not numbers(targets, "targetGroupIds") or not numbers(targets, "targetRuleIds"):
        yield 4074, "For SourceType UserCreated, TargetGroupId and TargetRuleId are mandatory"
    if targets.get("isExclusive") or targets.get("isConsideredForRanking"):
        yield UNDOCUMENTED, "isExclusive and isConsideredForRanking must be false for a UCC promotion"
    rulesets = parts(promotion.get("rulesetInfos"))
    if len(rulesets) != 1:
        yield 4075, "UCC Promotions should always have one RuleSet"
        return
    yield from _ruleset(rulesets[0])


def _ruleset(ruleset: JsonPart) -> Iterator[Problem]:
    if any(is_blank(ruleset.get(name)) for name in _RULESET_FIELDS):
        yield 4076, f"{_INVALID_RULESET} ruleSetName, ContextId, OrgId, ContextType and start & End is not null"
    if (
        is_blank(ruleset.get("endpointName"))
        or ruleset.get("type") != "USER_CREATED"
        or ruleset.get("active") is not True
    ):
        yield UNDOCUMENTED, "endpointName is mandatory, type must be USER_CREATED, active must be true"
    yield from _rules(parts(ruleset.get("rules")))
    if any(each.get("name") not in _FILTER_NAMES for each in parts(ruleset.get("filterInfo"))):
        yield 4078, "Invalid name in Promotions RuleSet Filter"


def _rules(rules: Sequence[JsonPart]) -> Iterator[Problem]:
    actions = [action for rule in rules for action in _actions(rule)]
    # "name" can only be that of an action: the rule of 004's sample has none
    unnamed = any(is_blank(action.get("actionName")) for action in actions)
    if not rules or unnamed or any(is_blank(rule.get(name)) for rule in rules for name in ("exp", "expJSON")):
        yield 4076, "Invalid UCC Promotions Rules passed check for expression , expressionJson and name is not null"
    properties = [part(action, "mandatoryPropertiesValues") for action in actions]
    if any(not p or any(is_blank(key) or is_blank(value) for key, value in p.items()) for p in properties):
        yield 4080, "Invalid UCC Promotions Actions, Both key and value in cannot be null or empty"
    if any(not isinstance(rule.get("isActive"), bool) for rule in rules):
        yield UNDOCUMENTED, "isActive of a rule is mandatory"


def _actions(rule: JsonPart) -> list[JsonPart]:
    return [action for actions in part(rule, "caseToActions").values() for action in parts(actions)]
