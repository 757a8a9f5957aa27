import json
from collections.abc import Callable
from pathlib import Path

from tvers.kernel import CannotRead, Language
from tvers.sources import left_out, read_taxonomy
from tvers.taxonomy import ConceptKind, Mapping, Relation

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

ESCO = "http://data.europa.eu/esco"
WELDER, GLAZIER = f"{ESCO}/occupation/welder", f"{ESCO}/occupation/glazier"
HEADER = "uri\ttype\tisco08\tesco_code\tno_pref\tno_alt\tfi_pref\ten_pref\ten_alt\tstyrk08_mapping\n"
OCCUPATIONS = (
    HEADER
    + f"{ESCO}/isco/C7212\tisco\t7212\t\tSveisere\t\thitsaajat\tWelders\t\t\n"
    + f'{WELDER}\toccupation\t7212\t7212.3\tsveiser\t6" sveiser | rørsveiser\thitsaaja\twelder\t\t7212:closeMatch ; C7213:broadMatch\n'
    + f"{GLAZIER}\toccupation\t\t\tglassmester\t\t\t\t\t110:broadMatch\n"
)


def test_occupations_and_groups_get_names_in_our_languages_only(given_file: GivenFile) -> None:
    taxonomy = read_taxonomy(given_file("joined.tsv", OCCUPATIONS))

    welder = taxonomy.concepts[WELDER]
    assert [(name.language, name.text, name.preferred) for name in welder.names] == [
        (Language.NB, "sveiser", True),
        (Language.NB, '6" sveiser', False),
        (Language.NB, "rørsveiser", False),
        (Language.EN, "welder", True),
    ]
    assert (welder.code, welder.isco08, welder.kind) == ("7212.3", "7212", ConceptKind.OCCUPATION)
    assert (taxonomy.concepts["isco08:7212"].code, taxonomy.concepts["isco08:7212"].isco08) == ("7212", "7212")
    assert taxonomy.concepts[GLAZIER].isco08 == ""


def test_the_column_of_norwegian_codes_becomes_crosswalks_and_what_is_no_unit_group_is_counted(given_file: GivenFile) -> None:
    path = given_file("joined.tsv", OCCUPATIONS)

    mappings = [mapping for crosswalk in read_taxonomy(path).crosswalks for mapping in crosswalk.mappings]
    assert mappings == [Mapping(WELDER, "styrk08:7212", Relation.CLOSE), Mapping(WELDER, "isco08:7213", Relation.BROAD)]
    assert left_out(path) == {"target_not_four_digits": 1}


def test_a_mapping_that_is_none_is_shown_with_its_line(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("joined.tsv", OCCUPATIONS.replace("7212:closeMatch", "7212=close")))
    assert (error.code, error.fields["line"], error.fields["value"]) == ("table.cell", 3, "7212=close")


def test_skills_get_names_and_type(given_file: GivenFile) -> None:
    header = "uri\tskill_type\treuse_level\ten_pref\tsv_pref\tfi_pref\n"
    skills = read_taxonomy(given_file("skills.tsv", header + f"{ESCO}/skill/1\tknowledge\tx\tmalt\tmalt, öl\tmallas\n"))

    skill = skills.concepts[f"{ESCO}/skill/1"]
    assert (skill.kind, skill.skill_type, skill.name(Language.SV), len(skill.names)) == (ConceptKind.SKILL, "knowledge", "malt, öl", 2)


def test_a_missing_column_is_named_with_the_nearest(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("joined.tsv", OCCUPATIONS.replace("esco_code", "esco_kode")))
    assert (error.code, error.fields["column"], error.fields["nearest"]) == ("table.column_missing", "esco_code", ("esco_kode",))


def test_the_json_beside_them_says_codes_and_broader_concepts(given_file: GivenFile) -> None:
    items = [
        {"uri": f"{ESCO}/isco/C7212", "notation": "7212", "prefLabel": {"fi": "x", "en": "Welders"}, "broader": []},
        {"uri": WELDER, "notation": "7212.3.1", "prefLabel": {"sv": "svetsare"}, "broader": [f"{ESCO}/isco/C7212"] * 2},
        {"uri": f"{ESCO}/skill/1", "prefLabel": {"en": "malt"}},
    ]
    taxonomy = read_taxonomy(given_file("joined.json", json.dumps(items)))

    welder = taxonomy.concepts[WELDER]
    assert (welder.isco08, welder.code, welder.broader) == ("7212", "7212.3.1", ("isco08:7212",))
    assert [concept.kind for concept in taxonomy] == [ConceptKind.OCCUPATION_GROUP, ConceptKind.OCCUPATION, ConceptKind.SKILL]
    assert taxonomy.concepts["isco08:7212"].name(Language.SV) == "Welders"


def test_an_address_of_something_else_in_the_json_is_shown_with_its_record(given_file: GivenFile, refusal: Refusal) -> None:
    items = [{"uri": WELDER, "prefLabel": {}}, {"uri": "http://example.org/1", "prefLabel": {}}]
    error = refusal(given_file("joined.json", json.dumps(items)))
    assert (error.code, error.fields["record"], error.fields["value"]) == ("json.value", 2, "http://example.org/1")
