"""What the disk complains of, translated once, here."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from tvers.kernel._errors import Unavailable

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EROFS, errno.EPERM)


@contextmanager
def disk_translated(path: str) -> Iterator[None]:
    """Turn a full or forbidden disk into `Unavailable`, naming ``path``; every other fault passes."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Unavailable("disk.full", path=path) from error
        if error.errno in _FORBIDDEN:
            raise Unavailable("home.not_writable", path=path) from error
        raise
