"""The database of our own records: opened safely, with the tables it holds; SQLite by default, PostgreSQL by URL."""

from promo_data.store.database import open_store, reading, store_exists, writing
from promo_data.store.holder import Holder
from promo_data.store.lease import Lease, LeaseLostError

__all__ = ["Holder", "Lease", "LeaseLostError", "open_store", "reading", "store_exists", "writing"]
