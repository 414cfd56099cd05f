"""What each action of POST /v3/promotions/enrol does, and the warnings that come of it (002)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from promo_data.sandbox.activity import enrol, issue
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.promotions import Milestone, Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

# 002, warning messages
LIMIT_REACHED = "Unable to enroll in promotions. Customer already enrolled or limit reached."
MILESTONES_FAILED = "failed to enrol into milestones"
NO_CONFIRMATION = "Unable to enroll in promotions. No Response from EMF service."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an action: ids are None where nothing was done, or done and not confirmed."""

    status: str = "SUCCESS"
    warning: str | None = None
    enrolment_id: int | None = None
    opt_in_id: int | None = None
    milestone: JsonObject | None = None


def _enrol(world: World, customer: Customer, promotion: Promotion, _target_rule_id: int | None) -> Outcome:
    """ENROL: a LOYALTY_EARNING is enrolled, a LOYALTY issued; enrolment takes in its milestones too."""
    is_direct = promotion.offer_type == "LOYALTY"
    step = issue if is_direct else enrol
    after = step(customer.number, promotion, world.history(customer, promotion), _now(world))
    if after is None:
        return Outcome("FAILED", LIMIT_REACHED)
    enrolment_id = after.enrolments[-1].id
    # api-facts §4.3: an ENROL answer may carry an optinId too; here the issue that a direct enrolment brings
    opt_in_id = after.issues[-1].id if is_direct else None
    ids = {"enrollmentId": enrolment_id} | ({} if opt_in_id is None else {"optinId": opt_in_id})
    world.write("issued" if is_direct else "enrolled", customer, promotion, after, **ids)
    if promotion.engine == "silent":
        return Outcome(warning=NO_CONFIRMATION)
    warning, milestone = _enter(promotion.milestones)
    return Outcome("SUCCESS", warning, enrolment_id, opt_in_id, milestone)


def _opt_in(world: World, customer: Customer, promotion: Promotion, _target_rule_id: int | None) -> Outcome:
    """OPT_IN follows enrolment (api-facts §3.6: PENDING_ENROLLMENT, PENDING_OPT_IN), so it issues to the enrolled."""
    after = issue(customer.number, promotion, world.history(customer, promotion), _now(world))
    if after is None:
        return Outcome("FAILED", LIMIT_REACHED)
    opted_in = after.issues[-1]
    ids = {"enrollmentId": opted_in.enrolment_id, "optinId": opted_in.id}
    world.write("opted in", customer, promotion, after, **ids)
    return Outcome("SUCCESS", None, opted_in.enrolment_id, opted_in.id)


def _enrol_milestones(world: World, customer: Customer, promotion: Promotion, target_rule_id: int | None) -> Outcome:
    """ENROL_MILESTONES: into the one target named, if the promotion has it and it is open."""
    named = [milestone for milestone in promotion.milestones if milestone.target_rule_id == target_rule_id]
    if not named or not named[0].is_open:
        return Outcome("FAILED", MILESTONES_FAILED, milestone=_milestone("FAILED", ()))
    unchanged = world.history(customer, promotion)
    world.write("milestone", customer, promotion, unchanged, targetRuleId=named[0].target_rule_id)
    return Outcome(milestone=_milestone("SUCCESS", named))


Step = Callable[[World, Customer, Promotion, int | None], Outcome]
STEPS: Mapping[str, Step] = {"ENROL": _enrol, "OPT_IN": _opt_in, "ENROL_MILESTONES": _enrol_milestones}


def _enter(milestones: Sequence[Milestone]) -> tuple[str | None, JsonObject | None]:
    """The warning and the `milestone` part of an enrolment; neither where the promotion has no milestones."""
    if not milestones:
        return None, None
    entered = [milestone for milestone in milestones if milestone.is_open]
    if len(entered) < len(milestones):
        return MILESTONES_FAILED, _milestone("FAILED", entered)
    return None, _milestone("SUCCESS", entered)


def _milestone(status: str, entered: Sequence[Milestone]) -> JsonObject:
    return {
        "status": status,
        "milestones": [
            {"targetGroupId": m.target_group_id, "targetRuleId": m.target_rule_id, "initialBalance": 0} for m in entered
        ],
    }


def _now(world: World) -> datetime:
    return world.clock().replace(microsecond=0)
