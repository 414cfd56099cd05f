"""A person, a vendor that fails, a program that dies and comes back, another channel: in any order, for as long.

``ACTING_EXAMPLES`` says how many courses of 30 steps are tried: the same each time, or those of ``ACTING_SEED``.
"""

import logging
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from promo_data.actions import Intent, Route, State, undo_wish
from promo_data.actions.on_record import LONGEST_UNDER_WAY
from promo_data.cache import AnswerCache
from promo_data.errors import AnswerLostError, InputError
from promo_data.protocol.call import Answer, Call
from promo_data.vocabulary import TRACELESS
from tests.faults.write_checks import DONE, KINDS, NOT_KNOWN, UNDER_WAY
from tests.property.acting_program import STEPS, WAITS, Program, Records
from tests.property.acting_vendor import CUSTOMERS, Fault, Send, Vendor
from tests.unit.actions.vendor import left

EXAMPLES = int(os.environ.get("ACTING_EXAMPLES", "300"))
SEED = os.environ.get("ACTING_SEED")
STEPS_OF_ONE = 30
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of random name is made in it
CLOCKS_APART = timedelta(minutes=2)
WINDOW = timedelta(seconds=WAITS[-1])
ROUTES = (
    Route.V2_ISSUE,
    Route.V2_BULK_ENROL,
    Route.V2_BULK_EARN,
    Route.V2_DIRECT_EARN,
    Route.V3_ENROL,
    Route.V3_OPT_IN,
    Route.V3_ENROL_MILESTONES,
)
OTHERS_ROUTES = (Route.V2_ISSUE, Route.V2_BULK_EARN, Route.V2_DIRECT_EARN)
ALIKE = frozenset({"issued", "opted in"})
"""Counted together by the vendor."""


@dataclass(frozen=True)
class Common:
    """What all courses share, because it takes longer to make than a course."""

    vendor: Vendor
    records: Records


def as_it_is(send: Send) -> Send:
    return send


