import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tvers.kernel import CannotRead, Language
from tvers.sources import files_of, left_out, read_ads, read_taxonomy
from tvers.taxonomy import Authority, Concept, ConceptKind, Name, Relation, Taxonomy, lay_over

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

STYRK = "code\tlevel\tname\tparent\n2\t1\tAkademiske yrker\t\n"
QUOTED = "code;parentCode;level;name\n"


@pytest.mark.parametrize("name", ["styrk08.tsv", "occupations_fi.csv", "skills.json", "noext"])
def test_a_file_is_known_by_what_is_in_it_whatever_its_name(given_file: GivenFile, name: str) -> None:
    assert list(read_taxonomy(given_file(name, STYRK)).concepts) == ["styrk08:2"]


@pytest.mark.parametrize(
    ("name", "content", "code", "fields"),
    [
        ("a.csv", "", "file.empty", {}),
        ("a.csv", " \n\n", "file.empty", {}),
        ("a.csv", ",,,\n", "file.empty", {}),
        ("a.zip", "", "file.empty", {}),
        ("a.csv", "\ufeff<!DOCTYPE html>\n<html></html>", "file.web_page", {}),
        ("a.json", "  <HTML lang=no>", "file.web_page", {}),
        ("a.csv", b"\xff\xfec\x00o\x00d\x00e\x00", "file.not_text", {}),
        ("a.csv", STYRK.encode() + "22\t2\tÅ".encode()[:-1], "file.truncated", {"line": 3}),
        ("a.csv", QUOTED + '2;;1;"Akademiske', "file.truncated", {"line": 2}),
        ("a.csv", QUOTED + "2;;1;Akademiske\n22;2\n", "file.truncated", {"line": 3}),
        ("a.csv", QUOTED + "2;;1\n22;2;2;Medisinske\n", "table.row", {"line": 2, "expected": 4, "found": 3}),
        ("a.csv", QUOTED + "2;;1;Akademiske;og;mer\n22;2;2;x\n", "table.row", {"line": 2, "expected": 4, "found": 6}),
        ("a.csv", QUOTED + '2;;1;"Akademiske" yrker\n', "table.quotes", {"line": 2}),
        ("a.csv", "code;level;parentCode;nam\n2;1;;x\n", "table.column_missing", {"column": "name", "nearest": ("nam",)}),
        ("a.csv", QUOTED, "taxonomy.no_rows", {}),
        ("a.csv", "wage;year\n1;2\n", "taxonomy.unknown_file", {}),
        ("a.txt", "Hei på deg", "taxonomy.unknown_file", {}),
        ("titles.tsv", "styrk08\ttitle_no\n2l0\tSersjant\n", "table.cell", {"line": 2, "column": "styrk08", "value": "2l0"}),
        ("titles.tsv", "styrk08\ttitle_fi\n0210\tKersantti\n", "table.column_missing", {"column": "title_no", "nearest": ("title_fi",)}),
        ("a.json", '{"total": 1}', "taxonomy.unknown_file", {}),
        ("a.json", "[]", "taxonomy.unknown_file", {}),
        ("a.json", '{"data": {"concepts": []}}', "taxonomy.no_rows", {}),
        ("a.json", '{"data": {"concepts": [', "file.truncated", {"line": 1}),
        ("a.json", '{"data": \n{"concepts" []}}', "json.broken", {"line": 2, "column": 13}),
        ("a.json", "[" * 100_000, "json.broken", {"line": 1, "column": 1}),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    given_file: GivenFile, refusal: Refusal, name: str, content: str | bytes, code: str, fields: dict[str, object]
) -> None:
    error = refusal(given_file(name, content))
    assert (error.code, error.fields) == (code, {"file": name, **fields})


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, refusal: Refusal) -> None:
    error = refusal(tmp_path / "nowhere.csv")
    assert (error.code, error.fields) == ("file.missing", {"file": str(tmp_path / "nowhere.csv")})


