from collections.abc import Callable
from pathlib import Path

from tvers.kernel import CannotRead, Language
from tvers.sources import read_taxonomy
from tvers.taxonomy import ConceptKind, Mapping, Relation

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

TABLE = """Styrk code;Styrk description;Category level 1;Category level 2
0110;Offiserer;Sikkerhet og beredskap;Forsvar/militære
2310;Professorer;Utdanning ;Forskningsarbeid
1223;Forskningsledere;Utdanning;Forskningsarbeid
"""


def test_each_category_of_the_second_level_is_a_group_with_a_norwegian_name(given_file: GivenFile) -> None:
    taxonomy = read_taxonomy(given_file("kategorier.csv", TABLE))

    assert list(taxonomy.concepts) == ["pyrk:Sikkerhet og beredskap/Forsvar/militære", "pyrk:Utdanning/Forskningsarbeid"]
    research = taxonomy.concepts["pyrk:Utdanning/Forskningsarbeid"]
    assert (research.kind, research.code) == (ConceptKind.OCCUPATION_GROUP, "Utdanning/Forskningsarbeid")
    assert research.name(Language.NB) == "Forskningsarbeid"
    assert [scheme.versioned for scheme in taxonomy.schemes] == ["pyrk@unknown"]


def test_a_category_holds_the_codes_of_all_its_rows_as_narrower(given_file: GivenFile) -> None:
    (crosswalk,) = read_taxonomy(given_file("kategorier.csv", TABLE)).crosswalks
    assert crosswalk.mappings[1:] == (
        Mapping("pyrk:Utdanning/Forskningsarbeid", "styrk08:2310", Relation.NARROW),
        Mapping("pyrk:Utdanning/Forskningsarbeid", "styrk08:1223", Relation.NARROW),
    )


def test_a_missing_column_is_named(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("kategorier.csv", TABLE.replace("Category level 2", "Category 2")))
    assert (error.code, error.fields["column"], error.fields["nearest"]) == ("table.column_missing", "Category level 2", ("Category 2",))


def test_a_code_without_its_zero_and_a_category_without_a_name_are_shown(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("kategorier.csv", TABLE.replace("0110;", "110;")))
    assert (error.code, error.fields["column"], error.fields["line"]) == ("table.cell", "Styrk code", 2)
    error = refusal(given_file("kategorier.csv", TABLE.replace("Utdanning;Forskningsarbeid", "Utdanning; ")))
    assert (error.code, error.fields["column"], error.fields["line"]) == ("table.cell", "Category level 2", 4)
