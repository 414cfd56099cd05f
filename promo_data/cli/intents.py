"""How commands show what is on record."""

from dataclasses import asdict
from typing import Any

from promo_data.actions import Intent


def intent_object(intent: Intent) -> dict[str, Any]:
    """One intent as scripts get it (docs/cli.md); identifiers are not in it."""
    return {
        "intent_id": str(intent.id),
        "promotion_name": intent.promotion_name,
        "status": intent.state,
        "code": intent.code,
        "message": intent.message,
        "advice": intent.advice,
        "ids": asdict(intent.ids),
        "vendor_message": intent.vendor_message,
        "request_id": intent.request_id,
        "undoes": None if intent.undoes is None else str(intent.undoes),
    }
