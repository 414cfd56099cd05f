"""Who has something on record: the choices of the activity page."""

from pathlib import Path

from tests.unit.actions.journals import Desk


def test_everyone_who_has_an_intent_is_named_once_in_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for person in ("priya", "meera", "priya"):
        desk.journal = desk.journal_of(person)
        desk.prepared()
    desk.journal = desk.journal_of("elsewhere", backend="another")
    desk.prepared()
    assert desk.journal_of("agent").people() == ("meera", "priya")
    desk.journal.close()
