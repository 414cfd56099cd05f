"""F38: a bulk answer whose rows are not those of the request tells nothing of any row; reading each customer does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import anyio
import pytest

from promo_data.actions import Intent, Route, State, Wish, perform_batch, undo_wish
from tests.faults.scene import case
from tests.faults.write_means import means_for
from tests.faults.write_scene import DIRECT, ENROLLED, ActingScene
from tests.faults.write_table import Judge

CUSTOMERS = ("Near a cap", "Everything used up", "Contradicted usage")
"""None of them is enrolled yet, so that it is clear which enrolment an undoing means."""
FAULTS = [
    ("F38_fewer_rows", 3801),
    ("F38_reordered", 3802),
    ("F38_without_ids", 3803),
    ("F38_doubled", 3804),
    ("F29_answer_lost", 3805),
    ("F31_error_after", 3806),
]


def wishes(acting: ActingScene, route: Route, promotion: str = ENROLLED) -> list[Wish]:
    wish = acting.wish(promotion, route)
    return [replace(wish, identifier=acting.scene.named(title)) for title in CUSTOMERS]


def sent_together(acting: ActingScene, wanted: Sequence[Wish]) -> tuple[Intent, ...]:
    async def act() -> tuple[Intent, ...]:
        async with means_for(acting.scene.settings(), acting.clock) as means:
            return await perform_batch(wanted, means)

    return anyio.run(act)


def enrolled(acting: ActingScene) -> tuple[Intent, ...]:
    return sent_together(acting, wishes(acting, Route.V2_BULK_ENROL))


def issued(acting: ActingScene) -> tuple[Intent, ...]:
    enrolled(acting)
    acting.clock.advance(seconds=1)
    return sent_together(acting, wishes(acting, Route.V2_BULK_EARN))


def issued_directly(acting: ActingScene) -> tuple[Intent, ...]:
    return sent_together(acting, wishes(acting, Route.V2_DIRECT_EARN, DIRECT))


def nothing(_: ActingScene) -> tuple[Intent, ...]:
    return ()


BEFORE: Mapping[Route, Callable[[ActingScene], tuple[Intent, ...]]] = {
    Route.V2_BULK_ENROL: nothing,
    Route.V2_BULK_EARN: enrolled,
    Route.V2_DIRECT_EARN: nothing,
    Route.V2_REVOKE_ENROL: enrolled,
    Route.V2_REVOKE_EARN: issued,
    Route.V2_REVOKE_DIRECT_EARN: issued_directly,
}
"""What has to be done before each of the vendor's bulk requests can be made."""
UNDOING = frozenset({Route.V2_REVOKE_ENROL, Route.V2_REVOKE_EARN, Route.V2_REVOKE_DIRECT_EARN})


def made_possible(acting: ActingScene, route: Route) -> list[Wish]:
    """The wishes by that route, after all that has to come first."""
    done = BEFORE[route](acting)
    acting.clock.advance(seconds=1)
    if route in UNDOING:
        return [undo_wish(intent) for intent in done]
    return wishes(acting, route, DIRECT if route is Route.V2_DIRECT_EARN else ENROLLED)


@pytest.mark.parametrize(("name", "seed"), FAULTS)
@pytest.mark.parametrize("route", BEFORE)
def test_f38_rows_that_do_not_fit_leave_every_row_unknown_until_it_is_read(
    acting: ActingScene, judge: Judge, route: Route, name: str, seed: int
) -> None:
    wanted = made_possible(acting, route)
    before = len(acting.watch.posts)
    acting.scene.strike(case(name, seed))
    ended = sent_together(acting, wanted)
    assert [acting.told_at_first(intent) for intent in ended] == ["unknown"] * len(CUSTOMERS)
    assert [intent.state for intent in ended] == [State.CONFIRMED] * len(CUSTOMERS)
    assert len(acting.watch.posts) == before + 1
    judge(f"{name} {route} in bulk", acting, tries=len(acting.on_record()))


@pytest.mark.parametrize("route", BEFORE)
def test_f38_rows_that_fit_are_told_by_their_place(acting: ActingScene, judge: Judge, route: Route) -> None:
    ended = sent_together(acting, made_possible(acting, route))
    assert [acting.told_at_first(intent) for intent in ended] == ["confirmed"] * len(CUSTOMERS)
    judge(f"no fault, {route} in bulk", acting, tries=len(acting.on_record()))
