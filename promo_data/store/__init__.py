"""The database of our own records: opened safely, with the tables it holds; SQLite by default, PostgreSQL by URL."""

from promo_data.store.database import open_store, reading, writing

__all__ = ["open_store", "reading", "writing"]
