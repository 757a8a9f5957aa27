"""The key an installation signs with."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from tvers.kernel import Unavailable, disk_translated

_HALF = "secret-key-"


def secret_key(home: Path) -> str:
    """The key of this installation: made on first need, kept in a file that only its owner may read, never printed.

    The file is renamed into place whole, so that neither a kill nor a second process can leave or see an empty key.
    Raises `Unavailable` where the folder cannot be written to or its disk is full.
    """
    path = home / "secret-key"
    try:
        with disk_translated(str(home)):
            if not path.exists() or not path.stat().st_size:  # an empty key stops Django; a kill may have left one
                home.mkdir(parents=True, exist_ok=True)
                _make(home, path)
            return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unavailable("home.not_writable", path=str(home)) from error


def _make(home: Path, path: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=_HALF, dir=home)  # mkstemp gives mode 600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileNotFoundError):  # another program swept ours away: its own is in place
            Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    for left in home.glob(f"{_HALF}*"):  # by programs that were killed: no key may lie about where nobody looks for one
        with suppress(OSError):
            left.unlink()
