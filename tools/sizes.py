"""Sizes: a module of up to 400 lines, a function of up to 40. The figures and the named exceptions stand in pyproject.toml.

An exception is ``"path"`` for a module or ``"path::function"`` for a function, with its reason. One that is no longer needed is red too.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("src", "tests", "tools", "dev.py")
GENERATED = "migrations"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things may be, in lines, and who may be longer (with the reason)."""

    module_lines: int
    function_lines: int
    exceptions: Mapping[str, str]


def read_limits(root: Path = ROOT) -> Limits:
    """The limits in ``[tool.tvers.size]``."""
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["tvers"]["size"]
    return Limits(table["module_lines"], table["function_lines"], table["exceptions"])


def too_long(name: str, source: str, limits: Limits) -> Iterator[tuple[str, int]]:
    """What is too long in one module: its key as exceptions name it, and its lines. A function's docstring and decorators count."""
    lines = len(source.splitlines())
    if lines > limits.module_lines:
        yield name, lines
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min((node.lineno, *(decorator.lineno for decorator in node.decorator_list)))
            length = (node.end_lineno or node.lineno) - first + 1
            if length > limits.function_lines:
                yield f"{name}::{node.name}", length


def findings(root: Path, limits: Limits) -> list[str]:
    """One line for each thing that is too long, each exception without a reason and each that is no longer needed."""
    long: dict[str, int] = {}
    for path in modules(root):
        long.update(too_long(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), limits))
    found = [f"{key} has {lines} lines" for key, lines in sorted(long.items()) if key not in limits.exceptions]
    found += [f"the exception for {key} is no longer needed" for key in limits.exceptions if key not in long]
    found += [f"the exception for {key} has no reason" for key, reason in limits.exceptions.items() if not reason.strip()]
    return found


def modules(root: Path) -> list[Path]:
    """Every module of ours that people write; migrations are written by Django."""
    files = [path for place in PLACES for path in ([root / place] if place.endswith(".py") else (root / place).rglob("*.py"))]
    return sorted(path for path in files if GENERATED not in path.parts)


def main() -> int:
    """Print the findings; 1 if there are any."""
    found = findings(ROOT, read_limits())
    print("\n".join(found) or "Every module and function keeps its size.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
