"""Writes the generated pages of docs/reference; with ``--check`` says whether they are current."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools import cli_reference, error_reference

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "cli.md": lambda: cli_reference.render(cli_reference.command_tree()),
    "errors.md": lambda: error_reference.render(ROOT / "src" / "tvers"),
}


def main(arguments: list[str]) -> int:
    """Write or check every page; 1 where one is out of date or cannot be written."""
    results = [refresh(FOLDER / name, render, write=arguments != ["--check"]) for name, render in PAGES.items()]
    return 0 if all(results) else 1


def refresh(page: Path, render: Callable[[], str], *, write: bool) -> bool:
    """Bring one page up to date, or only say whether it is; whether all is well."""
    try:
        text = render()
    except LookupError as lacking:
        print(f"{page.name} cannot be written: {lacking.args[0]}.")
        return False
    if page.exists() and page.read_text(encoding="utf-8") == text:
        print(f"{page.name} is current.")
        return True
    if write:
        page.write_text(text, encoding="utf-8", newline="\n")
    print(f"{page.name} was written anew." if write else f"{page.name} is out of date; run `python3 dev.py docs`.")
    return write


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
