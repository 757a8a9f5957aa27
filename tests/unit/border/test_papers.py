"""Which papers a profession needs on the other side."""

import pytest

from tvers.border import KINDS, NOTES, paper_for
from tvers.border._papers import _papers
from tvers.kernel import READER_LANGUAGES, Country, Language
from tvers.words import papers_as_json


@pytest.mark.parametrize(
    ("isco08", "country", "authority"),
    [
        ("7411", Country.NO, "DSB"),
        ("7411", Country.SE, "Elsäkerhetsverket"),
        ("2221", Country.NO, "Helsedirektoratet"),
        ("2221", Country.SE, "Socialstyrelsen"),
        ("2341", Country.SE, "Skolverket"),
        ("2341", Country.NO, "HK-dir"),
    ],
)
def test_a_regulated_profession_names_who_gives_the_paper(isco08: str, country: Country, authority: str) -> None:
    told = papers_as_json(isco08, country, Language.NB)
    assert told["regulated"]
    assert authority in told["text"]
    assert told["site"].startswith("https://")
    assert told["source"]
    assert authority in told["short"]


def test_who_may_begin_without_the_paper_is_not_told_that_it_is_needed() -> None:
    nurse, electrician, assistant = (papers_as_json(code, Country.SE, Language.NB) for code in ("2221", "7411", "5321"))
    assert nurse["always"]
    assert nurse["short"].startswith("Krever")
    for one in (electrician, assistant):
        assert not one["always"]
        assert one["short"].startswith("Kan kreve")
        assert "kan du trenge" in one["text"]


def test_for_everything_else_the_employer_judges() -> None:
    told = papers_as_json("2512", Country.SE, Language.SV)
    assert not told["regulated"]
    assert "arbetsgivaren bedömer" in told["text"]
    assert "UHR" in told["text"]
    assert paper_for("", Country.NO) is None


def test_what_is_in_the_table_is_of_the_closed_lists_and_holds_for_both_countries() -> None:
    papers = _papers()
    assert {paper.kind for paper in papers.values()} <= set(KINDS)
    assert {note for paper in papers.values() for note in paper.notes} == set(NOTES)
    assert {code for code, country in papers if country is Country.NO} == {code for code, country in papers if country is Country.SE}


def test_a_paper_that_was_not_checked_says_so_in_every_language() -> None:
    assert {papers_as_json("7411", Country.SE, language)["verified"] for language in READER_LANGUAGES} == {False}
    assert {papers_as_json("7411", Country.NO, language)["verified"] for language in READER_LANGUAGES} == {True}
    assert len({papers_as_json("7411", Country.NO, language)["text"] for language in READER_LANGUAGES}) == 4
