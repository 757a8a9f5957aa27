"""The one reader of data files that are part of the package. From `services` down, nothing else does I/O."""

import csv
import hashlib
import io
import tomllib
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.kernel._errors import Unavailable


def read_toml(package: str, name: str) -> dict[str, Any]:
    """Parse ``data/<name>`` of a package of ours, e.g. ``read_toml("tvers.taxonomy", "skills/common.toml")``."""
    return tomllib.loads((files(package) / "data" / name).read_text(encoding="utf-8"))


def toml_names(package: str, folder: str) -> tuple[str, ...]:
    """Names of the TOML files in ``data/<folder>`` of a package of ours, in alphabetical order."""
    found = (entry.name for entry in (files(package) / "data" / folder).iterdir())
    return tuple(sorted(f"{folder}/{name}" for name in found if name.endswith(".toml")))


def read_rows(package: str, name: str) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated table of a package of ours; lines that begin with ``#`` are remarks."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_bytes(package: str, name: str) -> bytes:
    """What is in ``data/<name>`` of a package of ours.

    Raises:
        Unavailable: it is missing.
    """
    try:
        return (files(package) / "data" / name).read_bytes()
    except OSError as error:
        raise Unavailable("data.missing", file=name) from error


def read_arrays(package: str, name: str, sha256: str) -> dict[str, NDArray[Any]]:
    """The arrays of ``data/<name>`` of a package of ours, a file of numpy's with that SHA-256.

    Raises:
        Unavailable: it is missing, or another file than that.
    """
    content = read_bytes(package, name)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unavailable("data.changed", file=name)
    with np.load(io.BytesIO(content), allow_pickle=False) as found:  # noqa: TID251 - this is the reader of packaged data
        return dict(found)
