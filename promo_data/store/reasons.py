"""Why the database could not do it, in words; what is not listed is told by its kind."""

from sqlalchemy.exc import DBAPIError, NoSuchModuleError

_WORDS = {
    "SQLITE_BUSY": "another process keeps it locked",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "it may only be read",
    "SQLITE_CANTOPEN": "its file cannot be opened",
    "SQLITE_CORRUPT": "it is damaged",
    "SQLITE_NOTADB": "it is damaged",
    "SQLITE_IOERR": "the disk fails",
    # PostgreSQL, appendix A of its manual
    "55P03": "another process keeps it locked",
    "53100": "the disk is full",
    "25006": "it may only be read",
    "XX001": "it is damaged",
    "XX002": "it is damaged",
}
_DRIVER_MISSING = "its driver is missing: pip install 'promo-insight[postgresql]'"


def reason(error: Exception) -> str:
    """What is wrong, to stand in brackets; never the statement, its values or the address."""
    if isinstance(error, ImportError | NoSuchModuleError):
        return _DRIVER_MISSING
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return "the connection to it was lost"
    code = _code(getattr(error, "orig", None))
    return next((words for known, words in _WORDS.items() if code.startswith(known)), type(error).__name__)


def _code(raised: object) -> str:
    """SQLite's name for its error (such as SQLITE_IOERR_WRITE), or PostgreSQL's five characters."""
    return str(getattr(raised, "sqlite_errorname", None) or getattr(raised, "sqlstate", None) or "")
