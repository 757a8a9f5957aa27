from dataclasses import replace
from pathlib import Path

import pytest

from tvers.kernel import Language
from tvers.linking import CodeHint, Linker, load_encoder
from tvers.taxonomy import Concept, ConceptKind, Crosswalk, Mapping, Name, Relation, Taxonomy, load_starter


def occupation(slug: str, isco08: str, nb: str, sv: str, en: str) -> Concept:
    names = tuple(
        Name(language, text, preferred=True) for language, text in zip((Language.NB, Language.SV, Language.EN), (nb, sv, en), strict=True)
    )
    return Concept(slug, "tvers", ConceptKind.OCCUPATION, slug, names, isco08=isco08)


def taxonomy() -> Taxonomy:
    concepts = [
        occupation("electrician", "7411", "elektriker", "installationselektriker", "electrician"),
        occupation("welder", "7212", "sveiser", "svetsare", "welder"),
        occupation("power-engineer", "2151", "elkraftingeniør", "elkraftingenjör", "electrical power engineer"),
        occupation("power-technician", "3113", "elkrafttekniker", "eltekniker", "electrical power technician"),
        occupation("teacher", "2330", "lektor", "gymnasielärare", "upper secondary teacher"),
        Concept("plc", "tvers", ConceptKind.SKILL, "plc", (Name(Language.NB, "PLS-programmering"), Name(Language.SV, "PLC-programmering"))),
        Concept("styrk08:7212", "styrk08", ConceptKind.OCCUPATION_GROUP, "7212"),
    ]
    return Taxonomy(concepts, [Crosswalk("tvers", "styrk08", "a test", (Mapping("welder", "styrk08:7212", Relation.BROAD),))])


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(taxonomy(), load_encoder())


def best(linker: Linker, text: str, language: Language | None = None) -> str:
    link = linker.link(text, language=language)
    assert link.understood
    assert link.best is not None
    return link.best.concept_id


@pytest.mark.parametrize("text", ["sveiser", "Sveiser", " SVEISER ", "svetsare", "welder"])
def test_an_exact_name_is_understood_in_every_language_and_case(linker: Linker, text: str) -> None:
    assert best(linker, text) == "welder"


def test_an_exact_name_in_the_language_asked_for_scores_one(linker: Linker) -> None:
    link = linker.link("svetsare", language=Language.SV)

    assert link.best is not None
    assert link.best.score == 1.0


def test_a_swedish_name_in_a_norwegian_text_is_understood_but_counts_a_little_less(linker: Linker) -> None:
    link = linker.link("svetsare", language=Language.NB)

    assert link.best is not None
    assert link.best.concept_id == "welder"
    assert link.best.score == pytest.approx(0.85)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("elkrafingeniør", "power-engineer"), ("elkraftingenør", "power-engineer"), ("svetsarre", "welder"), ("elektrikar", "electrician")],
)
def test_a_misspelt_name_is_understood(linker: Linker, text: str, meant: str) -> None:
    assert best(linker, text) == meant


def test_the_head_of_a_longer_title_is_enough(linker: Linker) -> None:
    assert best(linker, "Senior elkraftingeniør til ombygging av stasjoner") == "power-engineer"


@pytest.mark.parametrize("text", ["xqzw", "bryllupsfotograf", "", "   ", "!!!"])
def test_nonsense_is_not_understood(linker: Linker, text: str) -> None:
    assert not linker.link(text).understood


def test_what_shares_nothing_with_any_name_has_no_candidates(linker: Linker) -> None:
    link = linker.link("xqzw")

    assert link.candidates == ()
    assert link.best is None


def test_probabilities_fall_and_sum_to_at_most_one(linker: Linker) -> None:
    chances = [candidate.probability for candidate in linker.link("elkraft").candidates]

    assert len(chances) > 1
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1


def test_no_more_candidates_are_given_than_asked_for(linker: Linker) -> None:
    assert len(linker.link("elkraft", top=1).candidates) == 1


def test_skills_and_occupations_are_linked_apart(linker: Linker) -> None:
    link = linker.link("PLC-programmering", ConceptKind.SKILL)

    assert [candidate.concept_id for candidate in link.candidates] == ["plc"]
    assert not linker.link("PLC-programmering").understood


def test_the_name_of_a_group_is_passed_down_to_its_occupations() -> None:
    group = Concept("isco08:7212", "isco08", ConceptKind.OCCUPATION_GROUP, "7212", (Name(Language.NB, "platearbeidere"),), isco08="7212")
    linker = Linker(Taxonomy([*taxonomy(), group]))

    assert best(linker, "platearbeidere") == "welder"


