"""Finding a promotion's 24-hex id, which promotionData lacks: ``GET /v3/promotions`` (api-facts §4.4)."""

import re
from collections.abc import Iterable

from pydantic import ValidationError

from promo_data.errors import UnreadableAnswerError
from promo_data.models.find_promotions import FoundPage, FoundPromotion
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.notices import decoded_object, refusal
from promo_data.vocabulary import Endpoint

PATH = "/v3/promotions"
LARGEST_PAGE = 100
"""Sizes 1 to 100 are valid (api-facts §4.4, 300004)."""

_HEX_ID = re.compile(r"[0-9a-fA-F]{24}")


def is_hex_id(text: str) -> bool:
    """Whether ``text`` is spelled like a promotion's id in 002: 24 hex digits."""
    return _HEX_ID.fullmatch(text) is not None


def find_call(search: str, *, page: int = 0) -> Call:
    """The request for one page of the promotions whose name or description holds ``search``."""
    query = (("searchText", search), ("page", str(page)), ("size", str(LARGEST_PAGE)))
    return Call(Endpoint.FIND_PROMOTIONS, "GET", PATH, query=query)


def decode_found(answer: Answer) -> FoundPage:
    """One page, with or without the ``data`` envelope of v3.

    Raises ``RefusedError`` where the vendor refused, and ``UnreadableAnswerError``.
    """
    if (refused := refusal(Endpoint.FIND_PROMOTIONS, answer)) is not None:
        raise refused
    body = decoded_object(answer)
    try:
        return FoundPage.model_validate(body.get("data") or body)
    except ValidationError:
        raise UnreadableAnswerError("The vendor's answer has no list of promotions.", status=answer.status) from None


def hex_id(found: Iterable[FoundPromotion], *, program_id: int, promotion_id: int) -> str | None:
    """The one 24-hex id of that promotion, ``None`` where there is none or more than one.

    A programme given by its name contradicts nothing (api-facts §4.4).
    """
    ids = {p.id for p in found if p.promotion_id == promotion_id and _may_be_of(p, program_id)}
    fitting = [found_id for found_id in ids if found_id is not None and is_hex_id(found_id)]
    return fitting[0] if len(fitting) == 1 else None


def _may_be_of(promotion: FoundPromotion, program_id: int) -> bool:
    given = str(promotion.program_id or "")
    return not given.isdecimal() or int(given) == program_id
