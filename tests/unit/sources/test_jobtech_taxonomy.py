import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tvers.kernel import CannotRead, Language
from tvers.sources import read_taxonomy
from tvers.taxonomy import ConceptKind, Mapping, Relation

GivenFile = Callable[[str, str | bytes], Path]
Refusal = Callable[[Path], CannotRead]

TECHNICIAN = {"id": "AF1L_wVt_xmK", "preferred_label": "IT-tekniker", "type": "occupation-name"}
GROUP = {"id": "13md_uyV_BNG", "preferred_label": "Drifttekniker, IT", "ssyk_code_2012": "3511", "type": "ssyk-level-4"}
ISCO = {"id": "Siuz_11F_GQr", "preferred_label": "Drifttekniker, IKT", "isco_code_08": "3511", "type": "isco-level-4"}
OFFICERS = {"id": "KiVA_anS_RJh", "preferred_label": "Officerare", "ssyk_code_2012": "0110", "type": "ssyk-level-4"}


def bulk(*concepts: dict[str, Any]) -> str:
    return json.dumps({"data": {"concepts": concepts}})


def test_the_hierarchy_becomes_groups_and_occupations_each_under_the_next(given_file: GivenFile) -> None:
    top = {"id": "x3", "preferred_label": "Drift", "ssyk_code_2012": "351", "type": "ssyk-level-3"}
    taxonomy = read_taxonomy(given_file("h.json", bulk({**top, "narrower": [{**GROUP, "narrower": [TECHNICIAN]}]})))

    occupation = taxonomy.concepts["jobtech:AF1L_wVt_xmK"]
    assert (occupation.kind, occupation.code, occupation.broader) == (ConceptKind.OCCUPATION, "AF1L_wVt_xmK", ("ssyk2012:3511",))
    assert occupation.name(Language.SV) == "IT-tekniker"
    assert taxonomy.concepts["ssyk2012:3511"].broader == ("ssyk2012:351",)
    assert taxonomy.concepts["ssyk2012:3511"].kind is ConceptKind.OCCUPATION_GROUP
    assert [mapping for crosswalk in taxonomy.crosswalks for mapping in crosswalk.mappings] == [
        Mapping("jobtech:13md_uyV_BNG", "ssyk2012:3511", Relation.EXACT),
        Mapping("jobtech:AF1L_wVt_xmK", "ssyk2012:3511", Relation.BROAD),
    ]
    assert [scheme.versioned for scheme in taxonomy.schemes] == ["ssyk2012@2012", "jobtech@unknown"]


def test_related_isco_groups_become_a_crosswalk_whose_relations_follow_from_the_counts(given_file: GivenFile) -> None:
    other = {**ISCO, "id": "o", "isco_code_08": "3512"}
    officers = {**ISCO, "id": "p", "isco_code_08": "0110"}
    text = bulk({**GROUP, "related": [ISCO, other]}, {**OFFICERS, "related": [officers]})
    crosswalks = read_taxonomy(given_file("related.json", text)).crosswalks

    assert [crosswalk.mappings for crosswalk in crosswalks if crosswalk.source_scheme == "ssyk2012"] == [
        (
            Mapping("ssyk2012:3511", "isco08:3511", Relation.NARROW),
            Mapping("ssyk2012:3511", "isco08:3512", Relation.NARROW),
            Mapping("ssyk2012:0110", "isco08:0110", Relation.EXACT),
        )
    ]


def test_a_file_without_occupations_does_not_take_those_of_another_away(given_file: GivenFile) -> None:
    with_occupations = read_taxonomy(given_file("a.json", bulk({**GROUP, "narrower": [TECHNICIAN]})))
    with_isco = read_taxonomy(given_file("b.json", bulk({**GROUP, "related": [ISCO]})))

    sources = {mapping.source_id for crosswalk in with_occupations.merged(with_isco).crosswalks for mapping in crosswalk.mappings}
    assert "jobtech:AF1L_wVt_xmK" in sources


def test_skills_carry_their_swedish_names(given_file: GivenFile) -> None:
    skill = {"id": "11L4_Q2Z_8tM", "preferred_label": "Kylteknik", "type": "skill", "alternative_labels": ["Kyla"]}
    taxonomy = read_taxonomy(given_file("skills.json", bulk(skill)))

    found = taxonomy.concepts["jobtech:11L4_Q2Z_8tM"]
    assert (found.kind, found.scheme, [name.text for name in found.names]) == (ConceptKind.SKILL, "jobtech", ["Kylteknik", "Kyla"])


def test_of_the_legacy_table_occupations_and_skills_are_taken(given_file: GivenFile) -> None:
    def concept(concept_id: str, kind: str) -> dict[str, Any]:
        return {"1": {"conceptId": concept_id, "legacyAmsTaxonomyId": "1", "preferredLabel": concept_id.upper(), "type": kind}}

    legacy = {kind: concept(kind[0], kind) for kind in ("municipality", "occupation-name", "skill", "ssyk-level-4")}
    taxonomy = read_taxonomy(given_file("legacy.json", json.dumps(legacy)))
    assert [(concept.id, concept.kind) for concept in taxonomy] == [
        ("jobtech:o", ConceptKind.OCCUPATION),
        ("jobtech:s", ConceptKind.SKILL),
    ]


@pytest.mark.parametrize(
    ("concept", "what"),
    [
        ({"type": "language", "id": "1", "preferred_label": "Grebo"}, "language"),
        ({"type": "region", "id": "1", "preferred_label": "Cher"}, "region"),
        ({"type": "keyword", "id": "1", "preferred_label": "x", "related": [TECHNICIAN]}, "keyword"),
        ({"type": "sun-education-field-1", "id": "1", "preferred_label": "x"}, "sun-education-field-1"),
        ({"type": "sun-education-level-1", "id": "1", "preferred_label": "x"}, "sun-education-level-1"),
        ({**TECHNICIAN, "substituted_by": [], "substitutes": []}, "substitutability"),
    ],
)
def test_files_that_are_not_used_yet_are_refused_by_their_name(
    given_file: GivenFile, refusal: Refusal, concept: dict[str, Any], what: str
) -> None:
    error = refusal(given_file("x.json", bulk(concept)))
    assert (error.code, error.fields["what"]) == ("taxonomy.not_used_yet", what)


def test_a_missing_key_is_named_with_the_record_and_the_nearest(given_file: GivenFile, refusal: Refusal) -> None:
    broken = {"id": "x", "prefered_label": "Drift", "ssyk_code_2012": "3511", "type": "ssyk-level-4"}
    error = refusal(given_file("x.json", bulk(OFFICERS, broken)))
    assert error.code == "json.key_missing"
    assert (error.fields["key"], error.fields["nearest"], error.fields["record"]) == ("preferred_label", ("prefered_label",), 2)


def test_a_code_that_is_none_is_shown(given_file: GivenFile, refusal: Refusal) -> None:
    error = refusal(given_file("x.json", bulk({**GROUP, "ssyk_code_2012": "35x1"})))
    assert (error.code, error.fields["key"], error.fields["value"]) == ("json.value", "ssyk_code_2012", "35x1")


def test_a_file_cut_off_anywhere_is_refused(given_file: GivenFile, refusal: Refusal) -> None:
    whole = bulk(OFFICERS)
    for end in range(1, len(whole)):
        assert refusal(given_file("x.json", whole[:end])).code == "file.truncated", whole[:end]