def test_a_file_that_may_not_be_read_is_said_to_be_closed(given_file: GivenFile, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    path = given_file("a.csv", STYRK)

    def deny(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    error = refusal(path)
    assert (error.code, error.fields["reason"]) == ("file.closed", "Permission denied")


def test_a_broken_zip_is_refused_wherever_it_is_broken(tmp_path: Path, given_file: GivenFile, refusal: Refusal) -> None:
    """GIVEN a zip WHEN it is cut off, or a byte of a member is changed THEN it is called broken, not read in part."""
    path = tmp_path / "whole.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("occupationSkillRelations.csv", "occupationUri,relationType,skillUri\n" * 50)
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[200] ^= 0xFF
    for content in (b"PK", whole[:100], whole[:-30], bytes(changed), b"not a zip at all"):
        assert refusal(given_file("esco.zip", content)).code == "file.broken_zip"


@pytest.mark.parametrize("members", [{}, {"readme.txt": "hei"}, {"wages.csv": "wage,year\n1,2\n"}])
def test_an_archive_or_folder_without_a_known_table_is_refused(
    tmp_path: Path, given_file: GivenFile, refusal: Refusal, members: dict[str, str]
) -> None:
    (tmp_path / "folder").mkdir()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
            given_file(f"folder/{name}", text)
    for path in (tmp_path / "a.zip", tmp_path / "folder"):
        assert refusal(path).code == "taxonomy.unknown_file"


def test_nothing_is_left_out_of_files_that_are_no_mappings(tmp_path: Path, given_file: GivenFile) -> None:
    assert left_out(given_file("a.tsv", STYRK)) == {}
    assert left_out(given_file("a.json", "[]")) == {}
    assert left_out(tmp_path) == {}


def kinds(taxonomy: Taxonomy) -> dict[tuple[str, str], int]:
    return dict(Counter((concept.scheme, concept.kind.value) for concept in taxonomy))


def relations(taxonomy: Taxonomy, source: str, target: str) -> dict[str, int]:
    found = (crosswalk for crosswalk in taxonomy.crosswalks if (crosswalk.source_scheme, crosswalk.target_scheme) == (source, target))
    return dict(Counter(mapping.relation.value for crosswalk in found for mapping in crosswalk.mappings))


@pytest.mark.reference_data
def test_the_real_english_esco_is_read_whole(reference_data: Path) -> None:
    taxonomy = read_taxonomy(reference_data / "esco" / "esco-v1.1.1-en-csv.zip")

    assert kinds(taxonomy) == {
        ("esco", "occupation"): 3007,
        ("esco", "skill"): 13_896,
        ("esco", "skill_group"): 640,
        ("isco08", "occupation_group"): 619,
    }
    occupations = taxonomy.of_kind(ConceptKind.OCCUPATION)
    assert all(concept.isco08 == concept.code[:4] for concept in occupations)
    assert Counter(skill.skill_type for skill in taxonomy.of_kind(ConceptKind.SKILL)) == {"skill": 10_831, "knowledge": 3059, "": 6}
    assert {scheme.versioned for scheme in taxonomy.schemes} == {"esco@1.1.1", "isco08@2008"}


@pytest.mark.reference_data
def test_the_real_relations_are_read_whole(reference_data: Path) -> None:
    taxonomy = read_taxonomy(reference_data / "esco" / "esco-v1.1.1-relations-csv.zip")

    occupations = taxonomy.of_kind(ConceptKind.OCCUPATION)
    essential, optional = (sum(len(getattr(concept, kind)) for concept in occupations) for kind in ("essential", "optional"))
    assert (essential, essential + optional) == (64_946, 123_855)
    skills = taxonomy.of_kind(ConceptKind.SKILL)
    assert sum(len(skill.essential) + len(skill.optional) for skill in skills) == 5899
    assert sum(len(concept.broader) for concept in taxonomy) == 3617 + 20_656


@pytest.mark.reference_data
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("occupations-isco-no-sv-da-en.tsv", {("esco", "occupation"): 3010, ("isco08", "occupation_group"): 619}),
        ("occupations-en-sv-fi-v1.1.1.json", {("esco", "occupation"): 3007, ("isco08", "occupation_group"): 619}),
        ("skills-en-sv-fi.tsv", {("esco", "skill"): 13_896}),
        ("skills-en-sv-fi-v1.1.1.json", {("esco", "skill"): 13_896}),
    ],
)
def test_the_real_joined_tables_are_read_whole(reference_data: Path, name: str, expected: dict[tuple[str, str], int]) -> None:
    assert kinds(read_taxonomy(reference_data / "esco" / name)) == expected


@pytest.mark.reference_data
def test_the_norwegian_codes_of_the_joined_table_are_those_of_the_official_mapping(reference_data: Path) -> None:
    official = reference_data / "crosswalks" / "esco-styrk08-no-2022.csv"
    joined = reference_data / "esco" / "occupations-isco-no-sv-da-en.tsv"

    pairs = [{mapping for found in read_taxonomy(path).crosswalks for mapping in found.mappings} for path in (official, joined)]
    assert pairs[0] == pairs[1]
    assert left_out(joined) == {"target_not_four_digits": 4}


