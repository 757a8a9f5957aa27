"""The one shape that every bench prints."""

import os
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers import __version__

_DRAWS = 1000


def report(bench: str, command: str, figures: dict[str, float]) -> dict[str, Any]:
    """A bench's figures with the machine and the versions they were made on."""
    machine = {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()}
    return {
        "bench": bench,
        "command": command,
        "machine": machine,
        "versions": {"tvers": __version__, "numpy": np.__version__},
        "figures": figures,
    }


def bounded(name: str, values: NDArray[np.float64]) -> dict[str, float]:
    """The mean of what was measured, and as ``_low`` and ``_high`` the middle 95 % of its means over bootstrap samples."""
    draws = np.random.default_rng(1).integers(0, len(values), (_DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return {name: round(float(values.mean()), 4), f"{name}_low": round(float(low), 4), f"{name}_high": round(float(high), 4)}


def from_files(files: Sequence[Path]) -> str:
    """The files of ads as they stand on the command line."""
    return "".join(f" --from {file.name}" for file in files)


def resident_mb() -> float:
    """The most memory this process has held, MB."""
    with suppress(OSError):  # of this program alone: what `resource` tells on Linux begins with what the program before it held
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    try:
        import resource  # noqa: PLC0415 - Windows has no such module
    except ModuleNotFoundError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 if sys.platform != "darwin" else 1024**2), 1)
