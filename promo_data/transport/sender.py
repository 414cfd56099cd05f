"""What every layer of the stack is: something that turns a ``Call`` into an ``Answer``."""

from typing import Protocol

from promo_data.protocol.call import Answer, Call


class Sender(Protocol):
    """One layer; its ``repr`` prints itself and what lies below it."""

    async def __call__(self, call: Call, /) -> Answer:
        """The vendor's answer, whatever its status.

        Raises ``NotSentError``, ``AnswerLostError`` or ``UnreadableAnswerError``.
        """
        ...
