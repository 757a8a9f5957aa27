import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tvers.kernel import CannotRead, Language
from tvers.sources import read_taxonomy
from tvers.taxonomy import Authority, ConceptKind, Name

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

ESCO = "http://data.europa.eu/esco"
TESTER, BREWER = f"{ESCO}/occupation/tester", f"{ESCO}/occupation/brewer"
TESTING, MALT, CARE = f"{ESCO}/skill/testing", f"{ESCO}/skill/malt", f"{ESCO}/skill/care"

OCCUPATIONS = f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,code
Occupation,{TESTER},2519,tester,"test engineer
tester
QA, software",tstr,released,2519.1
Occupation,{BREWER},0110,brewer,,,released,0110.2
"""
SKILLS = f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description
KnowledgeSkillCompetence,{TESTING},skill/competence,sector-specific,test software,,"Long,
""quoted"" text"
KnowledgeSkillCompetence,{MALT},knowledge,sector-specific,malt,,
KnowledgeSkillCompetence,{CARE},,,care,,
"""
SKILL_GROUPS = f"conceptType,conceptUri,preferredLabel,altLabels,code\nSkillGroup,{ESCO}/isced-f/0613,software,,\n"
ISCO_GROUPS = f"""conceptType,conceptUri,code,preferredLabel,altLabels
ISCOGroup,{ESCO}/isco/C251,251,Software,
ISCOGroup,{ESCO}/isco/C0110,0110,Officers,
"""
OF_OCCUPATIONS = f"""occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel
{TESTER},tester,essential,skill/competence,{TESTING},test software
{TESTER},tester,optional,knowledge,{MALT},malt
{BREWER},brewer,essential,knowledge,{MALT},malt
"""
OF_SKILLS = f"""originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri
{TESTING},skill/competence,optional,knowledge,{MALT}
"""
BROADER_OCCUPATIONS = f"""conceptType,conceptUri,conceptLabel,broaderType,broaderUri,broaderLabel
Occupation,{TESTER},tester,ISCOGroup,{ESCO}/isco/C2519,Software
ISCOGroup,{ESCO}/isco/C2519,Software,ISCOGroup,{ESCO}/isco/C251,Software
"""
BROADER_SKILLS = f"""conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,{TESTING},SkillGroup,{ESCO}/isced-f/0613
"""
COLLECTION = f"conceptType,conceptUri,preferredLabel,altLabels,broaderConceptUri\nKnowledgeSkillCompetence,{MALT},malt,a | b,x\n"

DOWNLOAD = {
    "occupations_en.csv": OCCUPATIONS,
    "skills_en.csv": SKILLS,
    "skillGroups_en.csv": SKILL_GROUPS,
    "ISCOGroups_en.csv": ISCO_GROUPS,
    "occupationSkillRelations_en.csv": OF_OCCUPATIONS,
    "skillSkillRelations_en.csv": OF_SKILLS,
    "broaderRelationsOccPillar_en.csv": BROADER_OCCUPATIONS,
    "broaderRelationsSkillPillar_en.csv": BROADER_SKILLS,
    "digitalSkillsCollection_en.csv": COLLECTION,
}


