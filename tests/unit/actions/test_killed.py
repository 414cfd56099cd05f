import subprocess
import sys
from pathlib import Path

from promo_data.actions import Search, State
from tests.unit.actions import killed_while_sending
from tests.unit.actions.vendor import Clock, open_journal

ROOT = Path(__file__).parents[3]


def test_a_process_killed_while_sending_leaves_an_unknown_intent(tmp_path: Path) -> None:
    script = [sys.executable, "-m", killed_while_sending.__name__, str(tmp_path)]
    assert subprocess.run(script, cwd=ROOT, check=False, timeout=60).returncode == 9
    journal = open_journal(tmp_path / "data", Clock())
    assert [intent.state for intent in journal.page(Search()).intents] == [State.SENT]
    recovered = journal.recover()
    journal.close()
    assert [intent.state for intent in recovered] == [State.UNKNOWN]
    assert recovered[0].is_open
    assert recovered[0].advice.startswith("Do not repeat it")
