"""What the tests of readers share: writing a small file, and how it is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tvers.kernel import CannotRead
from tvers.sources import read_taxonomy

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]


@pytest.fixture
def given_file(tmp_path: Path) -> GivenFile:
    """Write a file of that name and content; text is written as UTF-8."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def refusal() -> Refusal:
    """The error that reading a file as a taxonomy ends in."""

    def read(path: Path) -> CannotRead:
        with pytest.raises(CannotRead) as caught:
            read_taxonomy(path)
        return caught.value

    return read
