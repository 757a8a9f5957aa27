from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tvers.kernel import CannotRead
from tvers.sources import left_out, read_taxonomy
from tvers.taxonomy import Mapping, Relation

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

ESCO = "http://data.europa.eu/esco"
STYRK = f"{ESCO}/concept/norwegian-occupations"
JOBTECH = "http://data.jobtechdev.se/taxonomy/concept"
FILLER = f"{ESCO}/occupation/filler"
HEADER = "Classification 1 URI,Classification 1 PrefLabel,Classification 2 URI,Mapping relation,Editorial note\n"
ABOUT = """Mapping project name,ESCO - NO NOC
Mapping project version date,2022-09-20
Classification 1 Version,1.0.8
Classification 2 Version,25.01.2022


"""
NORWEGIAN = (
    ABOUT
    + HEADER
    + f'{FILLER},"fyller, ""vare""",{STYRK}/9334,skos:exactMatch,\n'
    + f"{FILLER},x,{STYRK}/5249,broad match,\n"
    + f"{FILLER},x,{ESCO}/isco/C3116,skos:closeMatch,\n"
    + f"{ESCO}/isco/C4224,x,{STYRK}/4224,skos:narrowMatch,\n"
    + f"{FILLER},x,{STYRK}/110,skos:broadMatch,\n"
    + f",,{STYRK}/2224,no relation,\n"
    + f"{FILLER},x,http://example.org/1,skos:broadMatch,\n"
)
SWEDISH = (
    "Column1,Column2,Column3,Column4,Column5\n"
    "Mapping project name,ESCO - SE NOC,,,\n"
    "Mapping project version date,csv_generator$today@1751f89f,,,\n"
    "Classification 1 Version,1.1.1,,,\n"
    ",,,,\n" + HEADER + f"{FILLER},x,{JOBTECH}/h4wH_7kG_UTN,skos:broadMatch,\n"
)


def test_a_mapping_project_becomes_one_crosswalk_for_each_pair_of_schemes(given_file: GivenFile) -> None:
    crosswalks = read_taxonomy(given_file("no.csv", NORWEGIAN)).crosswalks

    assert {(found.source_scheme, found.target_scheme): found.mappings for found in crosswalks} == {
        ("esco", "styrk08"): (
            Mapping(FILLER, "styrk08:9334", Relation.EXACT),
            Mapping(FILLER, "styrk08:5249", Relation.BROAD),
        ),
        ("esco", "isco08"): (Mapping(FILLER, "isco08:3116", Relation.CLOSE),),
        ("isco08", "styrk08"): (Mapping("isco08:4224", "styrk08:4224", Relation.NARROW),),
    }


def test_name_versions_and_date_come_from_the_lines_before_the_header(given_file: GivenFile) -> None:
    norwegian = read_taxonomy(given_file("no.csv", NORWEGIAN)).crosswalks[0]
    swedish = read_taxonomy(given_file("se.csv", SWEDISH)).crosswalks[0]

    assert (norwegian.source, norwegian.source_version, norwegian.target_version) == ("ESCO - NO NOC", "1.0.8", "25.01.2022")
    assert (norwegian.on, swedish.on) == (date(2022, 9, 20), None)
    assert (swedish.id, swedish.source_version) == ("esco>jobtech (ESCO - SE NOC)", "1.1.1")


def test_rows_that_become_nothing_are_counted_by_reason(given_file: GivenFile) -> None:
    assert left_out(given_file("no.csv", NORWEGIAN)) == {"target_not_four_digits": 1, "no_relation": 1, "target_unknown": 1}
    assert left_out(given_file("se.csv", SWEDISH)) == {}


@pytest.mark.parametrize("column", ["Classification 1 URI", "Classification 2 URI", "Mapping relation"])
def test_a_missing_column_is_named_with_the_nearest(given_file: GivenFile, refusal: Refusal, column: str) -> None:
    error = refusal(given_file("no.csv", NORWEGIAN.replace(column, f"{column}s")))
    assert (error.code, error.fields["column"]) == ("table.column_missing", column)
    assert error.fields["nearest"] == (f"{column}s",)


def test_a_mapping_project_without_any_header_is_refused(given_file: GivenFile, refusal: Refusal) -> None:
    assert refusal(given_file("no.csv", ABOUT)).code == "table.column_missing"


def test_a_relation_that_is_none_is_shown_with_its_line(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("no.csv", NORWEGIAN.replace("skos:exactMatch", "skos:sameMatch")))
    assert (error.code, error.fields["column"]) == ("table.cell", "Mapping relation")
    assert (error.fields["line"], error.fields["value"]) == (8, "skos:sameMatch")


def test_a_mapping_project_cut_off_is_refused(given_file: GivenFile, refusal: Refusal) -> None:
    assert refusal(given_file("no.csv", SWEDISH[: SWEDISH.index(",skos:broad")])).code == "file.truncated"


def test_the_joined_table_of_occupations_leads_on_to_ssyk(given_file: GivenFile) -> None:
    path = given_file(
        "joined.tsv",
        "esco_uri\tesco_label_sv\tjobtech_concept_id\tjobtech_label_sv\trelation\tssyk2012\tssyk_source\n"
        f"{FILLER}\tx\tj1\ty\tskos:exactMatch\t0110\ttaxonomy\n"
        f"{ESCO}/isco/C2422\tx\tj1\ty\tskos:narrowMatch\t0110\ttaxonomy\n"
        f"{FILLER}\tx\tj2\ty\tskos:broadMatch\t\t\n"
        f"{FILLER}\tx\t\t\tno relation\t\t\n",
    )
    assert {(found.source_scheme, found.target_scheme): found.mappings for found in read_taxonomy(path).crosswalks} == {
        ("esco", "jobtech"): (Mapping(FILLER, "jobtech:j1", Relation.EXACT), Mapping(FILLER, "jobtech:j2", Relation.BROAD)),
        ("isco08", "jobtech"): (Mapping("isco08:2422", "jobtech:j1", Relation.NARROW),),
        ("jobtech", "ssyk2012"): (Mapping("jobtech:j1", "ssyk2012:0110", Relation.BROAD),),
    }
    assert left_out(path) == {"no_relation": 1}


def test_the_joined_table_of_skills_may_hold_quotation_marks(given_file: GivenFile) -> None:
    path = given_file(
        "skills.tsv",
        "esco_skill_uri\tesco_label_sv\tjobtech_concept_id\tjobtech_label_sv\trelation\n"
        f'{ESCO}/skill/1\t"halv\tj1\ty\tskos:exactMatch\n'
        f"{ESCO}/skill/2\tx\tj2\ty\t\n",
    )
    assert read_taxonomy(path).crosswalks[0].mappings == (Mapping(f"{ESCO}/skill/1", "jobtech:j1", Relation.EXACT),)
    assert left_out(path) == {"no_relation": 1}
