"""The log of what runs long, in the installation's folder: a file for each program, turned over when it is full."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

FULL, KEPT = 1_000_000, 5
"""Bytes of a file, and how many full ones are kept beside the one that is written."""


class _File(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name of the standard library
        """Say nothing: a full disk must not stop what is logged, and whoever needs the disk says so."""


@contextmanager
def logged(home: Path, program: str, logger: str = "") -> Iterator[logging.Logger]:
    """What is told to ``logger``, or to any, also goes to ``log/<program>.log``, in English and UTC, while the context is open.

    One program at a time may write to a file: two would turn it over under each other. Django logs addresses without the question in them.
    """
    folder, log = home / "log", logging.getLogger(logger)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = _File(folder / f"{program}.log", maxBytes=FULL, backupCount=KEPT, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    log.addHandler(handler)
    try:
        yield log
    finally:
        log.removeHandler(handler)
        handler.close()
