"""Reading in several processes gives what reading in one gives, and leaves nothing behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tvers.ads import Ad, Arrival, Unreadable, load_examples
from tvers.bootstrap._readers import ForkedReaders, can_fork, forked
from tvers.services import Engine
from tvers.services.ports import Read
from tvers.taxonomy import load_starter

pytestmark = [
    pytest.mark.skipif(not can_fork(), reason="workers are forked on Linux alone"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # Python 3.12 warns of threads, which pytest may have
]
ENGINE = Engine(load_starter())
ADS = [replace(ad, source_id=f"{ad.source_id}-{number}") for number in range(2) for ad in load_examples()]


def children() -> int:
    return len(multiprocessing.active_children())


def test_the_readings_are_the_same_and_in_the_same_order() -> None:
    with forked(ENGINE.read, 2) as readers:
        assert readers(ADS)() == ENGINE.read(ADS)()
        assert children() == 2
        assert readers(ADS[::-1])() == ENGINE.read(ADS[::-1])()
        assert readers(ADS[:3])() == ENGINE.read(ADS[:3])()
    assert children() == 0


def test_a_few_are_read_here() -> None:
    with forked(ENGINE.read, 2) as readers:
        assert readers(ADS[:20])() == ENGINE.read(ADS[:20])()
        assert children() == 0


def test_one_worker_is_none() -> None:
    with forked(ENGINE.read, 1) as readers:
        assert not isinstance(readers, ForkedReaders)


def wrong(_raw: object) -> Unreadable:
    return Unreadable("nav", "1", "record.no_title", "title", "")


def test_arrivals_are_read_in_the_workers() -> None:
    arrivals = [Arrival("nav", str(number), "", {"number": number}, wrong) for number in range(300)]
    with forked(ENGINE.read, 2) as readers:
        assert readers(arrivals)() == [(wrong(None), None)] * 300


def test_a_fault_in_a_worker_is_raised_where_the_answer_is_awaited() -> None:
    def failing(_records: Sequence[Ad | Arrival]) -> Callable[[], Sequence[Read]]:
        def fail() -> Sequence[Read]:
            if multiprocessing.parent_process():
                raise ZeroDivisionError
            return []

        return fail

    with forked(failing, 2) as readers, pytest.raises(ZeroDivisionError):
        readers(ADS)()
    assert children() == 0


def test_where_a_worker_is_killed_everything_is_read_all_the_same() -> None:
    with forked(ENGINE.read, 2) as readers:
        readers(ADS)()
        begun = readers(ADS[::-1])
        os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
        assert begun() == ENGINE.read(ADS[::-1])()
        assert readers(ADS)() == ENGINE.read(ADS)()
        assert children() == 0


def test_a_worker_that_nobody_waits_for_any_more_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with forked(ENGINE.read, 2) as readers:
        readers(ADS * 2)  # as where the disk is full while the next batch is being read
    assert children() == 0
    assert capfd.readouterr().err == ""


ORPHANING = """
import sys, time
from tvers.ads import load_examples
from tvers.bootstrap._readers import ForkedReaders
from tvers.services import Engine
from tvers.taxonomy import load_starter
readers = ForkedReaders(Engine(load_starter()).read, 2)
readers(list(load_examples()) * 2)()
print(*(worker.pid for _, worker in readers._workers), flush=True)
time.sleep(60)
"""


def test_workers_end_when_their_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", ORPHANING], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert len(workers) == 2
    for _ in range(100):
        if not any(alive(pid) for pid in workers):
            return
        time.sleep(0.1)
    pytest.fail(f"still alive: {workers}")


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