class Acting(RuleBasedStateMachine):
    """Whatever happens, what is on record and what was really done tell one story.

    A program that is ``broken``, or settles too soon, meets ``only`` that fault, and only by its effects is it found.
    """

    def __init__(
        self,
        common: Common,
        *,
        broken: Callable[[Send], Send] = as_it_is,
        final_after: timedelta = WINDOW,
        only: Fault | None = None,
    ) -> None:
        super().__init__()
        self.only = only
        self.vendor = common.vendor
        self.vendor.begin_anew()
        self.program = Program(self.vendor, common.records, broken=broken, final_after=final_after)

    @rule(number=st.sampled_from(CUSTOMERS), route=st.sampled_from(ROUTES), fault=st.sampled_from(Fault))
    def wants(self, number: int, route: Route, fault: Fault) -> None:
        """A person wants it done, once."""
        self.program.run(self.program.carry_out(self.vendor.wish(number, route), self.only or fault))

    @rule(place=st.integers(0, 9), fault=st.sampled_from(Fault), insist=st.booleans())
    def takes_back(self, place: int, fault: Fault, *, insist: bool) -> None:
        """A person takes back one of the actions that are confirmed."""
        confirmed = [intent for intent in self.program.intents() if intent.state is State.CONFIRMED]
        if not confirmed:
            return
        try:
            wish = undo_wish(confirmed[place % len(confirmed)])
        except InputError:
            return
        self.program.run(self.program.carry_out(wish, self.only or fault, insist=insist))

    @precondition(lambda self: len(self.program.frozen) < len(CUSTOMERS))
    @rule(
        number=st.sampled_from(CUSTOMERS),
        route=st.sampled_from(ROUTES),
        fault=st.sampled_from(Fault),
        step=st.sampled_from(STEPS),
        dies=st.booleans(),
    )
    def wants_in_a_process_that_stops(self, number: int, route: Route, fault: Fault, step: str, *, dies: bool) -> None:
        """It stands still in the middle of it; where it ``dies``, all others can tell."""
        before = len(self.program.frozen)
        wanted = self.program.carry_out(self.vendor.wish(number, route), self.only or fault, freezes_at=step)
        self.program.run(wanted)
        if dies and len(self.program.frozen) > before:
            self.program.bury(self.program.frozen[-1])

    @precondition(lambda self: bool(self.program.frozen))
    @rule()
    def wakes_up(self) -> None:
        """Who stood still longest goes on where it stood, however much has become of its wish meanwhile."""
        self.program.run(self.program.wake(self.program.frozen.pop(0)))

    @rule(hours=st.sampled_from((-1, 0, 1)))
    def clock_is_set(self, hours: int) -> None:
        """The time of day of our machine is wrong from now on, or right again."""
        self.program.astray = timedelta(hours=hours)

    @rule(seconds=st.sampled_from((1, 15, 30, 120, 300)))
    def time_passes(self, seconds: int) -> None:
        """And whatever the vendor had put off is done."""
        self.vendor.clock.advance(seconds=seconds)
        self.program.run(self.vendor.apply_late())

    @rule()
    def job_process_looks(self) -> None:
        """It ends what dead processes left, and reads back what is due."""
        self.program.run(self.program.settle_what_is_due())

    @rule()
    def starts_again(self) -> None:
        """The program ends in good order and is started again."""
        self.program.stop()
        self.program.start()

    @rule(number=st.sampled_from(CUSTOMERS), route=st.sampled_from(OTHERS_ROUTES))
    def other_channel_acts(self, number: int, route: Route) -> None:
        """Somebody else does something for the same customer."""
        self.program.run(self.vendor.do_elsewhere(self.vendor.wish(number, route)))

    @rule()
    def token_ends(self) -> None:
        """Before its time."""
        self.vendor.end_token()

    @rule()
    def person_decides(self) -> None:
        """One who has found out what has become by now of what reading cannot tell; too soon, it is refused."""
        for intent in self.program.intents():
            if intent.state is State.CONFLICT or (intent.state is State.UNKNOWN and intent.effect in TRACELESS):
                self.program.decide(intent, carried_out=bool(self.effects_of(intent)))

    @invariant()
    def nothing_is_done_twice_and_nothing_is_told_wrong(self) -> None:
        """Checked against who really did what."""
        for intent in self.program.intents():
            done = len(self.effects_of(intent))
            assert done <= 1, f"done twice: {intent.route}, {intent.state}"
            assert self.vendor.sent[intent.id] <= 1 or self.only, f"sent twice: {intent.route}, {intent.state}"
            if intent.state in DONE:
                assert done == 1 or self.may_be_mistaken(intent), f"not done, told {intent.state}: {intent.route}"
            elif intent.state not in {*NOT_KNOWN, *UNDER_WAY}:
                assert done == 0 or self.may_be_hidden(intent), f"done, told {intent.state}: {intent.route}"

    def teardown(self) -> None:
        """In the end every intent has an outcome, or waits for a person in plain sight."""
        try:
            for frozen in self.program.frozen:
                self.program.bury(frozen)
            self.program.astray = timedelta(0)
            for seconds in WAITS:
                self.vendor.clock.advance(seconds=seconds)
                self.program.run(self.program.settle_what_is_due())
            self.nothing_is_done_twice_and_nothing_is_told_wrong()
            assert [intent for intent in self.program.intents() if intent.state in UNDER_WAY] == []
        finally:
            self.program.close()

    def effects_of(self, intent: Intent) -> Sequence[object]:
        """What its request really did, of what it was meant to do."""
        kind = None if intent.effect is None else KINDS[intent.effect]
        return [effect for effect in self.vendor.done_by[intent.id] if effect.kind == kind]

    def may_be_mistaken(self, intent: Intent) -> bool:
        """What was found by reading may be another channel's: the vendor's figures do not say whose they are."""
        if intent.ids or intent.effect is None:
            return False
        kind = KINDS[intent.effect]
        return self.others_did(intent, ALIKE if kind in ALIKE else {kind})

    def may_be_hidden(self, intent: Intent) -> bool:
        """v2 takes back whichever enrolment runs: another channel's, if that came between, of which no trace stays."""
        return intent.route is Route.V2_REVOKE_ENROL and self.others_did(intent, {"enrolled"})

    def others_did(self, intent: Intent, kinds: Collection[str]) -> bool:
        """While the intent's request may have taken effect, or a little before or after, because clocks differ."""
        if intent.vendor_sent_at is None:
            return False
        earliest, latest = intent.vendor_sent_at - CLOCKS_APART, intent.vendor_sent_at + WINDOW + CLOCKS_APART
        return any(
            (effect.customer_id, effect.promotion_id) == (intent.customer_id, intent.promotion_id)
            and effect.kind in kinds
            and earliest <= effect.at <= latest
            for effect in self.vendor.done_by_others
        )


