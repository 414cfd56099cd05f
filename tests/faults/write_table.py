"""One line for each write that a fault struck: what was tried, sent, recorded and really done."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from promo_data.sandbox.ledger import Effect
from tests.faults.write_checks import assert_all_holds
from tests.faults.write_scene import ActingScene

HEADINGS = ("fault", "runs", "tries", "POSTs", "journal", "ledger", "verdict")
PROPERTY = "write under a fault"
Line = tuple[str, ...]


@dataclass(frozen=True)
class Judge:
    """Runs all checks on what came of a fault, and notes the line; ``note`` keeps it with the test's report."""

    note: Callable[[str, object], None]

    def __call__(self, fault: str, acting: ActingScene, *, tries: int = 1, others: Collection[Effect] = ()) -> None:
        """``tries`` is how often a person, or a program, wanted it; raises where one of the six does not hold."""
        verdict = "wrong"
        try:
            assert_all_holds(acting, others)
            verdict = "right"
        finally:
            self.note(PROPERTY, (fault, str(tries), str(len(acting.watch.posts)), *_story(acting), verdict))

    def without_record(self, fault: str, acting: ActingScene, instead: str, *, tries: int = 1) -> None:
        """The line of a fault under which there is no journal to compare; the test has looked at all there is."""
        done = _counted(effect.kind for effect in acting.effects)
        self.note(PROPERTY, (fault, str(tries), str(len(acting.watch.posts)), instead, done, "right"))


def _story(acting: ActingScene) -> tuple[str, str]:
    """Each way that intents went, and each kind of effect, with how many there were."""
    ways = [" → ".join(outcome for _, outcome in acting.audit_of(intent)) for intent in acting.on_record()]
    return _counted(ways), _counted(effect.kind for effect in acting.effects)


def _counted(words: Iterable[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in Counter(words).items()) or "nothing"


def aligned(lines: Iterable[Line]) -> list[str]:
    """The lines under their headings, in columns; what went the same way several times is one of them."""
    counted = sorted(Counter(lines).items())
    rows = [HEADINGS, *((fault, str(runs), *rest) for (fault, *rest), runs in counted)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
