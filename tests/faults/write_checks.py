"""What holds after every write, whatever went wrong: the journal and the vendor's ledger tell the same story."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import astuple
from itertools import chain
from pathlib import Path

from promo_data.actions import Intent, Route, State
from promo_data.audit import Event, HeadFile, read_key, verify
from promo_data.sandbox import World
from promo_data.sandbox.ledger import Effect
from promo_data.store import open_store
from promo_data.vocabulary import Action
from tests.faults.write_scene import ActingScene, Arrival
from tests.stores import place_for

SECONDS_OF_A_RATE = 60
SHORTEST_IDENTIFIER = 6
_NOT_WITHIN_A_NUMBER = rb"(?<![.\d])"
"""A time on record ends in .000000, and the digits of a random id after it then look like a card's number."""

KINDS: Mapping[Action, str] = {
    Action.ENROL: "enrolled",
    Action.ISSUE: "issued",
    Action.OPT_IN: "opted in",
    Action.ENROL_MILESTONES: "milestone",
    Action.REVOKE_ENROL: "revoked enrolment",
    Action.REVOKE_ISSUE: "revoked issue",
    Action.REVOKE_OPT_IN: "revoked issue",
}
PATHS: Mapping[Route, str] = {
    Route.V2_ISSUE: "/v2/promotion/issue",
    Route.V2_BULK_ENROL: "/v2/promotion/bulk/enrolAndEarn",
    Route.V2_BULK_EARN: "/v2/promotion/bulk/enrolAndEarn",
    Route.V2_DIRECT_EARN: "/v2/promotion/bulk/directEarn",
    Route.V2_REVOKE_ENROL: "/v2/promotion/bulk/revokeEnrolAndEarn",
    Route.V2_REVOKE_EARN: "/v2/promotion/bulk/revokeEnrolAndEarn",
    Route.V2_REVOKE_DIRECT_EARN: "/v2/promotion/bulk/revokeDirectEarn",
    Route.V3_ENROL: "/v3/promotions/enrol",
    Route.V3_OPT_IN: "/v3/promotions/enrol",
    Route.V3_ENROL_MILESTONES: "/v3/promotions/enrol",
    Route.V3_REVOKE: "/v3/promotions/revoke",
}
DONE = frozenset({State.CONFIRMED, State.PARTIAL})
UNDER_WAY = frozenset({State.PREPARED, State.SENT})
NOT_KNOWN = frozenset({State.SENT, State.UNKNOWN, State.CONFLICT})


def assert_all_holds(acting: ActingScene, others: Collection[Effect] = ()) -> None:
    """All six; ``others`` are effects that somebody else brought about."""
    intents = acting.on_record()
    assert_one_story(intents, acting.effects, others)
    assert_ended_or_visible(intents)
    assert_sent_once(intents, acting.watch.posts)
    assert_within_rate(acting.watch.arrivals, acting.scene.settings().rate_per_minute)
    assert_audited(acting, intents)
    assert_nothing_personal_is_kept(acting.folder, acting.world)


def assert_one_story(intents: Iterable[Intent], effects: Sequence[Effect], others: Collection[Effect] = ()) -> None:
    """Each of our effects is of one intent, none has two, what is CONFIRMED has one, and what is not done has none.

    What was found by reading cannot tell whose effect it saw, so somebody else's may stand for it.
    """
    ours: dict[Hashable, list[Effect]] = defaultdict(list)
    theirs: Counter[Hashable] = Counter()
    for effect in effects:
        key: Hashable = (effect.org_id, effect.customer_id, effect.promotion_id, effect.kind)
        if any(effect is other for other in others):
            theirs[key] += 1
        else:
            ours[key].append(effect)
    alike = _alike(intents)
    for key in {*ours, *alike}:
        _assert_matched(alike[key], ours[key], theirs[key])


def _alike(intents: Iterable[Intent]) -> dict[Hashable, list[Intent]]:
    found: dict[Hashable, list[Intent]] = defaultdict(list)
    for intent in intents:
        if intent.effect is not None:
            key = (intent.org_id, intent.customer_id, intent.promotion_id, KINDS[intent.effect])
            found[key].append(intent)
    return found


