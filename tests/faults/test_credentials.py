"""F16 and F17: tokens that end or cannot be had."""

from concurrent.futures import ThreadPoolExecutor

from promo_data.models.customer import CustomerIdentifier
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import IdentifierKind, Source
from tests.faults.checks import assert_is_a_sentence, assert_nothing_partial_was_kept, assert_sound, assert_whole
from tests.faults.scene import EVERYWHERE, TOKEN, Scene, case

THREADS = 32


def everyone(calm: Scene) -> list[CustomerIdentifier]:
    """As many customers as there are threads, by their ids."""
    return [
        CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(calm.world.customer(number).id), Source.ALL)
        for number in range(20, 20 + THREADS)
    ]


def test_f16_a_token_that_ends_under_32_readers_costs_one_token_call_and_no_read(calm: Scene) -> None:
    calm.strike(case("F16_token_expires", 1601, first=None, nth=2))
    with calm.opened(credentials=calm.oauth()) as data, ThreadPoolExecutor(THREADS) as threads:
        assert data.customer(calm.named(), choice=ScopeChoice.SELF).complete
        assert calm.asked(TOKEN) == 1
        views = list(threads.map(lambda who: data.customer(who, choice=ScopeChoice.SELF), everyone(calm)))
    assert [view.complete for view in views] == [True] * THREADS
    assert calm.struck() == 1
    assert calm.asked(TOKEN) == 2


def test_f16_many_readers_share_the_first_token(calm: Scene) -> None:
    with calm.opened(credentials=calm.oauth()) as data, ThreadPoolExecutor(THREADS) as threads:
        views = list(threads.map(lambda who: data.customer(who, choice=ScopeChoice.SELF), everyone(calm)))
    assert all(view.complete for view in views)
    assert calm.asked(TOKEN) == 1


def test_f16_a_v3_read_whose_token_ended_is_read_again_with_a_new_one(calm: Scene) -> None:
    """v3 says so with 498, v2 with 401 (api-facts §1)."""
    calm.strike(case("F16_token_expires", 1602))
    promotion = calm.world.promotions(calm.world.customer(calm.number()), calm.world.orgs[0].id)[0]
    with calm.opened(credentials=calm.oauth()) as data:
        assert data.promotion_hex(promotion.programme_id, promotion.id, search=promotion.name) == promotion.hex_id
    assert [entry.status for entry in calm.world.ledger.requests] == [200, 498, 200, 200]
    assert calm.asked(TOKEN) == 2


def test_f17_without_tokens_nothing_is_read_and_it_resumes_by_itself(calm: Scene) -> None:
    calm.strike(case("F17_no_tokens", 1701))
    with calm.opened(credentials=calm.oauth()) as data:
        view = data.customer(calm.named())
        assert (view.answered, view.complete) == (0, False)
        assert_sound(view)
        for each in view.coverage:
            assert_is_a_sentence(each.message or "")
        assert calm.asked() == 0
        assert calm.asked(TOKEN) == 3
        calm.mend()
        assert_whole(calm, data.customer(calm.named()), EVERYWHERE)
    assert_nothing_partial_was_kept(calm, EVERYWHERE)