def test_a_code_decides_where_the_title_says_nothing(linker: Linker) -> None:
    link = linker.link_occupation(["Vi søker deg"], [CodeHint("styrk08", "7212")])

    assert link.best is not None
    assert link.best.concept_id == "welder"
    assert link.understood
    assert link.by_code


def test_a_code_decides_where_the_title_is_only_a_little_like_another_occupation(linker: Linker) -> None:
    title = "medarbeider elektro"
    by_title, by_code = linker.link_occupation([title]), linker.link_occupation([title], [CodeHint("styrk08", "7212")])

    assert by_title.best is not None
    assert by_title.best.concept_id == "electrician"
    assert by_code.best is not None
    assert by_code.best.concept_id == "welder"


def test_the_title_chooses_among_the_occupations_a_code_allows(linker: Linker) -> None:
    link = linker.link_occupation(["Elkrafttekniker"], [CodeHint("isco08", "2151")])

    assert link.best is not None
    assert link.best.concept_id == "power-technician"


def test_the_group_of_the_same_field_at_the_other_level_is_allowed_but_less_surely(linker: Linker) -> None:
    link = linker.link_occupation([], [CodeHint("isco08", "2151")])

    assert [candidate.concept_id for candidate in link.candidates] == ["power-engineer", "power-technician"]


def test_a_code_of_little_trust_does_not_make_the_occupation_certain(linker: Linker) -> None:
    link = linker.link_occupation(["elektriker"], [CodeHint("styrk08", "7212", trust=0.45)])

    assert link.best is not None
    assert link.best.concept_id == "electrician"
    assert not link.by_code


def test_a_code_that_is_not_loaded_changes_nothing(linker: Linker) -> None:
    assert linker.link_occupation(["elektriker"], [CodeHint("styrk08", "0000")]) == linker.link_occupation(["elektriker"])


def test_nothing_said_is_not_understood(linker: Linker) -> None:
    assert not linker.link_occupation([]).understood


@pytest.mark.parametrize("typed", ["elektrkier", "elektroingenør", "sveiseer"])
def test_a_slip_of_the_keyboard_is_understood(typed: str) -> None:
    found = Linker(load_starter(), load_encoder()).link(typed, language=Language.NB)
    assert found.understood
    assert found.best is not None
    assert found.best.probability > 0.5


@pytest.mark.parametrize("said", ["frisør", "konditor", "mønsterbryter", "qwerty", "x"])
def test_what_the_starter_pack_does_not_cover_is_not_understood(said: str) -> None:
    found = Linker(load_starter(), load_encoder()).link(said, language=Language.NB)
    assert not found.understood
    assert found.best is None or found.best.probability < 0.3


@pytest.mark.reference_data
def test_stated_chances_are_near_the_truth_on_norwegian_titles(reference_data: Path) -> None:
    taxonomy = load_starter()
    linker = Linker(taxonomy, load_encoder())
    lines = (reference_data / "titles" / "no-titles-styrk08.tsv").read_text(encoding="utf-8").splitlines()[1::3]
    said = right = 0.0
    for code, title in (line.split("\t") for line in lines):
        found = linker.link(title, language=Language.NB)
        concepts = [taxonomy.concepts[one.concept_id] for one in found.candidates]
        said += sum(one.probability for one in found.candidates)
        right += bool(concepts) and concepts[0].isco08 == code
    assert said / len(lines) == pytest.approx(right / len(lines), abs=0.08)


@pytest.mark.parametrize("title", ["Sveisere", "Vi søker to dyktige sveisere til verkstedet", "Verksted AS søker sveiser", "svetsarna"])
def test_several_of_an_occupation_and_words_that_lead_up_to_it_are_understood(linker: Linker, title: str) -> None:
    assert best(linker, title) == "welder"


def test_an_occupation_called_so_is_likelier_than_the_rest_of_its_group() -> None:
    group = Concept("isco08:7411", "isco08", ConceptKind.OCCUPATION_GROUP, "7411", (Name(Language.NB, "elektrikere"),), isco08="7411")
    other = occupation("lift-fitter", "7411", "heismontør", "hissmontör", "lift fitter")
    link = Linker(Taxonomy([*taxonomy(), group, other])).link("elektriker", language=Language.NB)

    assert [candidate.concept_id for candidate in link.candidates if candidate.score > 0.8] == ["electrician"]


