"""Documents: every error code, caveat, setting, endpoint, source and command stands in docs/reference, or this is red.

Names are read out of the code's syntax tree, so nothing is imported and nothing can hide behind a missing package.
A name is documented where the page shows it in backticks.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ERRORS = frozenset({"CannotRead", "NotFound", "Unavailable", "WrongUse"})
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_SETTING = re.compile(r"TVERS_[A-Z0-9_]+|DATABASE_URL")
_CODE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_FIRST_CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of name: where it is documented, which names the code has, and whether the page may have no others."""

    page: str
    what: str
    names: frozenset[str]
    closed: bool


def subjects(root: Path) -> list[Subject]:
    """Everything that must be documented."""
    package = root / "src" / "tvers"
    trees = list(parse(package))
    scripts = [ast.parse(path.read_text(encoding="utf-8")) for path in (root / "dev.py", root / "tests" / "conftest.py") if path.exists()]
    return [
        Subject("errors.md", "error code", frozenset(name for tree in trees for name in error_codes(tree)), closed=True),
        Subject("caveats.md", "caveat", frozenset(name for tree in trees for name in caveats(tree)), closed=True),
        Subject("settings.md", "setting", frozenset(name for tree in (*trees, *scripts) for name in settings(tree)), closed=True),
        Subject("api.md", "endpoint", frozenset(name for tree in parse(package / "api") for name in endpoints(tree)), closed=False),
        Subject("sources.md", "source", frozenset(source_names(package / "sources")), closed=True),
    ]


def parse(folder: Path) -> Iterator[ast.Module]:
    """The syntax tree of every module in a folder."""
    for path in sorted(folder.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"), str(path))


def error_codes(tree: ast.Module) -> Iterator[str]:
    """Codes of our errors; one that cannot be seen is told with its line."""
    for call, codes in raises(tree):
        yield from codes or [f"? (line {call.lineno}: the code of {called(call)} is not written out)"]


def raises(tree: ast.Module) -> Iterator[tuple[ast.Call, list[str]]]:
    """Every making of one of our errors with the codes it may have.

    The code is the first argument; where that is a variable, every dotted code that is written out in the same function may be it.
    """
    around = {call: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for call in calls(node)}
    for call in calls(tree):
        if called(call) in ERRORS and call.args:
            where = around.get(call, call) if isinstance(call.args[0], ast.Name) else call.args[0]
            yield call, [text for text in strings(where) if _CODE.fullmatch(text)]


def caveats(tree: ast.AST) -> Iterator[str]:
    """Values of the members of ``Caveat``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Caveat":
            for line in node.body:
                if isinstance(line, ast.Assign):
                    yield from strings(line.value)


def settings(tree: ast.AST) -> Iterator[str]:
    """Environment variables: names of our own, and whatever is asked of ``os.environ`` or named as ``envvar``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SETTING.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            yield from strings(node.slice)
        if isinstance(node, ast.keyword) and node.arg == "envvar":
            yield from strings(node.value)
    for call in calls(tree):
        asked = ast.unparse(call.func)
        if call.args and (asked.endswith(("environ.get", "environ.setdefault")) or asked in ("os.getenv", "getenv")):
            yield from (name for name in strings(call.args[0]) if name != "DJANGO_SETTINGS_MODULE")


def endpoints(tree: ast.AST) -> Iterator[str]:
    """``GET /path`` for each decorated operation of django-ninja."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr in METHODS:
                    yield from (f"{decorator.func.attr.upper()} {path}" for path in strings(decorator.args[0]))


def source_names(folder: Path) -> Iterator[str]:
    """Modules and packages of ``sources`` that are no private help."""
    for path in folder.iterdir() if folder.exists() else ():
        is_module = path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
        if is_module and not path.name.startswith("_"):
            yield path.stem


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def strings(node: ast.AST) -> Iterator[str]:
    """String constants in an expression."""
    return (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def findings(root: Path) -> list[str]:
    """One line for each name that is missing in its page, or that the page has and the code has not."""
    found = []
    for subject in subjects(root):
        page = root / "docs" / "reference" / subject.page
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        missing = sorted(name for name in subject.names if not shows(text, name))
        found += [f"docs/reference/{subject.page}: {subject.what} {name} is not documented" for name in missing]
        if subject.closed:
            stale = sorted(set(_FIRST_CELL.findall(text)) - subject.names)
            found += [f"docs/reference/{subject.page}: {subject.what} {name} is documented but not in the code" for name in stale]
    if any((root / "src" / "tvers" / "api").glob("*.py")) and not any(
        subject.names for subject in subjects(root) if subject.what == "endpoint"
    ):
        found.append("src/tvers/api: no endpoint was recognised; tools/documented.py must learn how they are written now")
    return found


def shows(text: str, name: str) -> bool:
    """Whether a page shows a name in backticks; an endpoint may stand there with the path it is mounted under."""
    method, _, path = name.partition(" ")
    if path:
        return re.search(rf"`{method} \S*{re.escape(path.rstrip('/'))}/?`", text) is not None
    return f"`{name}`" in text


def main() -> int:
    """Print the findings; 1 if there are any."""
    found = findings(ROOT)
    print("\n".join(found) or "Everything is documented.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
