"""Which calls read which orgs, and the headers that say so (003, headers; api-facts §2)."""

import pytest

from promo_data.errors import InputError
from promo_data.scope import SELF, DataScope, Org, ScopeChoice, ScopedCall, calls_for
from promo_data.vocabulary import ScopeKind

OWN, ONE, TWO = Org(1, "Own"), Org(50405, "Brand A"), Org(50406, "Brand B")
UNNAMED = Org(None, "Own org")


def other(*orgs: Org) -> ScopedCall:
    return ScopedCall(DataScope(ScopeKind.OTHER, tuple(org.id for org in orgs if org.id is not None)), orgs)


@pytest.mark.parametrize(
    ("scope", "headers"),
    [
        (SELF, (("DATA-SCOPE", "SELF"),)),
        (DataScope(ScopeKind.ALL), (("DATA-SCOPE", "ALL"),)),
        (DataScope(ScopeKind.OTHER, (50405,)), (("DATA-SCOPE", "OTHER"), ("DATA-SCOPE-ORG", "50405"))),
        (DataScope(ScopeKind.OTHER, (50405, 50406)), (("DATA-SCOPE", "OTHER"), ("DATA-SCOPE-ORG", "50405,50406"))),
    ],
)
def test_a_scope_is_written_as_its_two_headers(scope: DataScope, headers: tuple[tuple[str, str], ...]) -> None:
    assert scope.headers("DATA-SCOPE-ORG") == headers


def test_the_name_of_the_header_with_org_ids_can_be_another() -> None:
    assert DataScope(ScopeKind.OTHER, (7,)).headers("DATA-SCOPE-ORGS")[1] == ("DATA-SCOPE-ORGS", "7")


@pytest.mark.parametrize(
    ("choice", "only", "calls"),
    [
        (ScopeChoice.EACH, (), [ScopedCall(SELF, (OWN,)), other(ONE), other(TWO)]),
        (ScopeChoice.EACH, (50406,), [other(TWO)]),
        (ScopeChoice.EACH, (50406, 1), [other(TWO), ScopedCall(SELF, (OWN,))]),
        (ScopeChoice.EACH, (50405, 50405), [other(ONE)]),
        (ScopeChoice.EACH, (9,), [other(Org(9, "Org 9"))]),
        (ScopeChoice.SELF, (), [ScopedCall(SELF, (OWN,))]),
        (ScopeChoice.OTHER, (), [other(ONE, TWO)]),
        (ScopeChoice.OTHER, (50406,), [other(TWO)]),
        (ScopeChoice.OTHER, (1,), [other(OWN)]),
        (ScopeChoice.OTHER, (50406, 9), [other(TWO, Org(9, "Org 9"))]),
        (ScopeChoice.ALL, (), [ScopedCall(DataScope(ScopeKind.ALL), (OWN, ONE, TWO))]),
    ],
)
def test_a_choice_of_scope_becomes_these_calls(
    choice: ScopeChoice, only: tuple[int, ...], calls: list[ScopedCall]
) -> None:
    assert calls_for(choice, OWN, [ONE, TWO], only) == calls


@pytest.mark.parametrize("choice", [ScopeChoice.EACH, ScopeChoice.SELF])
def test_an_own_org_without_a_number_is_asked_as_self(choice: ScopeChoice) -> None:
    assert calls_for(choice, UNNAMED, []) == [ScopedCall(SELF, (UNNAMED,))]


@pytest.mark.parametrize("choice", [ScopeChoice.SELF, ScopeChoice.ALL])
def test_self_and_all_take_no_org_ids(choice: ScopeChoice) -> None:
    with pytest.raises(InputError, match=f"“{choice}” takes no org ids"):
        calls_for(choice, OWN, [ONE], (50405,))


@pytest.mark.parametrize("choice", [ScopeChoice.EACH, ScopeChoice.SELF])
def test_beside_an_own_org_without_a_number_its_children_are_known_to_be_others(choice: ScopeChoice) -> None:
    assert calls_for(choice, UNNAMED, [ONE, TWO])[0].elsewhere == {50405, 50406}
    assert calls_for(choice, OWN, [ONE, TWO])[0].elsewhere == frozenset()


@pytest.mark.parametrize("only", [(), (7, 8, 9)])
def test_more_than_two_orgs_under_other_are_refused_with_what_to_choose(only: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="choose “each”"):
        calls_for(ScopeChoice.OTHER, OWN, [ONE, TWO, Org(50407, "Brand C")], only)


def test_other_without_any_org_is_refused() -> None:
    with pytest.raises(InputError, match="PROMO_CHILD_ORGS"):
        calls_for(ScopeChoice.OTHER, OWN, [])


@pytest.mark.parametrize("org_id", [0, -1, 2**63])
@pytest.mark.parametrize("choice", [ScopeChoice.EACH, ScopeChoice.OTHER])
def test_a_number_that_no_org_can_have_is_refused_before_anything_is_sent(choice: ScopeChoice, org_id: int) -> None:
    with pytest.raises(InputError, match="whole number from 1"):
        calls_for(choice, OWN, [ONE], (org_id,))
