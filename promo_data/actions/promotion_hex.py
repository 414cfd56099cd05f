"""Finding the 24-hex id that v3 needs and promotionData lacks."""

from collections.abc import Awaitable, Callable

from promo_data.models.find_promotions import FoundPromotion
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.find_promotions import LARGEST_PAGE, decode_found, find_call, hex_id

_MOST_PAGES = 20
"""2,000 promotions of one search: whoever finds more should type the id."""


async def promotion_hex(
    send: Callable[[Call], Awaitable[Answer]], program_id: int, promotion_id: int, search: str
) -> str | None:
    """The 24-hex id of a promotion whose name or description holds ``search``; ``None`` where it is not found alone.

    Raises ``RefusedError``, ``UnreadableAnswerError`` and ``TransportError``.
    """
    found: list[FoundPromotion] = []
    for number in range(_MOST_PAGES):
        page = decode_found(await send(find_call(search, page=number)))
        found += page.content
        if page.last or len(page.content) < LARGEST_PAGE:
            break
    return hex_id(found, program_id=program_id, promotion_id=promotion_id)
