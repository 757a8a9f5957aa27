from collections.abc import Callable
from pathlib import Path

from tvers.kernel import CannotRead, Language
from tvers.sources import read_taxonomy
from tvers.taxonomy import Mapping, Relation

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

KEY = """ssyk2012\tssyk_label_sv\tssyk_concept_id\tisco08\tisco_label_sv\tisco_concept_id
0110\tOfficerare\ta1\t0110\tOfficerare (ISCO)\tb1
2143\tElektroteknik\ta2\t2151\tElkraft\tb2
2143\tElektroteknik\ta2\t2152\tElektronik\tb3
2511\tSystemanalytiker\ta3\t2511\tSystemutvecklare\tb4
2510\tTestare\t\t2511\tSystemutvecklare\tb4
2512\tUtvecklare\ta4\t2521\tDatabaser\tb5
2512\tUtvecklare\ta4\t2512\tProgrammerare\tb6
2513\tSpel\ta5\t2521\tDatabaser\tb5
"""


def test_the_number_of_partners_tells_the_relation(given_file: GivenFile) -> None:
    crosswalk = next(found for found in read_taxonomy(given_file("key.tsv", KEY)).crosswalks if found.source_scheme == "ssyk2012")

    assert [(mapping.source_id[9:], mapping.target_id[7:], mapping.relation) for mapping in crosswalk.mappings] == [
        ("0110", "0110", Relation.EXACT),
        ("2143", "2151", Relation.NARROW),
        ("2143", "2152", Relation.NARROW),
        ("2511", "2511", Relation.BROAD),
        ("2510", "2511", Relation.BROAD),
        ("2512", "2521", Relation.RELATED),
        ("2512", "2512", Relation.NARROW),
        ("2513", "2521", Relation.BROAD),
    ]


def test_both_sides_become_groups_with_swedish_names(given_file: GivenFile) -> None:
    taxonomy = read_taxonomy(given_file("key.tsv", KEY))

    assert taxonomy.name("ssyk2012:0110", Language.SV) == "Officerare"
    assert taxonomy.name("isco08:0110", Language.SV) == "Officerare (ISCO)"
    assert (taxonomy.concepts["isco08:2151"].isco08, taxonomy.concepts["ssyk2012:2143"].isco08) == ("2151", "")


def test_jobtech_ids_of_groups_lead_to_their_codes(given_file: GivenFile) -> None:
    crosswalks = read_taxonomy(given_file("key.tsv", KEY)).crosswalks
    mappings = {mapping for crosswalk in crosswalks if crosswalk.source_scheme == "jobtech" for mapping in crosswalk.mappings}
    assert Mapping("jobtech:a2", "ssyk2012:2143", Relation.EXACT) in mappings
    assert Mapping("jobtech:b3", "isco08:2152", Relation.EXACT) in mappings
    assert len(mappings) == 5 + 6


def test_a_code_that_has_lost_its_zero_is_shown(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("key.tsv", KEY.replace("\n0110\t", "\n110\t")))
    assert (error.code, error.fields["column"], error.fields["value"]) == ("table.cell", "ssyk2012", "110")
