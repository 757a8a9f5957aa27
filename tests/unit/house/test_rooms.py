"""Every room has its place, one door, and a word on what it is."""

import ast
import importlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "tvers"
ROOMS = sorted({path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE})
FOUND_BY_NAME = {"web", "storage"}
"""Django applications: Django finds what is in them by name, so they may hand out nothing."""


def layers() -> list[list[str]]:
    """Highest first; each a list of siblings."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(contract for contract in table["contracts"] if contract["id"] == "layers")
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def exported(room: str) -> tuple[str | None, list[str]]:
    """Docstring and ``__all__`` of a room, read without importing it."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))
    names = [
        ast.literal_eval(line.value)
        for line in tree.body
        if isinstance(line, ast.Assign) and [ast.unparse(target) for target in line.targets] == ["__all__"]
    ]
    return ast.get_docstring(tree), names[0] if names else []


def test_there_are_rooms() -> None:
    assert "kernel" in ROOMS


def test_the_rooms_that_exist_are_those_that_have_a_place() -> None:
    assert sorted(room for layer in layers() for room in layer) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_and_what_it_hands_out(room: str) -> None:
    docstring, names = exported(room)
    assert docstring, f"{room} has no docstring"
    assert names or room in FOUND_BY_NAME, f"{room} has no __all__"
    assert len(names) == len(set(names))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_lists_constants_then_classes_then_functions_each_in_order(room: str) -> None:
    def rank(name: str) -> tuple[int, str]:
        bare = name.lstrip("_")
        return (0 if bare.isupper() else 1 if bare[:1].isupper() else 2), name

    _, names = exported(room)
    assert names == sorted(names, key=rank)


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_hands_out_can_be_imported(room: str) -> None:
    module = importlib.import_module(f"tvers.{room}")
    assert [name for name in exported(room)[1] if not hasattr(module, name)] == []


def test_nobody_reaches_past_the_door_of_another_room() -> None:
    past = []
    for path in PACKAGE.rglob("*.py"):
        here = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for target in imported(node):
                parts = target.split(".")
                if (
                    parts[0] == "tvers"
                    and parts[1:2] != [here]
                    and any(part.startswith("_") and not part.endswith("__") for part in parts[2:])
                ):
                    past.append(f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)} imports {target}")
    assert past == []


def test_sources_do_not_know_each_other() -> None:
    known = []
    folder = PACKAGE / "sources"
    for path in folder.rglob("*.py"):
        here = path.relative_to(folder).parts[0].removesuffix(".py")
        if here.startswith("_"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            others = [name for name in imported(node) if name.startswith("tvers.sources.")]
            # `nav_feed` is a part of the source `nav` and may know it.
            known += [
                f"{here} imports {name}"
                for name in others
                if not name.split(".")[2].startswith("_") and not f"{here}_".startswith(f"{name.split('.')[2]}_")
            ]
    assert known == []


def imported(node: ast.AST) -> list[str]:
    """Full names of what a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []
