"""One pull in a process of its own: how many seconds from the list to the snapshot.

Started as ``python -m tests.benches.pulling ADDRESS CONCURRENCY CUSTOMERS FOLDER``; prints JSON.
"""

import json
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from promo_data.cohort.lists import CustomerList
from promo_data.cohort.pull import Names, Work, finish_snapshot
from promo_data.garbage import look_seldom, set_aside_what_is_loaded
from promo_data.opening import open_promo_data
from promo_data.pulling import Asking, refused_table
from promo_data.scope import ScopeChoice
from promo_data.settings import Settings
from promo_data.vocabulary import IdentifierKind, Source

FIRST_CUSTOMER = 347_000_000
"""The first whom ``promotion_data.answers`` answers for."""

WARM_UP = 200


def pulled(address: str, concurrency: int, customers: int, folder: Path) -> dict[str, float]:
    """Seconds a pull takes once everything is loaded, and the rows it brought."""
    settings = Settings.model_validate(
        {
            "base_url": address,
            "credentials": {"username": "till", "password": "secret"},
            "org": "50405:Brand",
            "concurrency": concurrency,
            "rate_per_minute": 100_000_000,
            "data_dir": folder,
        }
    )
    with open_promo_data(settings, clock=partial(datetime.now, UTC), background=True) as data:

        def pull(first: int, count: int) -> int:
            ids = pa.array([str(FIRST_CUSTOMER + number) for number in range(first, first + count)])
            listed, asking = CustomerList.of(IdentifierKind.CUSTOMER_ID, ids), Asking(Source.INSTORE, ScopeChoice.SELF)
            plan, asked = data.pulls.plan(listed, asking)
            work = Work.begin(folder / uuid4().hex, plan, refused_table(listed))
            data.pulls.run(work, asked, asking, lambda _: None, lambda: False)
            ready = finish_snapshot(work, Names("", "bench"), datetime.now(UTC))
            return len(list((ready / "promotions").iterdir()))

        pull(customers, WARM_UP)
        started = time.perf_counter()
        pull(0, customers)
        return {"seconds": time.perf_counter() - started}


if __name__ == "__main__":
    look_seldom()
    set_aside_what_is_loaded()
    where, at_once, number, data_folder = sys.argv[1:]
    print(json.dumps(pulled(where, int(at_once), int(number), Path(data_folder))))
