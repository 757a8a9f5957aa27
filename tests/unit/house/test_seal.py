"""The suite is sealed."""

import socket
import tomllib
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def test_a_test_cannot_reach_beyond_loopback() -> None:
    # pytest-socket warns before it raises its own error, and a warning is an error here.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client, pytest.raises(UserWarning, match="A test tried to use socket"):
        client.connect(("192.0.2.1", 80))  # TEST-NET-1: an address that is nobody's


def test_a_test_reaches_a_server_on_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as client:
        assert client.getpeername() == server.getsockname()


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="nobody reads this"):
        warnings.warn("nobody reads this", stacklevel=1)


def test_the_order_is_random_unless_a_person_asks_otherwise() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    developers = " ".join(project["dependency-groups"]["dev"])
    assert "pytest-randomly" in developers
    assert "no:randomly" not in project["tool"]["pytest"]["ini_options"]["addopts"]
