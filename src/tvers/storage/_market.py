"""The market snapshot as one memory-mapped Arrow file, swapped atomically."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from tvers.kernel import disk_translated
from tvers.matching import Market, market_from_arrow, market_to_arrow
from tvers.services.ports import Snapshot

_NAME = "market.arrow"
_STORE, _GENERATION, _READER = b"tvers-store", b"tvers-generation", b"tvers-reader"


class ArrowMarkets:
    """Keeps ``market.arrow`` in a folder. A reader sees the old file or the new one, never half of one.

    The file is written beside its place, flushed to disk and renamed over it; a reader that has the old one mapped goes on with that.
    """

    def __init__(self, folder: Path, *, mapped: bool = os.name != "nt") -> None:
        self._folder = folder
        self._mapped = mapped
        self._loaded: tuple[tuple[int, int, int], Snapshot] | None = None

    def load(self) -> Snapshot | None:
        """The snapshot on disk; None where there is none or it is broken: it can always be made again from the store."""
        path = self._folder / _NAME
        try:
            found = path.stat()
            mark = (found.st_ino, found.st_mtime_ns, found.st_size)
            if self._loaded is None or self._loaded[0] != mark:
                snapshot = self._read(path)
                if snapshot is None:
                    return None
                self._loaded = (mark, snapshot)
        except (
            OSError,
            pa.ArrowException,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # a foreign file can fail in any of these ways
            return None
        return self._loaded[1]

    def _read(self, path: Path) -> Snapshot | None:
        # Windows forbids replacing a file that any reader has mapped: there it is read whole and let go, at the price of its size.
        source = pa.memory_map(str(path)) if self._mapped else pa.BufferReader(path.read_bytes())
        table = pa.ipc.open_file(source).read_all()
        market: Market | None = market_from_arrow(table)
        notes = table.schema.metadata or {}
        if market is None or not {_STORE, _GENERATION, _READER} <= notes.keys():
            return None
        return Snapshot(market, notes[_STORE].decode(), int(notes[_GENERATION]), notes[_READER].decode())

    def save(self, snapshot: Snapshot) -> None:
        """Put a new snapshot in place of the old. Raises `Unavailable` where the disk is full or forbidden."""
        with disk_translated(str(self._folder)):
            self._save(snapshot)

    def _save(self, snapshot: Snapshot) -> None:
        self._sweep()
        table = market_to_arrow(snapshot.market)
        notes = {_STORE: snapshot.store, _GENERATION: str(snapshot.generation), _READER: snapshot.reader}
        table = table.replace_schema_metadata({**table.schema.metadata, **notes})
        handle, name = tempfile.mkstemp(prefix="market-", suffix=".tmp", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                with pa.ipc.new_file(file, table.schema) as writer:
                    writer.write_table(table)
                file.flush()
                os.fsync(file.fileno())
            self._loaded = None
            with suppress(FileNotFoundError):  # another writer swept ours away: it is putting its own snapshot in place
                Path(name).replace(self._folder / _NAME)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise

    def _sweep(self) -> None:
        """Remove what writers that were killed left behind."""
        for left in self._folder.glob("market-*.tmp"):
            with suppress(OSError):
                left.unlink()
