import re

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.faults import CASES, Case, planned
from tests.unit.sandbox.calls import Clock
from tests.unit.sandbox.faults.page_checks import PAGE_CHECKS
from tests.unit.sandbox.faults.read_checks import READ_CHECKS
from tests.unit.sandbox.faults.scene import scene
from tests.unit.sandbox.faults.write_checks import WRITE_CHECKS

CHECKS = READ_CHECKS | PAGE_CHECKS | WRITE_CHECKS
EXPRESSED = [case for case in CASES if case.fault is not None]


def _name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", EXPRESSED, ids=_name)
def test_each_case_does_what_its_text_says_and_the_ledger_knows_it(case: Case, world: World, clock: Clock) -> None:
    with scene(world, clock, planned(case.name)) as served:
        CHECKS[case.name](served)
        assert case.name in {fault for fault, _ in served.struck}


def test_each_number_of_the_reliability_plan_has_a_case() -> None:
    numbers = {re.match("F([0-9]{2})_[a-z]", case.name) for case in CASES}
    assert sorted({int(match[1]) for match in numbers if match}) == list(range(1, 47))


def test_no_name_comes_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_case_that_http_can_express_is_checked() -> None:
    assert set(CHECKS) == {case.name for case in EXPRESSED}


@pytest.mark.parametrize("case", [case for case in CASES if case.fault is None], ids=_name)
def test_a_case_that_http_cannot_express_says_who_can(case: Case) -> None:
    assert case.elsewhere != ""
