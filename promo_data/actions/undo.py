"""Taking back an action of ours: which request does it, and what it names, never all of a customer's by omission.

An enrolment of v2's is taken back without its id, because that request has no place for one: ``undoable`` sees to it
that only one can be meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from anyio import to_thread

from promo_data.actions.figures import Figures
from promo_data.actions.intent import CARRIED_OUT, Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.actions.wish import Route, Undoing, Wish
from promo_data.errors import InputError, StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import UNDOES, Action, IdentifierKind, Outcome, Source

_UNDONE_BY: Mapping[Action, Action] = {done: undoing for undoing, done in UNDOES.items()}
_NO_ID = "The vendor's id of what was done is not on record, so it cannot be named for taking it back."


@dataclass(frozen=True, slots=True)
class _Way:
    """The route that takes something back, the id of the answer that names it there, and whether of an enrolment."""

    route: Route
    id_name: str
    of_enrolment: bool


_UNENROL = _Way(Route.V2_REVOKE_ENROL, "issual_id", of_enrolment=True)
_DIRECT = _Way(Route.V2_REVOKE_DIRECT_EARN, "earned_id", of_enrolment=False)
_V3_UNENROL = _Way(Route.V3_REVOKE, "enrollment_id", of_enrolment=True)
_WAYS: Mapping[tuple[Route, Action], _Way] = {
    (Route.V2_ISSUE, Action.ENROL): _UNENROL,
    (Route.V2_BULK_ENROL, Action.ENROL): _UNENROL,
    (Route.V2_ISSUE, Action.ISSUE): _DIRECT,
    (Route.V2_DIRECT_EARN, Action.ISSUE): _DIRECT,
    (Route.V2_BULK_EARN, Action.ISSUE): _Way(Route.V2_REVOKE_EARN, "earned_id", of_enrolment=False),
    (Route.V3_ENROL, Action.ENROL): _V3_UNENROL,
    (Route.V3_ENROL, Action.ISSUE): _V3_UNENROL,
    (Route.V3_OPT_IN, Action.OPT_IN): _Way(Route.V3_REVOKE, "optin_id", of_enrolment=False),
}
"""By what was done and how: v2 takes back what v2 did, v3 what v3 did, milestones never (api-facts §4.1 and §4.3)."""


def undo_wish(intent: Intent, *, source: Source | None = None) -> Wish:
    """The wish that takes ``intent`` back; the customer is named by the vendor's number, in ``source`` if given.

    Raises ``InputError`` with the reason where it cannot be taken back: it is not confirmed, the vendor has no request
    for that, or what was done has no id. Whether it was taken back already is looked at when the wish is carried out.
    """
    if intent.state is not State.CONFIRMED or intent.effect is None or intent.customer_id is None:
        raise InputError(_not_confirmed(intent))
    way = _WAYS.get((intent.route, intent.effect))
    if way is None:
        raise InputError("The vendor has no request that takes this kind of action back.")
    told = getattr(intent.ids, way.id_name)
    vendor_id = _id_found(intent, way) if told is None else str(told)
    undo = Undoing(intent.id, _UNDONE_BY[intent.effect], vendor_id, way.of_enrolment, is_told=told is not None)
    identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(intent.customer_id), source or intent.source)
    return Wish(identifier, intent.org_id, intent.program_id, intent.promotion_id, way.route, undo=undo)


def _not_confirmed(intent: Intent) -> str:
    return f"Only what is confirmed can be undone, and this action is {intent.state.words}."


def _id_found(intent: Intent, way: _Way) -> str:
    """Of the one entry that the timeline has only since."""
    found = _new_entries(intent.before, intent.after, of_enrolment=way.of_enrolment)
    if len(found) != 1:
        raise InputError(_NO_ID)
    return found.pop()


def _new_entries(before: Figures | None, after: Figures | None, *, of_enrolment: bool) -> set[str]:
    if before is None or after is None:
        return set()
    pair = (before.enrolments, after.enrolments) if of_enrolment else (before.issues, after.issues)
    return set() if pair[0] is None or pair[1] is None else set(pair[1]) - set(pair[0])


async def refused_by_record(intent: Intent, wish: Wish, now: Standing, means: Means) -> Told | None:
    """Why what is on record does not let ``intent`` take an action back; ``None`` where it does, or takes none back."""
    if wish.undoes is None:
        return None
    try:
        undone = await to_thread.run_sync(means.journal.get, wish.undoes)
    except StoreError:
        return Told(Outcome.NOT_SENT, "What is to be undone is not on record.")
    if undone.state is not State.CONFIRMED:
        return Told(Outcome.NOT_SENT, _not_confirmed(undone))
    if (undone.backend, undone.customer_id) != (intent.backend, now.customer_id):
        return Told(Outcome.NOT_SENT, "What is to be undone was done for another customer, or in another account.")
    earlier = await to_thread.run_sync(means.journal.intents_of, now.customer_id)
    if any(one.undoes == undone.id and one.state in CARRIED_OUT for one in earlier):
        return Told(Outcome.NOT_SENT, "It was undone already.")
    return None
