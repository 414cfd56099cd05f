"""What a caller sees, and what really happened, for each case of a write that goes wrong: one check a case."""

from collections.abc import Callable
from functools import partial

from promo_data.sandbox.openapi.examples import creation_body
from tests.unit.sandbox.calls import ISSUE, asked
from tests.unit.sandbox.faults.scene import Scene

Check = Callable[[Scene], None]
CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"


def _never_answers(scene: Scene) -> None:
    answer = scene.issue(patience=0.4)
    assert (answer.data, answer.end) == (b"", "silent")
    assert scene.effects == 0


def _is_lost_though_applied(scene: Scene) -> None:
    answer = scene.issue()
    assert (answer.data, answer.end) == (b"", "reset")
    assert scene.effects == 1


def _is_late_though_applied(scene: Scene) -> None:
    answer = scene.issue(patience=0.4)
    assert (answer.data, answer.end) == (b"", "silent")
    assert scene.effects == 1


def _is_applied_after(scene: Scene, seconds: int) -> None:
    assert scene.issue().end == "reset"
    effects = []
    for step in (seconds - 1, 1):
        scene.clock.advance(seconds=step)
        assert scene.get().status == 200
        effects.append(scene.effects)
    assert effects == [0, 1]


def _fails(scene: Scene, status: int, effects: int) -> None:
    assert scene.issue().status == status
    assert scene.effects == effects


def _fails_with_a_page(scene: Scene, status: int, effects: int) -> None:
    answer = scene.issue()
    assert (answer.status, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert scene.effects == effects


def _is_not_applied_once(scene: Scene, status: int) -> None:
    assert [scene.issue().status for _ in range(2)] == [status, 200]
    assert scene.effects == 1


def _is_declined(scene: Scene) -> None:
    answer = scene.issue()
    assert answer.status == 200
    assert (answer.json["warnings"][0]["code"], answer.json["sideEffects"]) == (8890, [])
    assert scene.effects == 0


def _has_errors(scene: Scene) -> None:
    answer = scene.issue()
    assert (answer.status, answer.json["errors"][0]["code"]) == (200, 8896)
    assert scene.effects == 0


def _has_status_201(scene: Scene) -> None:
    answer = scene.issue()
    assert answer.status == 201
    assert answer.json["sideEffects"] != []


def _is_not_confirmed(scene: Scene, words: str) -> None:
    answer = scene.enrol().json
    assert words in answer["warnings"][0]["message"]
    assert answer["data"]["enrollmentStatus"]["promotion"]["enrollmentId"] is None
    assert scene.effects == 1


def _misses_its_milestones(scene: Scene, words: str) -> None:
    answer = scene.enrol().json
    assert answer["warnings"] == [{"message": words}]
    assert answer["data"]["enrollmentStatus"]["promotion"]["enrollmentId"] is not None
    assert answer["data"]["enrollmentStatus"]["milestone"]["status"] == "FAILED"


def _is_created_and_lost(scene: Scene) -> None:
    assert scene.post(CREATE, creation_body(scene.world)).end == "reset"
    second = scene.post(CREATE, creation_body(scene.world)).json
    assert 4007 in [problem["code"] for problem in second["validationErrors"]]
    assert scene.effects == 1


def _is_refused_a_write(scene: Scene) -> None:
    headers, body = scene.token(), {"programId": 1, "promotionId": 1}
    answer = scene.post(ISSUE, body, asked(scene.world.demo_customers[0]), headers)
    assert answer.status == 401
    assert scene.effects == 0


def _happens_twice(scene: Scene) -> None:
    assert scene.issue().status == 200
    assert scene.effects == 2


def _answers_for(scene: Scene, *places: int | None) -> None:
    ids = [scene.world.find("mobile", demo.identifier_value, "ALL") for demo in scene.world.demo_customers[:3]]
    expected = [None if place is None else found.id for place in places if (found := ids[place or 0])]
    assert scene.issue_to_three() == expected
    assert {effect.kind for effect in scene.world.ledger.effects} == {"issued"}


WRITE_CHECKS: dict[str, Check] = {
    "F29_answer_lost": _is_lost_though_applied,
    "F29_answer_late": _is_late_though_applied,
    "F29_applied_after_15_s": partial(_is_applied_after, seconds=15),
    "F29_applied_after_200_s": partial(_is_applied_after, seconds=200),
    "F30_swallowed": _never_answers,
    "F31_error_before": partial(_fails, status=500, effects=0),
    "F31_error_after": partial(_fails, status=500, effects=1),
    "F32_bad_gateway_before": partial(_fails_with_a_page, status=502, effects=0),
    "F32_timeout_after": partial(_fails_with_a_page, status=504, effects=1),
    "F33_throttled": partial(_is_not_applied_once, status=429),
    "F33_same_customer": partial(_is_not_applied_once, status=521),
    "F34_declined": _is_declined,
    "F35_errors": _has_errors,
    "F35_created_status": _has_status_201,
    "F36_emf_no_response": partial(_is_not_confirmed, words="No Response from EMF"),
    "F36_something_went_wrong": partial(_is_not_confirmed, words="Something went wrong"),
    "F37_milestone_failed": partial(_misses_its_milestones, words="failed to enrol into milestones"),
    "F37_partial_success": partial(_misses_its_milestones, words="Partial Success: Milestone enrollment failed"),
    "F38_fewer_rows": lambda scene: _answers_for(scene, 0, 1),
    "F38_reordered": lambda scene: _answers_for(scene, 2, 1, 0),
    "F38_without_ids": lambda scene: _answers_for(scene, None, None, None),
    "F38_doubled": lambda scene: _answers_for(scene, 0, 1, 2, 2),
    "F39_create_lost": _is_created_and_lost,
    "F42_token_expires_before_write": _is_refused_a_write,
    "F46_limits_change": _happens_twice,
}
