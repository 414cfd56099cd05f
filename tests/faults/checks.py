"""What holds after every fault, whatever it was."""

import math
import re

from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView
from promo_data.sandbox.truth import PromotionTruth
from promo_data.vocabulary import CoverageState
from tests.faults.scene import Scene, sentences
from tests.oracle.test_what_the_client_shows import shown_limits, shown_promotions, true_limits, true_promotions

_PERSONAL = re.compile(r"\d{9,}|@|https?:|/v\d|Traceback|object at 0x|Error\b|errno", re.IGNORECASE)


def assert_whole(scene: Scene, view: CustomerView, title: str) -> None:
    """Every org answered, and every cell is that of the world."""
    assert {each.state for each in view.coverage} == {CoverageState.ANSWERED}
    assert view.complete
    assert_true(scene, view, title)


def assert_true(scene: Scene, view: CustomerView, title: str) -> None:
    """What is shown of the orgs that answered is what the world knows of them, cell by cell, and said soundly."""
    found = truths(scene, view, title)
    assert shown_promotions(view) == true_promotions(found)
    assert shown_limits(view) == true_limits(found)
    assert_sound(view)


def truths(scene: Scene, view: CustomerView, title: str) -> list[PromotionTruth]:
    """What the world knows in the orgs that answered."""
    number = scene.number(title)
    answered = [each.org.id for each in view.coverage if each.state is CoverageState.ANSWERED]
    ids = [org_id for org_id in answered if org_id is not None]
    return [truth for org_id in ids for truth in scene.world.truth(scene.world.ids.of(number, org_id), org_id)]


def assert_sound(view: CustomerView) -> None:
    """No number on screen is infinite, and whatever failed says so in a sentence that names nobody."""
    for frame in (view.promotions, view.allowances, view.binding, view.availability):
        assert [cell for row in records(frame) for cell in row.values() if is_no_number(cell)] == []
    for each in view.coverage:
        assert (each.message is not None) == (each.state is CoverageState.FAILED)
        assert each.org.id is not None
    for sentence in sentences(view):
        assert_is_a_sentence(sentence)
    if not view.complete:
        assert sentences(view)


def is_no_number(cell: object) -> bool:
    """Whether it is infinite or NaN; absent is None in records."""
    return isinstance(cell, float) and not math.isfinite(cell)


def assert_is_a_sentence(text: str) -> None:
    """Words for a person, without a person in them."""
    assert re.fullmatch(r"[A-Z“].*[.!?]", text, re.DOTALL), text
    assert _PERSONAL.search(text) is None, text


def assert_nothing_partial_was_kept(scene: Scene, title: str) -> None:
    """Once the fault is gone, a second look with what the cache kept shows the whole truth."""
    scene.mend()
    with scene.opened_with_what_was_kept() as data:
        view = data.customer(scene.named(title))
        assert_whole(scene, view, title)


def failed_orgs(view: CustomerView) -> list[int | None]:
    """The orgs that did not answer, by number."""
    return [each.org.id for each in view.coverage if each.state is CoverageState.FAILED]