def _assert_matched(intents: Sequence[Intent], ours: Sequence[Effect], theirs: int) -> None:
    done = [intent for intent in intents if intent.state in DONE]
    told = [intent for intent in done if intent.ids]
    at_least = max(len(told), len(done) - theirs)
    at_most = len(done) + sum(intent.state in NOT_KNOWN for intent in intents)
    story = f"{len(ours)} effects for {Counter(intent.state.value for intent in intents)}, {theirs} of others"
    assert len(ours) <= at_most, f"done twice, or done though it is said not to be: {story}"
    assert len(ours) >= at_least, f"said to be done, and not done: {story}"
    named = [_ids(intent) for intent in told]
    assert len(set(named)) == len(named), "two intents have one effect"
    for ids in named:
        assert sum(ids <= _ids_of(effect) for effect in ours) == 1, "an intent's effect is not in the ledger"


def _ids(intent: Intent) -> frozenset[str]:
    return frozenset(str(number) for number in astuple(intent.ids) if number is not None)


def _ids_of(effect: Effect) -> frozenset[str]:
    listed = (number if isinstance(number, list) else [number] for number in effect.ids.values())
    return frozenset(map(str, chain.from_iterable(listed)))


def assert_ended_or_visible(intents: Iterable[Intent]) -> None:
    """None is under way any more; the journal lists those that a person must look at."""
    assert [intent for intent in intents if intent.state in UNDER_WAY] == []
    assert all(intent.is_open for intent in intents if intent.state in NOT_KNOWN)


def assert_sent_once(intents: Sequence[Intent], posts: Iterable[Arrival]) -> None:
    """No request without an intent that says SENT before it left, and none a second time."""
    sent = {(_group(intent), intent.batch or intent.id) for intent in intents if intent.sent_at is not None}
    allowed = Counter(group for group, _ in sent)
    arrived = Counter((post.path, post.promotion_id) for post in posts)
    assert arrived <= allowed, f"sent {arrived} for {allowed}"
    own = {str(intent.id) for intent in intents}
    with_ids = [post.said["requestId"] for post in posts if "requestId" in post.said]
    assert len(set(with_ids)) == len(with_ids)
    assert set(with_ids) <= own


def _group(intent: Intent) -> tuple[str, int]:
    return PATHS[intent.route], intent.promotion_id


def assert_within_rate(arrivals: Sequence[Arrival], per_minute: int) -> None:
    """In no minute more requests than the vendor allows."""
    times = sorted(arrival.at for arrival in arrivals)
    for start in times:
        assert sum(start <= at < start + SECONDS_OF_A_RATE for at in times) <= per_minute


def assert_audited(acting: ActingScene, intents: Iterable[Intent]) -> None:
    """The chain holds, and each intent's end is in it once, with the settling or the decision after it."""
    folder = acting.folder
    engine = open_store(place_for(folder))
    finding = verify(engine, HeadFile(folder).read(), lambda: read_key(folder))
    engine.dispose()
    assert finding.is_whole, finding
    for intent in intents:
        told = acting.audit_of(intent)
        events = Counter(event for event, _ in told)
        assert max(events.values()) == 1, told
        assert told[0][0] in (Event.ENDED, Event.RECOVERED), told
        assert told[-1][1] == intent.state


def assert_nothing_personal_is_kept(folder: Path, world: World) -> None:
    """No identifier of a customer and no secret of an org stands in any file."""
    people = [world.customer(number) for number in range(1, len(world.demo_customers))]
    names = {each.value for person in people for each in person.identifiers if len(each.value) >= SHORTEST_IDENTIFIER}
    secrets = {secret for org in world.orgs for secret in (org.password, org.oauth_secret)}
    wanted = re.compile(
        _NOT_WITHIN_A_NUMBER + b"(?:" + b"|".join(re.escape(text.encode()) for text in names | secrets) + b")"
    )
    for path in folder.rglob("*"):
        if path.is_file():
            assert wanted.findall(path.read_bytes()) == [], path.name
