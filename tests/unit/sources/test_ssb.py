from collections.abc import Callable
from pathlib import Path

import pytest

from tvers.kernel import CannotRead, Language
from tvers.sources import read_taxonomy
from tvers.taxonomy import ConceptKind, Relation

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

ROWS = [
    ("2", "1", "Akademiske yrker", ""),
    ("22", "2", "Medisinske yrker", "2"),
    ("2223", "4", "Sykepleiere", "222"),
    ("2224", "4", "Vernepleiere", "222"),
    ("3439", "4", "Andre yrker innen estetiske fag", "343"),
    ("0000", "4", "Uoppgitt", "000"),
    ("0110", "4", "Offiserer", "011"),
]
TSV = "code\tlevel\tname\tparent\n" + "".join("\t".join(row) + "\n" for row in ROWS)
KLASS = '"code";"parentCode";"level";"name";"shortName"\n' + "".join(f'"{a}";"{d}";"{b}";"{c}";""\n' for a, b, c, d in ROWS)
ARTISTS = '"2651";"265";"4";"Kunstnere; malere på lærøl";""\n'


@pytest.mark.parametrize(
    "content",
    [TSV.encode(), KLASS.encode(), KLASS.encode("utf-8-sig"), KLASS.encode("latin-1"), KLASS.replace(";", ",").encode()],
    ids=["table", "klass", "klass with mark", "klass latin-1", "klass with commas"],
)
def test_the_list_becomes_groups_under_each_other(given_file: GivenFile, content: bytes) -> None:
    taxonomy = read_taxonomy(given_file("liste", content))

    assert list(taxonomy.concepts) == [f"styrk08:{code}" for code, *_ in ROWS]
    nurses = taxonomy.concepts["styrk08:2223"]
    assert (nurses.kind, nurses.code, nurses.broader) == (ConceptKind.OCCUPATION_GROUP, "2223", ("styrk08:222",))
    assert nurses.name(Language.NB) == "Sykepleiere"
    assert [scheme.versioned for scheme in taxonomy.schemes] == ["styrk08@2008"]


def test_letters_and_separators_inside_names_survive_either_encoding(given_file: GivenFile) -> None:
    for encoding in ("utf-8", "latin-1"):
        artists = read_taxonomy(given_file("liste.csv", (KLASS + ARTISTS).encode(encoding))).concepts["styrk08:2651"]
        assert artists.name(Language.NB) == "Kunstnere; malere på lærøl"


def test_codes_are_those_of_isco08_but_for_the_known_exceptions(given_file: GivenFile) -> None:
    (crosswalk,) = read_taxonomy(given_file("liste.tsv", TSV)).crosswalks

    assert (crosswalk.source_scheme, crosswalk.target_scheme) == ("styrk08", "isco08")
    assert {mapping.source_id[8:]: (mapping.target_id, mapping.relation) for mapping in crosswalk.mappings} == {
        "2": ("isco08:2", Relation.CLOSE),
        "22": ("isco08:22", Relation.CLOSE),
        "2223": ("isco08:2221", Relation.CLOSE),
        "2224": ("isco08:3412", Relation.CLOSE),
        "3439": ("isco08:3435", Relation.CLOSE),
        "0110": ("isco08:0110", Relation.EXACT),
    }


@pytest.mark.parametrize(("code", "level"), [("0301", "1"), ("A", "1"), ("110", "4"), ("01.1", "4")])
def test_a_list_of_something_else_is_refused(given_file: GivenFile, refusal: Refusal, code: str, level: str) -> None:
    error = refusal(given_file("liste.csv", f"code;parentCode;level;name\n{code};;{level};Oslo\n"))
    assert (error.code, error.fields["value"], error.fields["level"]) == ("ssb.not_styrk08", code, level)
