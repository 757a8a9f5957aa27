"""The key an installation signs with."""

import os
import secrets
import tempfile
from pathlib import Path

from tvers.kernel import Unavailable


def secret_key(home: Path) -> str:
    """The key of this installation: made on first need, kept in a file that only its owner may read, never printed.

    The file is renamed into place whole, so that neither a kill nor a second process can leave or see an empty key.
    Raises `Unavailable` where the folder cannot be written to.
    """
    path = home / "secret-key"
    try:
        if not path.exists() or not path.stat().st_size:  # an empty key stops Django; a kill may have left one
            home.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="secret-key-", dir=home)  # mkstemp gives mode 600
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(50))
            Path(name).replace(path)
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unavailable("home.not_writable", path=str(home)) from error