@pytest.fixture(autouse=True, scope="module")
def _little_is_logged() -> Iterator[None]:
    """What libraries log at DEBUG takes as long as the courses; for that, other tests listen to them."""
    logging.disable(logging.DEBUG)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def common() -> Iterator[Common]:
    """In memory where the system has files there: nothing here has to outlive the machine."""
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as made:
        folder = Path(made)
        records = Records(folder / "data")
        yield Common(Vendor(AnswerCache(folder / "cache", 0)), records)
        records.close()


def tried(machine: Callable[[], Acting], examples: int) -> None:
    """Not shrunk where it fails: that takes many minutes, and the course is printed whole."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=STEPS_OF_ONE,
        phases=[Phase.generate],
        derandomize=SEED is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    seeded = machine if SEED is None else seed(int(SEED))(machine)
    run_state_machine_as_test(seeded, settings=chosen)  # type: ignore[arg-type]  # it takes whatever makes one


@pytest.mark.timeout(600)
def test_the_record_tells_what_was_done_whatever_happens(common: Common) -> None:
    tried(lambda: Acting(common), EXAMPLES)
    assert common.records.verified().is_whole


def resending(send: Send) -> Send:
    """What the program must never do: try again when it hears nothing."""

    async def twice(call: Call) -> Answer:
        call = await left(call)
        try:
            return await send(call)
        except AnswerLostError:
            return await send(call)

    return twice


def test_a_program_that_sends_again_is_found_to_do_it_twice(common: Common) -> None:
    with pytest.raises(AssertionError, match="done twice"):
        tried(lambda: Acting(common, broken=resending, only=Fault.LOST), EXAMPLES)


def looking_too_early(send: Send) -> Send:
    """What the program must never do: put it on record as SENT, and then wait for its turn."""

    async def early(call: Call) -> Answer:
        return await send(await left(call))

    return early


def test_a_program_that_stands_still_after_its_last_look_is_found_to_tell_wrong(common: Common) -> None:
    course = Acting(common, broken=looking_too_early)
    course.wants_in_a_process_that_stops(CUSTOMERS[0], Route.V2_ISSUE, Fault.NONE, "waits", dies=False)
    for seconds in (LONGEST_UNDER_WAY + WINDOW, WINDOW):
        course.vendor.clock.advance(seconds=seconds.total_seconds())
        course.job_process_looks()
    course.wakes_up()
    with pytest.raises(AssertionError, match="done, told not_applied"):
        course.teardown()


def test_a_program_that_takes_silence_for_proof_is_found_to_tell_wrong(common: Common) -> None:
    with pytest.raises(AssertionError, match=r"done, told (not_applied|confirmed)"):
        tried(lambda: Acting(common, final_after=timedelta(0), only=Fault.LATE_200), EXAMPLES)
