"""Which database an installation uses: SQLite in its folder, or the PostgreSQL that ``DATABASE_URL`` names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tvers.kernel import WrongUse

_POSTGRES = ("postgres", "postgresql")
_WAIT_S = 5


def database(home: Path, url: str) -> dict[str, Any]:
    """Django's settings of the database. Raises `WrongUse` for an address that names none; it is not shown, as it may hold a password."""
    if not url:
        return _sqlite(home / "tvers.sqlite3")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WrongUse("setting.database_url") from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in _POSTGRES or not name or "/" in name:
        raise WrongUse("setting.database_url")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": _WAIT_S, **dict(parse_qsl(parts.query))},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": _WAIT_S,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
