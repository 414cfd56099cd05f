"""F20, F24, F25 and F27: one org that fails, and answers about somebody or something else than was asked for."""

import logging

import orjson
import pytest

from promo_data.actions import Route, State, Wish
from promo_data.frames.records import records
from promo_data.models.customer import CustomerIdentifier
from promo_data.sandbox.organisations import GROCER, PARENT
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import IdentifierKind, Source
from tests.faults.checks import assert_nothing_partial_was_kept, assert_sound, assert_true, failed_orgs
from tests.faults.scene import EVERYWHERE, Scene, case, sentences

ROOMY = "Room everywhere"
ACTIVE = "Active with both brands"
MERGED = "Merged with another customer"


@pytest.mark.parametrize(
    ("name", "seed", "code"), [("F20_org_not_connected", 2003, 310144), ("F20_all_not_supported", 2004, 310141)]
)
def test_f20_one_child_org_that_fails_is_named_with_its_code(calm: Scene, name: str, seed: int, code: int) -> None:
    calm.strike(case(name, seed))
    with calm.opened() as data:
        view = data.customer(calm.named())
    assert [(each.org.name, each.code) for each in view.coverage if each.code] == [(GROCER.name, code)]
    assert_true(calm, view, EVERYWHERE)
    assert (view.answered, view.asked, view.complete) == (2, 3, False)
    assert_nothing_partial_was_kept(calm, EVERYWHERE)


def test_f20_the_command_says_that_it_is_partial(calm: Scene) -> None:
    calm.strike(case("F20_org_not_connected", 2005))
    ended = calm.customer_command()
    found = orjson.loads(ended.stdout)
    assert ended.returncode == 5
    assert found["complete"] is False
    assert [(each["org_id"], each["code"]) for each in found["coverage"] if each["code"]] == [(GROCER.id, 310144)]
    assert "Traceback" not in ended.stderr


def test_f24_an_answer_for_another_customer_is_shown_as_a_merge(calm: Scene) -> None:
    number = calm.world.customer(calm.number()).id
    calm.strike(case("F24_other_customer", 2401))
    with calm.opened() as data:
        asked = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(number), Source.INSTORE)
        view = data.customer(asked, choice=ScopeChoice.SELF)
    assert view.customer_id == number + 1
    assert any("merged" in sentence for sentence in sentences(view))
    assert {row["customer_id"] for row in records(view.promotions)} == {number + 1}


def test_f24_what_was_read_of_a_merged_customer_is_kept_under_the_survivor(calm: Scene) -> None:
    with calm.opened() as data:
        before = data.customer(calm.named(MERGED), choice=ScopeChoice.SELF)
        assert before.customer_id == calm.world.customer(calm.number(ACTIVE)).id
        assert any("merged" in sentence for sentence in sentences(before))
        assert data.customer(calm.named(MERGED), choice=ScopeChoice.SELF).as_of == before.as_of
        asked = calm.asked()
        verdicts = [r for r in records(before.availability) if (r["action"], r["verdict"]) == ("enrol", "allowed")]
        row = verdicts[0]
        wish = Wish(calm.named(ACTIVE), PARENT.id, row["program_id"], row["promotion_id"], Route.V2_ISSUE)
        assert data.perform(wish).state is State.CONFIRMED
        asked = calm.asked()
        after = data.customer(calm.named(MERGED), choice=ScopeChoice.SELF)
    assert calm.asked() == asked + 1
    assert_true(calm, after, ACTIVE)


def test_f25_a_customer_who_is_gone_is_gone_from_the_cache_too(calm: Scene) -> None:
    with calm.opened() as data:
        assert data.customer(calm.named(ROOMY), choice=ScopeChoice.SELF).complete
        calm.strike(case("F25_customer_gone", 2501, after=None))
        gone = data.customer(calm.named(ROOMY), choice=ScopeChoice.SELF, fresh=True)
        later = data.customer(calm.named(ROOMY), choice=ScopeChoice.SELF)
    for view in (gone, later):
        assert [each.code for each in view.coverage if each.org.id == PARENT.id] == [8015]
        assert (len(view.promotions), len(view.allowances), view.customer_id) == (0, 0, None)
        assert_sound(view)
    assert calm.asked() == 3


def test_f25_gone_from_one_org_takes_what_another_identifier_kept_with_it(calm: Scene) -> None:
    by_email = next(i for i in calm.world.customer(calm.number(ROOMY)).identifiers if i.name == "email")
    same = CustomerIdentifier(IdentifierKind.EMAIL, by_email.value, Source.INSTORE)
    with calm.opened() as data:
        for identifier in (calm.named(ROOMY), same):
            assert data.customer(identifier, choice=ScopeChoice.SELF).complete
        calm.strike(case("F25_customer_gone", 2502, after=None))
        data.customer(calm.named(ROOMY), choice=ScopeChoice.SELF, fresh=True)
        later = data.customer(same, choice=ScopeChoice.SELF)
    assert len(later.promotions) == 0


def test_f27_rows_of_an_org_that_was_not_asked_are_refused_and_reported(
    calm: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    calm.strike(case("F27_other_org", 2701, org_id=GROCER.id))
    with caplog.at_level(logging.WARNING), calm.opened() as data:
        view = data.customer(calm.named())
    assert {row["org_id"] for row in records(view.promotions)} == {org.id for org in calm.world.orgs} - {GROCER.id}
    assert not view.complete
    assert any("59999" in sentence for sentence in sentences(view))
    assert_sound(view)
    reported = [record.getMessage() for record in caplog.records if "security" in record.getMessage()]
    assert len(reported) == 1
    assert "59999" in reported[0]
    assert failed_orgs(view) == []
    assert_nothing_partial_was_kept(calm, EVERYWHERE)
