"""Why and why not, in the drawer's words: pure, from the rows of the availability frame."""

from typing import Any

from pages.components.why import Answer, Reason, answers, is_refused, judged_actions, reasons_of, untold

ENROL, ISSUE, OPT_IN = "enrol", "issue", "opt_in"


def row(action: str, verdict: str = "allowed", *reasons: Reason, vendors: str | None = None) -> dict[str, Any]:
    return {
        "action": action,
        "verdict": verdict,
        "reasons": [one.reason for one in reasons],
        "changes": [one.change for one in reasons],
        "vendor_verdict": vendors,
        "disagrees": False,
    }


ENDED, NOTE = Reason("It ended.", "The brand lets it run longer."), Reason("It replaces one.", None)


def test_what_is_refused_stands_first() -> None:
    rows = [row(ENROL), row(ISSUE, "refused", ENDED)]
    assert [one["action"] for one in judged_actions(rows, "LOYALTY_EARNING")] == [ISSUE, ENROL]


def test_actions_with_the_same_answer_and_reasons_are_one() -> None:
    rows = [row(ENROL, "refused", ENDED), row(OPT_IN, "refused", ENDED), row(ISSUE)]
    headings = [one.heading for one in answers(rows, "LOYALTY_EARNING")]
    assert headings == [
        ":material/block: **Can be enrolled, can be opted in: no**",
        ":material/check: **Can be issued: yes**",
    ]


def test_actions_that_the_vendor_sees_otherwise_stay_apart() -> None:
    rows = [row(ENROL, vendors="refused"), row(ISSUE)]
    first, second = answers(rows, "LOYALTY_EARNING")
    assert "vendor's filter: no" in first.heading
    assert "vendor's filter" not in second.heading


def test_a_note_is_told_where_the_action_is_possible_and_no_news_where_it_is_not() -> None:
    assert reasons_of(row(ENROL, "allowed", NOTE)) == [NOTE]
    assert reasons_of(row(ENROL, "refused", ENDED, NOTE)) == [ENDED]


def test_what_was_told_of_one_action_is_not_told_again_of_the_next() -> None:
    told, other = {ENDED}, Reason("It is paused.", None)
    assert untold(Answer("", [ENDED, other], is_no=True), told) == [Reason("It ended.", None), other]
    assert untold(Answer("", [other, ENDED], is_no=True), told) == [other]


def test_what_would_change_it_is_told_once_beside_a_yes_and_with_every_reason_of_a_no() -> None:
    used_up = Reason("The customer has used all 5 issues.", "The brand would have to raise the limit.")
    noted = used_up._replace(reason="It would lead to no issue now: the customer has used all 5 issues.")
    assert untold(Answer("", [noted], is_no=False), {used_up}) == [noted._replace(change=None)]
    assert untold(Answer("", [noted], is_no=True), {used_up}) == [noted]
    both = Answer("", [used_up, noted], is_no=False)
    assert untold(both, ()) == [used_up, noted._replace(change=None)]


def test_only_actions_of_the_type_count_as_refused() -> None:
    rows = [row(ENROL, "refused", ENDED), row(ISSUE)]
    assert is_refused(rows, "LOYALTY_EARNING")
    assert not is_refused(rows, "LOYALTY")


def test_of_a_type_nobody_knows_every_action_is_judged() -> None:
    assert len(judged_actions([row(ENROL, "unknown"), row(ISSUE, "unknown")], "SURPRISE")) == 2
