"""What the database and the disk complain of, translated once, here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, connection

from tvers.kernel import Unavailable, disk_translated

_LOCKED = ("locked", "busy", "deadlock", "lock timeout")
_CORRUPT = ("not a database", "malformed", "corrupt")
_AWAY = ("connection", "could not translate host", "timeout expired", "password", "does not exist", "shutting down", "terminating")
_FULL = ("disk is full", "no space left on device", "sqlite_ioerr_shmsize")
"""The last is the name of the fault where SQLite has no room for the index beside its log: in words it only says "disk I/O error"."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the faults that a person can mend into `Unavailable`; everything else passes."""
    path = str(connection.settings_dict["NAME"])
    try:
        with disk_translated(path):
            yield
    except DatabaseError as error:
        said = f"{error} {getattr(error.__cause__, 'sqlite_errorname', '')}".casefold()
        for words, code in ((_LOCKED, "database.locked"), (_CORRUPT, "database.corrupt"), (_FULL, "disk.full")):
            if any(word in said for word in words):
                raise Unavailable(code, path=path) from error
        if isinstance(error, OperationalError) and connection.vendor == "postgresql" and any(word in said for word in _AWAY):
            raise Unavailable("database.unreachable", path=path) from error
        if "unable to open" in said or "readonly" in said:
            raise Unavailable("home.not_writable", path=path) from error
        raise
