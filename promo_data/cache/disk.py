"""diskcache without pickles and without files beside its database."""

import sqlite3
from typing import Any

import diskcache
from diskcache.core import MODE_RAW

SETTINGS = {
    "disk_min_file_size": 2**62,  # every value lies in the database: no value file can be orphaned by a kill
    "eviction_policy": "least-recently-stored",  # the only policy that does not write on a read
    "size_limit": 256 * 2**20,
    "sqlite_cache_size": -2 * 1024,  # KiB for each thread: indexes, and buffers that stay in the processor's own cache
    "sqlite_mmap_size": 0,  # a mapped file that another process cuts short ends this one (SIGBUS)
    "sqlite_journal_mode": "truncate",  # SQLite's write-ahead log could lose a deletion (WAL-reset bug, before 3.51.3)
    "sqlite_secure_delete": 1,  # what is deleted is overwritten
    "sqlite_synchronous": 0,  # a kill loses nothing; a power cut may cost the cache, which is then made again
    "statistics": 0,
    "tag_index": 1,
}
"""What diskcache does differently here than by default."""


class BytesDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache ships no types
    """Stores ``bytes`` under ``str`` keys and refuses to read or write anything else.

    diskcache unpickles any row that says it is a pickle, so whoever can write the database can run code
    (CVE-2025-69872; its JSONDisk does not prevent it). Here such a row is a ``ValueError``.
    """

    def put(self, key: object) -> tuple[Any, bool]:
        """The key as the database holds it."""
        if type(key) is not str:
            raise TypeError("A key must be text.")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """The key the database held."""
        if not raw or type(key) is not str:
            raise ValueError("The cache holds a key that is no text.")
        return key

    def store(self, value: object, read: object, key: object = None) -> tuple[int, int, None, Any]:
        """Size, mode, file name and value as the database holds them."""
        del key  # only a value in a file would be named after it
        if read or type(value) is not bytes:
            raise TypeError("A value must be bytes.")
        return 0, MODE_RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: int, filename: str | None, value: object, read: object) -> bytes:
        """The value the database held."""
        if read or mode != MODE_RAW or filename is not None or type(value) is not bytes:
            raise ValueError("The cache holds a value that is not plain bytes.")
        return value
