"""The circuit against a model of it, and the figures it is built on."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from promo_data.transport.circuit import Circuit
from tests.unit.transport.senders import Clock


def opened(clock: Clock) -> Circuit:
    circuit = Circuit(clock=clock)
    for _ in range(5):
        fail(circuit)
    return circuit


def fail(circuit: Circuit) -> None:
    ticket = circuit.admit(may_try=True)
    assert ticket is not None
    circuit.failed(ticket)


def succeed(circuit: Circuit) -> None:
    ticket = circuit.admit(may_try=True)
    assert ticket is not None
    circuit.succeeded(ticket)


@pytest.mark.parametrize(("failures", "is_open"), [(4, False), (5, True)])
def test_five_failures_open_it(failures: int, is_open: bool) -> None:
    circuit = Circuit(clock=Clock())
    for _ in range(failures):
        fail(circuit)
    assert circuit.is_open is is_open


def test_a_success_between_them_begins_the_count_anew() -> None:
    circuit = Circuit(clock=Clock())
    for outcome in (fail, fail, fail, fail, succeed, fail, fail, fail, fail):
        outcome(circuit)
    assert not circuit.is_open


@pytest.mark.parametrize(("seconds_between", "is_open"), [(7.5, True), (7.6, False)])
def test_failures_spread_over_more_than_half_a_minute_do_not_open_it(seconds_between: float, is_open: bool) -> None:
    clock = Clock()
    circuit = Circuit(clock=clock)
    for _ in range(5):
        fail(circuit)
        clock.seconds += seconds_between
    assert circuit.is_open is is_open


def test_while_open_nothing_is_admitted() -> None:
    circuit = opened(Clock())
    assert circuit.admit(may_try=True) is None
    assert circuit.seconds_to_next_try == 5


def test_after_five_seconds_exactly_one_call_tries() -> None:
    clock = Clock()
    circuit = opened(clock)
    clock.seconds += 5
    tickets = [circuit.admit(may_try=True) for _ in range(8)]
    assert [ticket is not None for ticket in tickets] == [True] + [False] * 7


def test_what_may_not_try_does_not() -> None:
    clock = Clock()
    circuit = opened(clock)
    clock.seconds += 5
    assert circuit.admit(may_try=False) is None
    assert circuit.admit(may_try=True) is not None


def test_a_try_that_succeeds_closes_it() -> None:
    clock = Clock()
    circuit = opened(clock)
    clock.seconds += 5
    succeed(circuit)
    assert all(circuit.admit(may_try=False) is not None for _ in range(8))


def test_a_try_that_fails_opens_it_for_five_seconds_more() -> None:
    clock = Clock()
    circuit = opened(clock)
    clock.seconds += 5
    fail(circuit)
    assert circuit.admit(may_try=True) is None
    clock.seconds += 5
    assert circuit.admit(may_try=True) is not None


def test_a_try_that_was_given_up_lets_the_next_one_try() -> None:
    clock = Clock()
    circuit = opened(clock)
    clock.seconds += 5
    ticket = circuit.admit(may_try=True)
    assert ticket is not None
    circuit.said_nothing(ticket)
    assert circuit.admit(may_try=True) is not None


def test_a_call_from_before_an_outage_says_nothing_after_it() -> None:
    clock = Clock()
    circuit = Circuit(clock=clock)
    hanging = [circuit.admit(may_try=True) for _ in range(20)]
    for _ in range(5):
        fail(circuit)
    clock.seconds += 5
    succeed(circuit)
    for ticket in hanging:
        assert ticket is not None
        circuit.failed(ticket)
    assert not circuit.is_open


def test_it_is_told_since_when_the_vendor_is_silent() -> None:
    clock = Clock()
    circuit = Circuit(clock=clock)
    for _ in range(5):
        fail(circuit)
        clock.seconds += 1
    clock.seconds += 20
    fail(circuit)
    assert circuit.seconds_silent == 25


@pytest.mark.parametrize("a_try_takes", [0.0, 9.9])
def test_it_recovers_within_fifteen_seconds_after_an_outage(a_try_takes: float) -> None:
    """A call that begins in the outage hangs for as long as a read may; callers come all the time."""
    clock = Clock(0)
    circuit = opened(clock)
    outage_ends = 40.0
    while circuit.is_open:
        clock.seconds += 0.1
        ticket = circuit.admit(may_try=True)
        if ticket is not None:
            began = clock.seconds
            clock.seconds += a_try_takes if began < outage_ends else 0.0
            (circuit.failed if began < outage_ends else circuit.succeeded)(ticket)
    assert outage_ends <= clock.seconds <= outage_ends + 15.0


@dataclass
class UnderWay:
    ticket: int
    admitted_while_open: bool


class CircuitMachine(RuleBasedStateMachine):
    """Calls begin and end in any order while time goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.circuit = Circuit(clock=self.clock)
        self.under_way: list[UnderWay] = []
        self.opened_at: float | None = None

    @rule(seconds=st.floats(0, 12))
    def time_passes(self, seconds: float) -> None:
        self.clock.seconds += seconds

    @rule(may_try=st.booleans())
    def begin(self, may_try: bool) -> None:
        was_open = self.circuit.is_open
        ticket = self.circuit.admit(may_try=may_try)
        if ticket is None:
            assert was_open
            return
        if was_open:
            assert may_try
            assert self.opened_at is not None
            assert self.clock.seconds >= self.opened_at + 5
        self.under_way.append(UnderWay(ticket, was_open))

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), ending=st.sampled_from(["succeeded", "failed", "said_nothing"]))
    def end(self, data: st.DataObject, ending: str) -> None:
        was_open = self.circuit.is_open
        ended = self.under_way.pop(data.draw(st.integers(0, len(self.under_way) - 1)))
        getattr(self.circuit, ending)(ended.ticket)
        if self.circuit.is_open and (ended.admitted_while_open or not was_open) and ending == "failed":
            self.opened_at = self.clock.seconds
        if ended.admitted_while_open and ending == "succeeded":
            assert not self.circuit.is_open
        if was_open and not self.circuit.is_open:
            assert ended.admitted_while_open

    @invariant()
    def one_call_at_most_tries(self) -> None:
        trying = [call for call in self.under_way if call.admitted_while_open]
        assert len(trying) <= 1
        if self.circuit.is_open:
            assert self.circuit.is_trying == bool(trying)


CircuitMachine.TestCase.settings = settings(stateful_step_count=60)
TestCircuitMachine = CircuitMachine.TestCase
