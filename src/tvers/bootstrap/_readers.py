"""Reading ads in several processes at once, where the machine has the cores and the system can fork."""

import gc
import multiprocessing as mp
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

from tvers.ads import Ad, Arrival
from tvers.services.ports import Read, Readers

_WORTH_IT = 200
"""So many records take longer to read than workers take to start."""


class ForkedReaders:
    """Reads records as other readers do, in workers that share their memory. They start with the first batch that is worth it.

    A worker lives by its pipe: when this process goes, even by a kill, the pipe closes and the worker ends. Where a worker goes, as when
    memory runs out, what it had is read here, and so is the rest.
    """

    def __init__(self, readers: Readers, workers: int) -> None:
        self._readers = readers
        self._count = workers
        self._lost_one = False
        self._workers: list[tuple[Connection, mp.process.BaseProcess]] = []

    def __call__(self, records: Sequence[Ad | Arrival], /) -> Callable[[], Sequence[Read]]:
        """Begin to read; what comes back gives the records in the same order."""
        if self._lost_one or (len(records) < _WORTH_IT and not self._workers):
            return self._readers(records)
        if not self._workers:
            self._start(records[0])
        try:
            for place, (pipe, _) in enumerate(self._workers):
                pipe.send(list(records[place :: len(self._workers)]))  # dealt out like cards: long ads come in runs
        except OSError:
            return self._without_workers(records)
        return lambda: self._collect(records)

    def _collect(self, records: Sequence[Ad | Arrival]) -> Sequence[Read]:
        found: list[Read | None] = [None] * len(records)
        try:
            answers = [pipe.recv() for pipe, _ in self._workers]
        except (EOFError, OSError):
            return self._without_workers(records)()
        for place, answer in enumerate(answers):
            if isinstance(answer, BaseException):
                raise answer
            found[place :: len(answers)] = answer
        return [one for one in found if one is not None]

    def _without_workers(self, records: Sequence[Ad | Arrival]) -> Callable[[], Sequence[Read]]:
        self._lost_one = True
        self.stop()
        return self._readers(records)

    def _start(self, example: Ad | Arrival) -> None:
        self._readers([example])()  # makes the indexes, so that the workers share them
        gc.freeze()  # a collection in a worker would copy every page it looks at
        context = mp.get_context("fork")
        for _ in range(self._count):
            ours, theirs = context.Pipe()
            others = [pipe for pipe, _ in self._workers]
            worker = context.Process(target=_work, args=(theirs, [ours, *others], self._readers), daemon=True)
            worker.start()
            theirs.close()
            self._workers.append((ours, worker))

    def stop(self) -> None:
        """End the workers."""
        for pipe, _ in self._workers:
            pipe.close()
        for _, worker in self._workers:
            worker.join(timeout=5)
            worker.kill()
        if self._workers:
            gc.unfreeze()
        self._workers.clear()


def _work(pipe: Connection, not_ours: list[Connection], readers: Readers) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the one who waits for us, and that closes the pipe
    for other in not_ours:
        other.close()
    while True:
        try:
            records = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: object = list(readers(records)())
        except Exception as error:  # noqa: BLE001 - it is raised again where the answer is awaited
            answer = error
        try:
            pipe.send(answer)
        except OSError:  # the one who waited for it has stopped, which it tells itself
            return


def can_fork() -> bool:
    """Whether workers can share this process's memory: macOS forks, but its system libraries do not bear it."""
    return "fork" in mp.get_all_start_methods() and sys.platform == "linux"


@contextmanager
def forked(readers: Readers, workers: int) -> Iterator[Readers]:
    """Readers in ``workers`` processes, which are gone at the end; the same readers where one process is as good."""
    if workers < 2 or not can_fork():  # noqa: PLR2004 - one worker is no faster than none
        yield readers
        return
    parallel = ForkedReaders(readers, workers)
    try:
        yield parallel
    finally:
        parallel.stop()
