"""What every test may ask for.

The suite is sealed: sockets reach loopback only, warnings are errors, the order is random (pyproject.toml, tests/unit/house/test_seal.py).
"""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real files; skips where it is absent, fails where ``CI`` is set."""
    folder = Path(os.environ.get("TVERS_REFERENCE_DATA") or ROOT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    reason = f"no real files at {folder}: set TVERS_REFERENCE_DATA to the folder that has them"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The system's Chromium; skips where there is none, fails where ``CI`` is set."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found:
        return Path(found)
    reason = "no Chromium on this machine: install it (Debian and Ubuntu: apt install chromium)"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def torch() -> None:
    """PyTorch; skips where it is not installed, fails where ``CI`` is set."""
    if find_spec("torch"):
        return
    reason = "PyTorch is not installed: python3 dev.py train fetches it"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _fresh_services() -> Iterator[None]:
    """The use cases are made once a process; a test starts with its own, since its database is rolled back."""
    from tvers.bootstrap import services  # noqa: PLC0415 - only once the tests' home is set

    services.cache_clear()
    yield
    services.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the real files carries their marker, so that ``-m "not reference_data"`` leaves out all of them."""
    for item in items:
        if "reference_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.reference_data)
