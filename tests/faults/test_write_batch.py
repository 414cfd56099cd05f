"""F38: a bulk answer whose rows are not those of the request tells nothing of any row; reading each customer does."""

from dataclasses import replace

import anyio
import pytest

from promo_data.actions import Intent, Route, State, Wish, perform_batch
from tests.faults.scene import case
from tests.faults.write_means import means_for
from tests.faults.write_scene import ActingScene
from tests.faults.write_table import Judge

CUSTOMERS = ("Room everywhere", "Near a cap", "Everything used up")


def wishes(acting: ActingScene, route: Route) -> list[Wish]:
    return [replace(acting.wish(route=route), identifier=acting.scene.named(title)) for title in CUSTOMERS]


def sent_together(acting: ActingScene, route: Route) -> tuple[Intent, ...]:
    async def act() -> tuple[Intent, ...]:
        async with means_for(acting.scene.settings(), acting.clock) as means:
            return await perform_batch(wishes(acting, route), means)

    return anyio.run(act)


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("F38_fewer_rows", 3801),
        ("F38_reordered", 3802),
        ("F38_without_ids", 3803),
        ("F38_doubled", 3804),
        ("F29_answer_lost", 3805),
        ("F31_error_after", 3806),
    ],
)
def test_f38_rows_that_do_not_fit_leave_every_row_unknown_until_it_is_read(
    acting: ActingScene, judge: Judge, name: str, seed: int
) -> None:
    acting.scene.strike(case(name, seed))
    ended = sent_together(acting, Route.V2_BULK_ENROL)
    assert [acting.told_at_first(intent) for intent in ended] == ["unknown"] * len(CUSTOMERS)
    assert [intent.state for intent in ended] == [State.CONFIRMED] * len(CUSTOMERS)
    assert len(acting.watch.posts) == 1
    judge(f"{name} in bulk", acting, tries=len(CUSTOMERS))


def test_f38_rows_that_fit_are_told_by_their_place(acting: ActingScene, judge: Judge) -> None:
    ended = sent_together(acting, Route.V2_BULK_ENROL)
    assert [acting.told_at_first(intent) for intent in ended] == ["confirmed"] * len(CUSTOMERS)
    judge("no fault, in bulk", acting, tries=len(CUSTOMERS))
