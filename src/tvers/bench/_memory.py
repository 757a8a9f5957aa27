"""How much memory a process and its workers hold together."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.5


@dataclass
class Memory:
    """The most that was held, MB; 0 where the system does not tell."""

    most_mb: float = 0.0


@contextmanager
def watched() -> Iterator[Memory]:
    """Look twice a second at what this process and its workers hold, pages that they share counted once (Linux's PSS)."""
    memory, done = Memory(), threading.Event()

    def look() -> None:
        while not done.wait(_EVERY_S):
            pids = [os.getpid(), *(child.pid for child in multiprocessing.active_children() if child.pid)]
            memory.most_mb = max(memory.most_mb, round(sum(map(_pss_kb, pids)) / 1024, 1))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        done.set()
        watcher.join()


def _pss_kb(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
