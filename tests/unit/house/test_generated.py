"""Generated pages: what they are made of, and that ours are current."""

from pathlib import Path

import pytest
from tools import error_reference, generated

CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8"

msgid "error.file.empty"
msgstr "{file} is empty | choose another."
"""


@pytest.fixture
def given_package(tmp_path: Path) -> Path:
    """A package that raises one error from two places, with an English sentence for it."""
    (tmp_path / "words" / "data").mkdir(parents=True)
    (tmp_path / "words" / "data" / "en.po").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "one.py").write_text('raise CannotRead("file.empty", file=name)\n', encoding="utf-8")
    (tmp_path / "two.py").write_text('raise CannotRead("file.empty", file=name, line=1)\n', encoding="utf-8")
    return tmp_path


def test_an_error_stands_with_its_kind_its_fields_and_its_sentence(given_package: Path) -> None:
    assert error_reference.render(given_package).endswith(
        "| `file.empty` | CannotRead | `file`, `line` | {file} is empty \\| choose another. |\n"
    )


def test_an_error_without_an_english_sentence_is_told(given_package: Path) -> None:
    (given_package / "one.py").write_text('raise NotFound("ad.unknown", id=ad_id)\n', encoding="utf-8")
    with pytest.raises(LookupError, match=r"ad\.unknown"):
        error_reference.render(given_package)


@pytest.mark.parametrize("before", [None, "edited by hand"])
def test_a_page_that_is_missing_or_edited_is_told_and_then_written(tmp_path: Path, before: str | None) -> None:
    page = tmp_path / "a.md"
    if before is not None:
        page.write_text(before, encoding="utf-8")
    assert not generated.refresh(page, lambda: "fresh\n", write=False)
    assert (page.read_text(encoding="utf-8") if page.exists() else None) == before
    assert generated.refresh(page, lambda: "fresh\n", write=True)
    assert generated.refresh(page, lambda: "fresh\n", write=False)


def test_a_page_that_cannot_be_written_says_what_is_lacking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def render() -> str:
        raise LookupError("no sentence")

    assert not generated.refresh(tmp_path / "a.md", render, write=True)
    assert capsys.readouterr().out == "a.md cannot be written: no sentence.\n"


@pytest.mark.parametrize("page", generated.PAGES)
def test_our_pages_are_current(page: str) -> None:
    assert (generated.FOLDER / page).read_text(encoding="utf-8") == generated.PAGES[page](), "run `python3 dev.py docs`"
