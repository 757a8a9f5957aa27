"""Words that look alike and differ, forms of Nynorsk, compounds, titles of men and women, slips, endings, capitals, English titles."""

from pathlib import Path

import pytest

from tvers.kernel import Language
from tvers.linking import Linker, load_encoder
from tvers.sources import read_taxonomy
from tvers.taxonomy import ConceptKind, load_starter

NB, NN, SV, DA, EN = Language.NB, Language.NN, Language.SV, Language.DA, Language.EN


@pytest.fixture(scope="module")
def esco(reference_data: Path) -> Linker:
    files = ("occupations-isco-no-sv-da-en.tsv", "skills-en-sv-fi.tsv")
    taxonomy = load_starter()
    for file in files:
        taxonomy = taxonomy.merged(read_taxonomy(reference_data / "esco" / file))
    return Linker(taxonomy, load_encoder())


@pytest.fixture(scope="module")
def starter() -> Linker:
    return Linker(load_starter(), load_encoder())


def groups(linker: Linker, language: Language | None, said: str) -> list[str]:
    """The unit groups of what a phrase may mean that are at least half as likely as the first."""
    found = linker.link(said, language=language)
    assert found.understood, (said, found.candidates[:2])
    likely = [one for one in found.candidates if one.probability >= found.candidates[0].probability / 2]
    return [linker.taxonomy.concepts[one.concept_id].isco08 for one in likely]


@pytest.mark.parametrize(
    ("language", "said", "unit"),
    [
        (SV, "kock", ("3434", "5120")),
        (EN, "chef", ("3434",)),
        (NB, "sjef", ("1213", "1431", "1221")),
        (SV, "betjänt", ("5152",)),
        (SV, "snickare", ("7115",)),
        (NB, "anleggsgartner", ("6113",)),
        (SV, "barnmorska", ("2222",)),
        (SV, "busschaufför", ("8331",)),
        (DA, "folkeskolelærer", ("2341",)),
    ],
)
def test_words_that_look_alike_mean_what_they_mean_in_their_language(
    esco: Linker, language: Language, said: str, unit: tuple[str, ...]
) -> None:
    assert groups(esco, language, said)[0] in unit


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("sjukepleiar", "2221"),
        ("sjukepleiarar", "2221"),
        ("rekneskapsførar", "2411"),
        ("grunnskulelærar", "2341"),
        ("heimehjelp", "5322"),
        ("røyrleggjar", "7126"),
        ("bilmekanikar", "7231"),
        ("køyrelærar", "5165"),
        ("tømrarar", "7115"),
        ("sveisarane", "7212"),
        ("programvareutviklar", "2512"),
    ],
)
@pytest.mark.parametrize("language", [NN, None])
def test_nynorsk_is_understood_also_where_nobody_says_that_it_is(esco: Linker, said: str, unit: str, language: Language | None) -> None:
    assert groups(esco, language, said)[0] == unit


@pytest.mark.parametrize(
    ("language", "said", "unit"),
    [
        (SV, "sjuksköterska", "2221"),
        (SV, "ombudsman", "2619"),
        (NB, "brannmann", "5411"),
        (SV, "brandman", "5411"),
        (NB, "jordmor", "2222"),
        (SV, "städerska", "9112"),
        (DA, "sygeplejerske", "2221"),
    ],
)
def test_titles_of_men_and_women_are_titles_of_all(esco: Linker, language: Language, said: str, unit: str) -> None:
    assert unit in groups(esco, language, said)


@pytest.mark.parametrize(
    ("language", "said", "unit"),
    [
        (NB, "elektrkier", "7411"),
        (SV, "UNDERSKÖTERSKOR", "5321"),
        (NB, "Automasjonsingeniør", "2141"),
        (SV, "automationsingenjörer", "2141"),
        (NB, "truckfører", "8344"),
        (NB, "frontendutvikler", "2512"),
        (SV, "frontendutvecklare", "2512"),
        (NB, "Software Engineer", "2512"),
        (SV, "Senior Software Developer", "2512"),
        (NB, "elkraftingeniør til ombygging av stasjoner", "2151"),
        (NB, "hovslager", "7221"),
    ],
)
def test_slips_endings_capitals_compounds_and_english_titles(esco: Linker, language: Language, said: str, unit: str) -> None:
    assert unit in groups(esco, language, said)


@pytest.mark.parametrize("said", ["bryllupsfotograf", "undersköterska", "kapellmästare", "prest", "servitør", "dramaturg"])
def test_what_the_starter_pack_has_not_is_not_taken_for_something_else(starter: Linker, said: str) -> None:
    assert not starter.link(said).understood


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (NB, "prosjektledelse", "project management"),
        (NN, "prosjektleiing", "project management"),
        (SV, "projektledning", "project management"),
        (NB, "maskinlæring", "machine learning"),
        (NB, "statistikk", "statistics"),
        (NB, "undervisning i matematikk", "teach mathematics"),
        (NN, "vedlikehald av maskiner", "maintain mechanical equipment"),
    ],
)
def test_norwegian_skills_without_official_names_are_bridged(esco: Linker, language: Language, said: str, meant: str) -> None:
    found = esco.link(said, ConceptKind.SKILL, language)
    assert found.understood
    assert found.best is not None
    assert esco.taxonomy.name(found.best.concept_id, EN) == meant