@pytest.mark.reference_data
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("legacy-id-to-concept-2020.json", {("jobtech", "occupation"): 3431, ("jobtech", "skill"): 5813}),
        ("skills.json", {("jobtech", "skill"): 6657}),
        ("ssyk-level-4-groups-with-related-occupations.json", {("ssyk2012", "occupation_group"): 400, ("jobtech", "occupation"): 2412}),
        ("the-ssyk-hierarchy-with-occupations.json", {("ssyk2012", "occupation_group"): 603, ("jobtech", "occupation"): 2412}),
        (
            "ssyk-level-4-with-related-isco-level-4-groups.json",
            {("ssyk2012", "occupation_group"): 400, ("isco08", "occupation_group"): 412},
        ),
    ],
)
def test_the_real_jobtech_taxonomy_is_read_whole(reference_data: Path, name: str, expected: dict[tuple[str, str], int]) -> None:
    taxonomy = read_taxonomy(reference_data / "jobtech-taxonomy" / name)
    assert kinds(taxonomy) == expected
    broad = relations(taxonomy, "jobtech", "ssyk2012").get("broad", 0)
    assert broad == (2412 if ("ssyk2012", "occupation_group") in expected and ("jobtech", "occupation") in expected else 0)


@pytest.mark.reference_data
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("eu-regions.json", "region"),
        ("keyword-concepts-with-relations.json", "keyword"),
        ("languages.json", "language"),
        ("substitutability-relations-between-occupations.json", "substitutability"),
        ("sun-field-hierarchy.json", "sun-education-field-1"),
        ("sun-level-hierarchy.json", "sun-education-level-1"),
    ],
)
def test_the_real_files_that_are_not_used_yet_are_refused(reference_data: Path, refusal: Refusal, name: str, what: str) -> None:
    error = refusal(reference_data / "jobtech-taxonomy" / name)
    assert (error.code, error.fields["what"]) == ("taxonomy.not_used_yet", what)


@pytest.mark.reference_data
def test_the_real_styrk08_meets_isco08_in_every_code(reference_data: Path) -> None:
    styrk08 = read_taxonomy(reference_data / "crosswalks" / "styrk08.tsv")
    isco08 = read_taxonomy(reference_data / "esco" / "occupations-en-sv-fi-v1.1.1.json")

    assert kinds(styrk08) == {("styrk08", "occupation_group"): 582}
    assert relations(styrk08, "styrk08", "isco08") == {"exact": 403, "close": 176}
    assert [mapping for mapping in styrk08.crosswalks[0].mappings if mapping.target_id not in isco08.concepts] == []


@pytest.mark.reference_data
def test_the_real_key_says_what_jobtech_says(reference_data: Path) -> None:
    key = read_taxonomy(reference_data / "crosswalks" / "ssyk2012-isco08.tsv")
    jobtech = read_taxonomy(reference_data / "jobtech-taxonomy" / "ssyk-level-4-with-related-isco-level-4-groups.json")

    assert kinds(key) == {("ssyk2012", "occupation_group"): 400, ("isco08", "occupation_group"): 412}
    expected = {"exact": 172, "narrow": 138, "broad": 129, "related": 126}
    assert relations(key, "ssyk2012", "isco08") == relations(jobtech, "ssyk2012", "isco08") == expected


@pytest.mark.reference_data
@pytest.mark.parametrize(
    ("name", "schemes", "expected", "missing"),
    [
        (
            "esco-styrk08-no-2022.csv",
            ("esco", "styrk08"),
            {"broad": 2822, "close": 126, "exact": 15, "narrow": 2},
            {"target_not_four_digits": 4, "no_relation": 4},
        ),
        (
            "esco-jobtech-occupations-sv-v1.1.1.csv",
            ("esco", "jobtech"),
            {"broad": 1778, "exact": 1525, "narrow": 527, "close": 285},
            {"no_relation": 5},
        ),
        ("esco-jobtech-occupations-sv-v1.1.1.csv", ("isco08", "jobtech"), {"narrow": 1409}, {"no_relation": 5}),
        ("esco-jobtech-ssyk2012.tsv", ("jobtech", "ssyk2012"), {"broad": 3102}, {"no_relation": 5}),
        (
            "esco-jobtech-skills-sv.tsv",
            ("esco", "jobtech"),
            {"broad": 10_907, "narrow": 4750, "close": 2015, "exact": 1345},
            {"no_relation": 1297},
        ),
    ],
)
def test_the_real_mappings_are_read_and_what_they_lose_is_counted(
    reference_data: Path, name: str, schemes: tuple[str, str], expected: dict[str, int], missing: dict[str, int]
) -> None:
    path = reference_data / "crosswalks" / name
    assert relations(read_taxonomy(path), *schemes) == expected
    assert left_out(path) == missing


