from collections import Counter

import pytest

from tvers.ads import Ad, AdReader, load_examples
from tvers.kernel import Country
from tvers.taxonomy import SISTER_GROUPS, Taxonomy, load_starter


def groups_of_the_code(ad: Ad, taxonomy: Taxonomy) -> set[str]:
    code = ad.occupation_codes[0]
    carriers = {
        taxonomy.concepts[mapping.source_id].isco08
        for crosswalk in taxonomy.crosswalks
        if crosswalk.target_scheme == code.scheme
        for mapping in crosswalk.mappings
        if mapping.target_id == f"{code.scheme}:{code.code}"
    }
    return carriers.union(*(SISTER_GROUPS.get(group, frozenset()) for group in carriers))


def test_there_are_sixty_six_example_ads_in_each_country() -> None:
    assert Counter(ad.country for ad in load_examples()) == {Country.NO: 66, Country.SE: 66}


def test_every_example_ad_has_an_id_of_its_own() -> None:
    assert len({ad.id for ad in load_examples()}) == len(load_examples())


def test_every_example_ad_is_marked_and_never_expires() -> None:
    assert all(ad.example and ad.expires is None and ad.employer.name.endswith(("(eksempel)", "(exempel)")) for ad in load_examples())


def test_no_example_ad_has_anything_that_looks_like_a_way_to_reach_a_person() -> None:
    assert [ad.id for ad in load_examples() if "@" in ad.text or "http" in ad.text] == []


@pytest.mark.parametrize("country", list(Country))
def test_the_best_guess_lies_in_the_group_of_the_ads_own_code(country: Country) -> None:
    taxonomy = load_starter()
    reader = AdReader(taxonomy)
    ads = [ad for ad in load_examples() if ad.country is country]

    guesses = {ad.id: taxonomy.concepts[reader.read(ad).occupations[0].concept_id].isco08 for ad in ads}
    inside = [ad.id for ad in ads if guesses[ad.id] in groups_of_the_code(ad, taxonomy)]

    assert len(inside) / len(ads) >= 0.85


@pytest.mark.parametrize("country", list(Country))
def test_nearly_every_example_ad_asks_for_skills_with_places_in_its_text(country: Country) -> None:
    reader = AdReader(load_starter())
    ads = [ad for ad in load_examples() if ad.country is country]

    readings = {ad.id: [found for found in reader.read(ad).requirements if found.kind == "skill"] for ad in ads}

    assert sum(bool(skills) for skills in readings.values()) / len(ads) >= 0.9
    assert all(0 <= found.start < found.end <= len(ad.text) for ad in ads for found in readings[ad.id])
