import json
from pathlib import Path

import pytest

from tvers.kernel import CannotRead
from tvers.sources import read_taxonomy
from tvers.taxonomy import Mapping, Relation, Taxonomy

OLD, NEW, PART = (f"http://data.europa.eu/esco/occupation/{name}" for name in ("old", "new", "part"))


def rows(taxonomy: Taxonomy) -> set[Mapping]:
    return {mapping for crosswalk in taxonomy.crosswalks if crosswalk.is_history for mapping in crosswalk.mappings}


def test_a_table_of_two_columns_is_read(tmp_path: Path) -> None:
    file = tmp_path / "history.tsv"
    file.write_text(f"replaced\treplaced_by\n{OLD}\t{NEW}\n{OLD}\t{PART}\njobtech:a\tjobtech:b\n", encoding="utf-8")
    found = read_taxonomy(file)
    assert rows(found) == {
        Mapping(OLD, NEW, Relation.NARROW),
        Mapping(OLD, PART, Relation.NARROW),
        Mapping("jobtech:a", "jobtech:b", Relation.EXACT),
    }
    assert {crosswalk.source_scheme for crosswalk in found.crosswalks} == {"esco", "jobtech"}


@pytest.mark.parametrize(("old", "new"), [("a", "jobtech:b"), ("jobtech:a", ""), ("jobtech:a", OLD), ("jobtech:a", "jobtech:a")])
def test_what_is_no_id_or_leads_elsewhere_is_told_with_its_line(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "history.tsv"
    file.write_text(f"replaced\treplaced_by\n{old}\t{new}\n", encoding="utf-8")
    with pytest.raises(CannotRead) as told:
        read_taxonomy(file)
    assert told.value.fields["line"] == 2


def test_jobtechs_list_of_replacements_is_read(tmp_path: Path) -> None:
    change = {"taxonomy/version": 2, "taxonomy/concept": {"taxonomy/id": "old", "taxonomy/replaced-by": [{"taxonomy/id": "new"}]}}
    only_gone = {"taxonomy/version": 2, "taxonomy/concept": {"taxonomy/id": "gone"}}
    file = tmp_path / "changes.json"
    file.write_text(json.dumps([change, only_gone]), encoding="utf-8")
    assert rows(read_taxonomy(file)) == {Mapping("jobtech:old", "jobtech:new", Relation.EXACT)}


def test_replacements_inside_a_bulk_file_are_read(tmp_path: Path) -> None:
    concept = {"type": "occupation-name", "id": "old", "preferred_label": "Kallskänka", "replaced_by": [{"id": "new"}]}
    other = {"type": "occupation-name", "id": "new", "preferred_label": "Kock"}
    file = tmp_path / "concepts.json"
    file.write_text(json.dumps({"data": {"concepts": [concept, other]}}), encoding="utf-8")
    found = read_taxonomy(file)
    assert rows(found) == {Mapping("jobtech:old", "jobtech:new", Relation.EXACT)}
    assert found.successors == {"jobtech:old": ("jobtech:new",)}
