"""Documents fail the build: each kind of name is found in the code, and missed where its page does not show it."""

import ast
import re
from pathlib import Path

import pytest
from tools import documented


@pytest.fixture
def given_tree(tmp_path: Path) -> Path:
    """A project with one name of every kind and no documents."""
    package = tmp_path / "src" / "tvers"
    files = {
        "kernel/_caveats.py": 'class Caveat(StrEnum):\n    """Closed."""\n\n    NO_DEADLINE = "no_deadline"\n',
        "ads/_read.py": 'raise kernel.CannotRead("file.empty", file=name)\n',
        "bootstrap/_settings.py": 'HOME = os.environ.get("TVERS_HOME")\nURL = os.environ["DATABASE_URL"]\n',
        "api/_routes.py": '@router.get("/matches/{ad_id}")\ndef one(): ...\n',
        "sources/nav.py": "",
        "sources/_csv.py": "",
    }
    for name, text in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, encoding="utf-8")
    (tmp_path / "docs" / "reference").mkdir(parents=True)
    return tmp_path


def write(tree: Path, page: str, text: str) -> None:
    (tree / "docs" / "reference" / page).write_text(text, encoding="utf-8")


def test_a_name_of_every_kind_is_missed(given_tree: Path) -> None:
    assert documented.findings(given_tree) == [
        "docs/reference/errors.md: error code file.empty is not documented",
        "docs/reference/caveats.md: caveat no_deadline is not documented",
        "docs/reference/settings.md: setting DATABASE_URL is not documented",
        "docs/reference/settings.md: setting TVERS_HOME is not documented",
        "docs/reference/api.md: endpoint GET /matches/{ad_id} is not documented",
        "docs/reference/sources.md: source nav is not documented",
    ]


def test_nothing_is_missed_once_every_page_shows_its_names(given_tree: Path) -> None:
    write(given_tree, "errors.md", "| `file.empty` | file |\n")
    write(given_tree, "caveats.md", "| `no_deadline` | x |\n")
    write(given_tree, "settings.md", "| `TVERS_HOME` | x |\n| `DATABASE_URL` | x |\n")
    write(given_tree, "api.md", "### `GET /api/v1/matches/{ad_id}`\n")
    write(given_tree, "sources.md", "| `nav` | x |\n")
    assert documented.findings(given_tree) == []


def test_a_documented_name_that_the_code_does_not_have_is_told(given_tree: Path) -> None:
    write(given_tree, "sources.md", "| `nav` | x |\n| `gone` | x |\n")
    assert "docs/reference/sources.md: source gone is documented but not in the code" in documented.findings(given_tree)


def test_an_error_code_that_is_not_written_out_is_told() -> None:
    found = list(documented.error_codes(ast.parse("raise WrongUse(code)")))
    assert found == ["? (line 1: the code of WrongUse is not written out)"]


def test_a_code_in_a_variable_is_found_where_the_function_writes_it_out() -> None:
    source = """
def f(path):
    for word, code in (("locked", "database.locked"), ("full", "disk.full")):
        raise Unavailable(code, path=path)
"""
    assert list(documented.error_codes(ast.parse(source))) == ["database.locked", "disk.full"]


def test_either_of_two_codes_is_found() -> None:
    found = list(documented.error_codes(ast.parse('raise NotFound("a.b" if old else "a.c", id=x)')))
    assert found == ["a.b", "a.c"]


def test_endpoints_that_are_written_in_an_unknown_way_are_told(given_tree: Path) -> None:
    (given_tree / "src" / "tvers" / "api" / "_routes.py").write_text("paths = [path('matches', one)]\n", encoding="utf-8")
    assert any("no endpoint was recognised" in line for line in documented.findings(given_tree))


def test_everything_of_ours_is_documented() -> None:
    assert documented.findings(documented.ROOT) == []


LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MENTION = re.compile(r"\bdocs/[\w/-]+\.md\b")


def pages() -> list[Path]:
    return sorted([*documented.ROOT.glob("*.md"), *(documented.ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(documented.ROOT).as_posix())
def test_every_link_to_a_page_of_ours_leads_somewhere(page: Path) -> None:
    targets = [
        target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target and not target.startswith("mailto:")
    ]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_that_the_code_mentions_exists() -> None:
    package = documented.ROOT / "src" / "tvers"
    mentioned = {name for path in package.rglob("*.py") for name in MENTION.findall(path.read_text(encoding="utf-8"))}
    assert sorted(name for name in mentioned if not (documented.ROOT / name).exists()) == []
