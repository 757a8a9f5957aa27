import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tvers.kernel import Language
from tvers.taxonomy import Concept, ConceptKind, load_starter

WANTED_GROUPS = (
    "1223 1321 1322 1323 1324 1330 2310 2320 2330"
    " 2111 2112 2113 2114 2120 2131 2132 2133 2141 2142 2143 2144 2145 2146 2149 2151 2152 2153 2161 2162 2163 2164 2165 2166"
    " 2511 2512 2513 2514 2519 2521 2522 2523 2529"
    " 3111 3112 3113 3114 3115 3116 3117 3118 3119 3121 3122 3123 3131 3132 3133 3134 3135 3139 3141 3142 3143"
    " 3151 3152 3153 3154 3155 3511 3512 3513 3514 3521 3522"
    " 7211 7212 7213 7214 7215 7221 7222 7223 7224 7231 7232 7233 7234 7311 7321 7322 7323 7411 7412 7413 7421 7422"
    " 8111 8112 8113 8114 8121 8122 8131 8132 8141 8142 8143 8151 8152 8153 8154 8155 8156 8157 8159 8160 8171 8172"
    " 8181 8182 8183 8189"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def codes_carried(scheme: str) -> set[str]:
    return {concept.code for concept in load_starter().of_kind(ConceptKind.OCCUPATION_GROUP) if concept.scheme == scheme}


def names_with_two_owners(concepts: tuple[Concept, ...]) -> dict[tuple[Language, str], set[str]]:
    owners: dict[tuple[Language, str], set[str]] = defaultdict(set)
    for concept in concepts:
        for name in concept.names:
            owners[name.language, " ".join(name.text.casefold().split())].add(concept.code)
    return {name: codes for name, codes in owners.items() if len(codes) > 1}


def test_the_starter_pack_has_enough_occupations_and_skills() -> None:
    assert len(load_starter().occupations) >= 220
    assert len(load_starter().skills) >= 600


@pytest.mark.parametrize("group", WANTED_GROUPS.split())
def test_every_technical_unit_group_has_an_occupation(group: str) -> None:
    assert [occupation.code for occupation in load_starter().occupations if occupation.isco08 == group]


def test_every_occupation_has_eight_to_twenty_skills() -> None:
    counts = {occupation.code: len({*occupation.essential, *occupation.optional}) for occupation in load_starter().occupations}

    assert {code: count for code, count in counts.items() if not 8 <= count <= 20} == {}


def test_no_skill_is_both_essential_and_optional_or_listed_twice() -> None:
    listed = {occupation.code: (*occupation.essential, *occupation.optional) for occupation in load_starter().occupations}

    assert [code for code, skills in listed.items() if len(set(skills)) != len(skills)] == []


def test_no_name_is_owned_by_two_occupations_in_one_language() -> None:
    assert names_with_two_owners(load_starter().occupations) == {}


def test_no_name_is_owned_by_two_skills_in_one_language() -> None:
    assert names_with_two_owners(load_starter().skills) == {}


def test_every_concept_has_exactly_one_preferred_name_in_each_language_it_is_named_in() -> None:
    taxonomy = load_starter()
    wrong = [
        (concept.code, language)
        for concept in (*taxonomy.occupations, *taxonomy.skills)
        for language in {name.language for name in concept.names}
        if sum(name.preferred for name in concept.names if name.language is language) != 1
    ]

    assert wrong == []


def test_every_skill_that_an_occupation_lists_is_in_the_pack() -> None:
    taxonomy = load_starter()
    known = {skill.id for skill in taxonomy.skills}

    assert {skill for occupation in taxonomy.occupations for skill in (*occupation.essential, *occupation.optional)} <= known


def test_every_styrk_code_of_the_pack_is_in_the_published_classification(reference_data: Path) -> None:
    published = {row["code"] for row in rows(reference_data / "crosswalks" / "styrk08.tsv") if row["level"] == "4"}

    assert codes_carried("styrk08") - published == set()


def test_every_ssyk_code_of_the_pack_is_in_the_published_crosswalk(reference_data: Path) -> None:
    published = {row["ssyk2012"] for row in rows(reference_data / "crosswalks" / "ssyk2012-isco08.tsv")}

    assert codes_carried("ssyk2012") - published == set()


def test_every_esco_uri_of_an_occupation_is_published_with_the_same_isco_code(reference_data: Path) -> None:
    published = {row["uri"]: row["isco08"] for row in rows(reference_data / "esco" / "occupations-isco-no-sv-da-en.tsv")}
    ours = {occupation.id: occupation.isco08 for occupation in load_starter().occupations if occupation.id.startswith("http")}

    assert len(ours) > 50
    assert {uri: (code, published.get(uri)) for uri, code in ours.items() if published.get(uri) != code} == {}


def test_every_esco_skill_that_the_pack_names_is_published(reference_data: Path) -> None:
    published = {row["uri"] for row in rows(reference_data / "esco" / "skills-en-sv-fi.tsv")}
    starter = load_starter()
    named = {skill.id for skill in starter.skills if skill.id.startswith("http")}
    named |= {mapping.target_id for crosswalk in starter.crosswalks if crosswalk.target_scheme == "esco" for mapping in crosswalk.mappings}

    assert len(named) > 300
    assert named - published == set()


def test_an_id_that_a_skill_had_before_it_was_found_to_be_esco_s_is_still_understood() -> None:
    (skill,) = load_starter().current("tvers:skill/project-management")

    assert skill.id.startswith("http://data.europa.eu/esco/skill/")
    assert skill.name(Language.NB) == "prosjektledelse"