def zipped(path: Path, members: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_a_whole_download_becomes_concepts_with_names_groups_and_skills(tmp_path: Path) -> None:
    taxonomy = read_taxonomy(zipped(tmp_path / "ESCO dataset - v1.2.0 - classification - en - csv.zip", DOWNLOAD))

    tester = taxonomy.concepts[TESTER]
    assert (tester.kind, tester.scheme, tester.code, tester.isco08) == (ConceptKind.OCCUPATION, "esco", "2519.1", "2519")
    assert tester.names == (
        Name(Language.EN, "tester", preferred=True, authority=Authority.PUBLISHER),
        Name(Language.EN, "test engineer"),
        Name(Language.EN, "QA, software"),
        Name(Language.EN, "tstr"),
    )
    assert (tester.broader, tester.essential, tester.optional) == (("isco08:2519",), (TESTING,), (MALT,))
    assert [(scheme.id, scheme.version) for scheme in taxonomy.schemes] == [("esco", "1.2.0"), ("isco08", "2008")]


def test_a_zip_and_the_folder_and_the_single_files_say_the_same(tmp_path: Path, given_file: GivenFile) -> None:
    folder = tmp_path / "ESCO dataset - v1.2.0 - classification - en - csv"
    for name, text in DOWNLOAD.items():
        given_file(f"{folder.name}/{name}", text)
    from_zip = read_taxonomy(zipped(tmp_path / "zips" / "esco-v1.2.0-en.zip", DOWNLOAD))
    from_folder = read_taxonomy(folder)
    one_by_one = read_taxonomy(folder / "occupations_en.csv")
    for name in list(DOWNLOAD)[1:-1]:
        one_by_one = one_by_one.merged(read_taxonomy(folder / name))

    assert from_folder.version == from_zip.version == one_by_one.version


def test_codes_of_groups_keep_their_leading_zeros_and_only_unit_groups_are_isco08_of_themselves(given_file: GivenFile) -> None:
    groups = read_taxonomy(given_file("ISCOGroups_en.csv", ISCO_GROUPS))

    assert {concept.id: (concept.code, concept.isco08, concept.kind) for concept in groups} == {
        "isco08:251": ("251", "", ConceptKind.OCCUPATION_GROUP),
        "isco08:0110": ("0110", "0110", ConceptKind.OCCUPATION_GROUP),
    }


def test_skills_carry_their_type_and_skill_groups_are_a_kind_of_their_own(given_file: GivenFile) -> None:
    skills = read_taxonomy(given_file("skills_en.csv", SKILLS))
    groups = read_taxonomy(given_file("skillGroups_en.csv", SKILL_GROUPS))

    assert [(skill.kind, skill.skill_type) for skill in skills] == [
        (ConceptKind.SKILL, "skill"),
        (ConceptKind.SKILL, "knowledge"),
        (ConceptKind.SKILL, ""),
    ]
    assert [group.kind for group in groups] == [ConceptKind.SKILL_GROUP]


def test_relations_alone_lie_over_what_is_there_without_taking_anything_away(tmp_path: Path, given_file: GivenFile) -> None:
    """GIVEN the names WHEN the zip of relations is laid over them THEN names, codes and skills are all there."""
    names = read_taxonomy(given_file("occupations_en.csv", OCCUPATIONS))
    relations = read_taxonomy(zipped(tmp_path / "esco-v1.1.1-relations-csv.zip", {"occupationSkillRelations.csv": OF_OCCUPATIONS}))

    both = names.merged(relations).concepts[TESTER]
    assert relations.concepts[TESTER].names == ()
    assert (both.code, both.isco08, both.essential) == ("2519.1", "2519", (TESTING,))
    assert both.names == names.concepts[TESTER].names


def test_skills_that_a_skill_rests_on_are_kept(given_file: GivenFile) -> None:
    assert read_taxonomy(given_file("skillSkillRelations_en.csv", OF_SKILLS)).concepts[TESTING].optional == (MALT,)


def test_a_skill_named_both_essential_and_optional_is_essential(given_file: GivenFile) -> None:
    text = OF_OCCUPATIONS + f"{TESTER},tester,essential,knowledge,{MALT},malt\n"
    tester = read_taxonomy(given_file("relations.csv", text)).concepts[TESTER]
    assert (tester.essential, tester.optional) == ((TESTING, MALT), ())


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("occupations_no.csv", Language.NB),
        ("occupations_nb.csv", Language.NB),
        ("occupations_SV.csv", Language.SV),
        ("ESCO dataset - v1.0.8 - classification - da - csv/occupations.csv", Language.DA),
        ("esco en/occupations_sv.csv", Language.SV),
    ],
)
def test_the_language_is_in_the_name_of_the_file_or_of_the_folder_around_it(given_file: GivenFile, name: str, language: Language) -> None:
    concepts = read_taxonomy(given_file(name, OCCUPATIONS))
    assert {label.language for concept in concepts for label in concept.names} == {language}


def test_the_name_of_a_zip_tells_language_and_version_of_files_whose_names_do_not(tmp_path: Path) -> None:
    taxonomy = read_taxonomy(zipped(tmp_path / "esco_1.0.8_no.zip", {"occupations.csv": OCCUPATIONS}))
    assert taxonomy.concepts[TESTER].name(Language.NB) == "tester"
    assert [scheme.versioned for scheme in taxonomy.schemes] == ["esco@1.0.8"]


def test_two_languages_in_one_folder_come_together(tmp_path: Path, given_file: GivenFile) -> None:
    given_file("both/occupations_en.csv", OCCUPATIONS)
    given_file("both/occupations_no.csv", OCCUPATIONS.replace(",tester,", ",tester (no),"))
    tester = read_taxonomy(tmp_path / "both").concepts[TESTER]
    assert (tester.name(Language.EN), tester.name(Language.NB)) == ("tester", "tester (no)")


