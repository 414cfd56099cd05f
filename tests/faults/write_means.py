"""What acting needs, put together by hand around the real parts: for what the ready-made door has no parameter."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from promo_data.acting import store_place
from promo_data.actions import Journal, Means, promotion_hex
from promo_data.audit import Audit
from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.token import decode_token, token_call
from promo_data.scope import ScopeChoice, calls_for
from promo_data.settings import Settings
from promo_data.store import open_store
from promo_data.transport.http import Bounds
from promo_data.transport.stack import open_sender

PATIENT = Bounds()
PATIENCE_SECONDS = 10.0
Clock = Callable[[], datetime]


@asynccontextmanager
async def means_for(
    settings: Settings,
    clock: Clock,
    *,
    bounds: Bounds = PATIENT,
    patience: float = PATIENCE_SECONDS,
    journal_kind: Callable[..., Journal] = Journal,
) -> AsyncIterator[Means]:
    """The own org's, over real sockets; ``journal_kind`` may be a journal that looks on."""
    send = open_sender(settings, token_call, decode_token, bounds=bounds)
    cache = AnswerCache(settings.data_dir / "cache", settings.cache_seconds)
    client = PromotionsClient(send, cache, account="own", scope_header=settings.scope_header, clock=clock)
    engine = open_store(store_place(settings), patience=patience)
    audit = Audit(engine, settings.data_dir, clock=clock)
    journal = journal_kind(engine, audit, backend=settings.base_url, person="agent", clock=clock)

    async def read(identifier: CustomerIdentifier, _org_id: int | None) -> CustomerView:
        calls = calls_for(ScopeChoice.SELF, settings.org, ())
        found = await client.read(Question(identifier, fresh=True), calls, ())
        return customer_view(found, now=clock(), near_share=settings.near_share, writable_orgs=(settings.org.id,))

    try:
        yield Means(
            read,
            send,
            own_credentials=True,
            forget=client.forget,
            journal=journal,
            find_hex=partial(promotion_hex, send),
            vendor_time=send.vendor_time,
        )
    finally:
        journal.close()
        await send.aclose()
        cache.close()