def test_a_name_in_a_national_list_is_as_good_as_its_code() -> None:
    listed = Concept("ssyk2012:9999", "ssyk2012", ConceptKind.OCCUPATION_GROUP, "9999", (Name(Language.SV, "bröllopsfotograf"),))
    crosswalk = Crosswalk("ssyk2012", "isco08", "a test", (Mapping("ssyk2012:9999", "isco08:7212", Relation.EXACT),))
    linker = Linker(Taxonomy([*taxonomy(), listed], [crosswalk]))

    assert best(linker, "bröllopsfotograf", Language.SV) == "welder"
    assert not Linker(taxonomy(), load_encoder()).link("bröllopsfotograf", language=Language.SV).understood


def test_of_two_occupations_that_one_code_allows_another_code_chooses() -> None:
    both = (Mapping("jobtech:1", "welder", Relation.EXACT), Mapping("jobtech:1", "electrician", Relation.EXACT))
    crosswalks = [
        Crosswalk("jobtech", "tvers", "a test", both),
        Crosswalk("ssyk2012", "isco08", "a test", (Mapping("ssyk2012:7212", "isco08:7212", Relation.EXACT),)),
    ]
    linker = Linker(Taxonomy(taxonomy(), crosswalks))

    alone = linker.link_occupation([], [CodeHint("jobtech", "1")])
    together = linker.link_occupation([], [CodeHint("jobtech", "1"), CodeHint("ssyk2012", "7212")])

    assert alone.candidates[0].probability == alone.candidates[1].probability
    assert together.candidates[0].concept_id == "welder"
    assert together.candidates[0].probability > together.candidates[1].probability


def test_a_code_that_allows_many_groups_makes_none_of_them_sure(linker: Linker) -> None:
    one, many = (
        linker.link_occupation([], [CodeHint("isco08", code) for code in codes]) for codes in (("7212",), ("7212", "7411", "2330"))
    )

    assert one.best is not None
    assert many.best is not None
    assert one.best.probability > 0.8
    assert sum(candidate.probability for candidate in many.candidates) < 0.5


def test_what_a_text_mentions_speaks_where_the_title_says_little_and_not_against_it(linker: Linker) -> None:
    silent = linker.link_occupation(["Bli en av oss!"], mentions=lambda: ["sveisere"])
    titled = linker.link_occupation(["Lektor"], mentions=lambda: ["sveisere"])

    assert silent.best is not None
    assert silent.best.concept_id == "welder"
    assert titled.best is not None
    assert titled.best.concept_id == "teacher"


def test_who_seeks_a_welder_seeks_no_head_of_welding_unless_it_is_called_so() -> None:
    head = occupation("head", "7212", "sveisesjef", "svetschef", "welding manager")
    linker = Linker(Taxonomy([*taxonomy(), head]))

    ordinary, leading = linker.link("sveisearbeider", language=Language.NB), linker.link("sveisesjef", language=Language.NB)
    assert [one.concept_id for one in ordinary.candidates][:2] == ["welder", "head"]
    assert leading.best is not None
    assert (leading.best.concept_id, leading.best.score) == ("head", 1.0)


def test_a_code_that_leads_to_those_who_manage_makes_no_worker_a_manager() -> None:
    head, grower = (
        occupation("head", "6113", "gartnersjef", "odlingschef", "nursery manager"),
        occupation("grower", "6113", "gartner", "odlare", "grower"),
    )
    listed = Concept("list:1", "list", ConceptKind.OCCUPATION, "1", (Name(Language.NB, "plantearbeider"),))
    ways = Crosswalk("list", "tvers", "a test", (Mapping("list:1", "head", Relation.CLOSE), Mapping("list:1", "grower", Relation.NARROW)))
    linker = Linker(Taxonomy([*taxonomy(), head, grower, listed], [ways]))

    worker, leader = (
        linker.link_occupation([title], [CodeHint("list", "1", 1.0)], Language.NB).best
        for title in ("Plantepleie", "Leder for plantepleie")
    )

    assert worker is not None
    assert worker.concept_id == "grower"
    assert leader is not None
    assert leader.concept_id == "head"


def test_where_one_phrase_leaves_it_open_another_chooses() -> None:
    instructor = Name(Language.SV, "instruktör")
    golf, coach = (
        replace(one, names=(*one.names, instructor))
        for one in (
            occupation("golf", "3422", "golftrener", "golftränare", "golf coach"),
            occupation("coach", "3422", "fotballtrener", "fotbollstränare", "football coach"),
        )
    )
    linker = Linker(Taxonomy([golf, coach]))

    def best(*phrases: str) -> str | None:
        found = linker.link_occupation(phrases, language=Language.SV).best
        return found.concept_id if found else None

    assert best("Instruktör", "Handbollstränare") == "coach"
    assert best("Instruktör", "Golfare") == "golf"
    assert best("Golftränare", "Fotbollstränare") == "golf"