def test_where_no_name_tells_the_version_it_is_unknown(given_file: GivenFile) -> None:
    assert [scheme.versioned for scheme in read_taxonomy(given_file("skills_en.csv", SKILLS)).schemes] == ["esco@unknown"]


def test_names_in_another_language_are_refused_and_the_language_is_said(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("occupations_fi.csv", OCCUPATIONS))
    assert (error.code, error.fields["language"], error.fields["readable"]) == ("esco.language", "fi", tuple(Language))


def test_relations_have_no_language_and_are_read_from_any_download(given_file: GivenFile) -> None:
    assert TESTER in read_taxonomy(given_file("occupationSkillRelations_fi.csv", OF_OCCUPATIONS)).concepts


def test_names_in_a_language_that_nothing_tells_are_refused(given_file: GivenFile, refusal: Refusal) -> None:
    assert refusal(given_file("mine/occupations.csv", OCCUPATIONS)).code == "esco.language_unknown"


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("occupations_en.csv", OCCUPATIONS, "iscoGroup", "isco_group"),
        ("occupations_en.csv", OCCUPATIONS, "altLabels", "altLabel"),
        ("occupations_en.csv", OCCUPATIONS, "preferredLabel", "prefLabel"),
        ("skills_en.csv", SKILLS, "skillType", "skill_type"),
        ("ISCOGroups_en.csv", ISCO_GROUPS, "code", "codes"),
        ("occupationSkillRelations.csv", OF_OCCUPATIONS, "skillUri", "skillUrl"),
        ("skillSkillRelations.csv", OF_SKILLS, "relatedSkillUri", "relatedSkill"),
        ("broaderRelationsOccPillar.csv", BROADER_OCCUPATIONS, "broaderUri", "broaderUrl"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_missing_column_is_named_with_the_nearest_there_is(  # noqa: PLR0913 - one case is a file, a change to it, and two fixtures
    tmp_path: Path, given_file: GivenFile, refusal: Refusal, name: str, text: str, old: str, new: str, *, packed: bool
) -> None:
    changed = text.replace(old, new, 1)
    error = refusal(zipped(tmp_path / "esco-en.zip", {name: changed}) if packed else given_file(name, changed))
    assert (error.code, error.fields["column"], error.fields["nearest"]) == ("table.column_missing", old, (new,))


@pytest.mark.parametrize(
    ("name", "text", "column", "line", "value"),
    [
        ("occupations_en.csv", OCCUPATIONS.replace(",0110,", ",110,"), "iscoGroup", 5, "110"),
        ("occupations_en.csv", OCCUPATIONS.replace(BREWER, "brewer"), "conceptUri", 5, "brewer"),
        ("occupations_en.csv", OCCUPATIONS.replace("\nOccupation,", "\nJob,", 1), "conceptType", 4, "Job"),
        ("relations.csv", OF_OCCUPATIONS.replace("optional", "maybe"), "relationType", 3, "maybe"),
        ("broader.csv", BROADER_SKILLS.replace(f"{ESCO}/isced-f/0613", ""), "broaderUri", 2, ""),
    ],
)
def test_a_cell_that_cannot_be_is_shown_with_its_line(
    given_file: GivenFile, refusal: Refusal, name: str, text: str, column: str, line: int, value: str
) -> None:
    error = refusal(given_file(name, text))
    assert error.code == "table.cell"
    assert {key: error.fields[key] for key in ("column", "line", "value")} == {"column": column, "line": line, "value": value}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (COLLECTION, "ESCO collection"),
        ("Level 0 URI,Level 0 preferred term\nx,y\n", "ESCO skills hierarchy"),
        ("conceptType,conceptSchemeUri,preferredLabel\nConceptScheme,x,y\n", "ESCO concept schemes"),
        ("conceptType,conceptUri,code,preferredLabel,greenShare\nOccupation,x,1,y,0.1\n", "ESCO green shares"),
    ],
)
def test_a_table_of_the_download_that_says_nothing_more_is_refused_by_its_name_when_alone(
    given_file: GivenFile, refusal: Refusal, text: str, what: str
) -> None:
    error = refusal(given_file("x_en.csv", text))
    assert (error.code, error.fields["what"]) == ("taxonomy.not_used_yet", what)


def test_a_table_cut_off_before_or_inside_the_last_cell_of_a_row_is_refused(given_file: GivenFile, refusal: Refusal) -> None:
    last_cell = SKILLS.index('"Long')
    for end in (*range(SKILLS.index("\n") + 2, last_cell), last_cell + 1, last_cell + 12):
        assert refusal(given_file("skills_en.csv", SKILLS[:end])).code == "file.truncated", SKILLS[:end]