@pytest.mark.reference_data
def test_the_real_categories_hold_every_styrk08_code_of_theirs(reference_data: Path) -> None:
    categories = read_taxonomy(reference_data / "crosswalks" / "nav-styrk08-categories.csv")
    styrk08 = read_taxonomy(reference_data / "crosswalks" / "styrk08.tsv")

    assert kinds(categories) == {("pyrk", "occupation_group"): 115}
    assert relations(categories, "pyrk", "styrk08") == {Relation.NARROW.value: 407}
    assert [mapping for mapping in categories.crosswalks[0].mappings if mapping.target_id not in styrk08.concepts] == []


@pytest.mark.reference_data
def test_real_titles_become_names_of_the_groups_of_their_codes(reference_data: Path) -> None:
    norwegian, swedish = (read_taxonomy(reference_data / "titles" / name) for name in ("no-titles-styrk08.tsv", "se-titles-ssyk2012.tsv"))
    assert (len(norwegian), sum(len(group.names) for group in norwegian)) == (378, 2382)
    assert (len(swedish), sum(len(group.names) for group in swedish)) == (233, 490)
    assert Name(Language.SV, "ministern") in swedish.concepts["ssyk2012:1111"].names


def test_titles_of_several_languages_are_names_of_a_group_beside_those_that_it_has(tmp_path: Path) -> None:
    file = tmp_path / "titles.tsv"
    file.write_text("styrk08\ttitle_no\ttitle_en\n7212\tSveisesmed\tWeld smith\n7212\tFugesveiser\t\n", encoding="utf-8")
    called = Name(Language.NB, "Sveisere", preferred=True, authority=Authority.STATISTICS_OFFICE)
    listed = Taxonomy([Concept("styrk08:7212", "styrk08", ConceptKind.OCCUPATION_GROUP, "7212", (called,))])

    group = listed.merged(read_taxonomy(file)).concepts["styrk08:7212"]

    assert group.name(Language.NB) == "Sveisere"
    assert {name.text for name in group.names} == {"Sveisere", "Sveisesmed", "Weld smith", "Fugesveiser"}
    (crosswalk,) = read_taxonomy(file).crosswalks
    assert [(one.source_id, one.target_id) for one in crosswalk.mappings] == [("styrk08:7212", "isco08:7212")]


@pytest.mark.reference_data
def test_all_the_real_files_laid_over_again_in_any_order_change_nothing(reference_data: Path) -> None:
    paths = [
        *(reference_data / "esco").glob("*.*"),
        *(reference_data / "crosswalks").glob("*.*"),
        reference_data / "jobtech-taxonomy" / "skills.json",
        reference_data / "jobtech-taxonomy" / "ssyk-level-4-groups-with-related-occupations.json",
        reference_data / "jobtech-taxonomy" / "legacy-id-to-concept-2020.json",
    ]
    parts = [read_taxonomy(path) for path in paths]
    taxonomy, first = lay_over(Taxonomy(()), parts)
    assert all(first[place].concepts or first[place].crosswalks or first[place].schemes for place in (0, 1))
    _, again = lay_over(taxonomy, parts[::-1])
    assert not any(again)


def test_a_folder_is_a_download_of_esco_or_its_tables_one_by_one(tmp_path: Path, given_file: GivenFile) -> None:
    table = given_file("tables/b.tsv", STYRK)
    given_file("tables/README.md", "Om filene")
    download = given_file("download/occupations_en.csv", "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\n").parent
    lacking = given_file("lacking/occupations_en.csv", "conceptType,conceptUri,preferredLabel,altLabels\n").parent

    assert files_of(table.parent) == files_of(table) == (table,)
    assert files_of(download) == (download,)
    assert files_of(lacking) == (lacking,)
    assert files_of(tmp_path / "nothing") == (tmp_path / "nothing",)


def test_a_folder_given_for_a_file_of_ads_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as error:
        read_ads(tmp_path)

    assert error.value.code == "file.is_folder"
