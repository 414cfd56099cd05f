"""A sender for tests that answers from a list and remembers what it was sent."""

from collections.abc import Iterable

from promo_data.protocol.call import Answer, Call


class Scripted:
    """Gives each call the next of ``results``, an answer or an error; the last one for ever."""

    def __init__(self, *results: Answer | Exception) -> None:
        self._results = list(results)
        self.calls: list[Call] = []

    def __repr__(self) -> str:
        return "Scripted"

    async def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        result = self._results.pop(0) if len(self._results) > 1 else self._results[0]
        if isinstance(result, Exception):
            raise result
        return result


def status(code: int, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    return Answer(code, dict(headers), b"{}")


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self, seconds: float = 1_000.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds
