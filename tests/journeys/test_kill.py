"""What changes a store is killed and run again: a sample with a fixed seed. The long run is `tools/kill.py`."""

import os

import pytest
from tools import kill
from tools.postgres import MISSING, programs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


def test_kills_at_random_moments_end_in_the_state_of_an_undisturbed_run() -> None:
    told: list[str] = []
    assert kill.run(8, 11, ads=60, say=told.append) == 0, told


@pytest.mark.skipif(programs() is None, reason=MISSING)
def test_kills_end_so_on_postgresql_too() -> None:
    told: list[str] = []
    assert kill.run(2, 12, ("restore", "migration"), ads=60, postgresql=True, say=told.append) == 0, told
