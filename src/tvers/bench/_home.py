"""An empty installation of its own for a bench, which goes away."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def empty_home() -> Iterator[Path]:
    """``TVERS_HOME`` is an empty folder as long as the context is open. It must be entered before Django is set up."""
    before = os.environ.get("TVERS_HOME")
    with TemporaryDirectory(prefix="tvers-bench-") as folder:
        os.environ["TVERS_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop("TVERS_HOME")
            if before is not None:
                os.environ["TVERS_HOME"] = before
