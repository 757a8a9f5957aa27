"""A person asks: hints, days, versions. What is ranked how is tested in matching; the doors in journeys."""

from datetime import UTC, date, datetime

import pytest

from tvers.ads import Ad, Employer, Withdrawal, Workplace
from tvers.kernel import Caveat, Country, Language, NotFound, date_of
from tvers.person import Home, Profile
from tvers.services import Services
from tvers.services.memory import MemoryAds, MemoryMarkets, MemoryTaxonomies
from tvers.services.ports import Imported, Ports
from tvers.sources import read_profile_file
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def an_ad(number: int, **changes: object) -> Ad:
    values: dict[str, object] = {"title": "Elektriker", "text": f"Du har fagbrev. Nummer {number}.", "fingerprint": f"f{number}", **changes}
    return Ad("nav", str(number), employer=Employer("Strøm AS"), workplaces=(Workplace(Country.NO, "Halden", "3101"),), **values)  # type: ignore[arg-type]


def services() -> Services:
    return Services(Ports(MemoryTaxonomies(), MemoryAds(), MemoryMarkets(), lambda: NOW, read_profile_file))


def test_who_asks_while_ads_are_read_again_for_a_new_taxonomy_gets_the_answer_that_stands() -> None:
    taxonomies, ads, markets = MemoryTaxonomies(), MemoryAds(), MemoryMarkets()
    site, importing = (Services(Ports(taxonomies, ads, markets, lambda: NOW, read_profile_file)) for _ in range(2))
    person = Profile(text="Elektriker i Halden")
    before = site.match(person, wait=False)
    note = Imported("file.csv", "esco@1", "digest", NOW)
    more = Concept("esco:new", "esco", ConceptKind.OCCUPATION, "new", (Name(Language.NB, "tavlelodder", preferred=True),), isco08="8212")
    taxonomies.save([(Taxonomy([more]), note)])  # and here its program has to read every ad again
    assert site.match(person, wait=False) == before
    assert site.link("tavlelodder", ConceptKind.OCCUPATION).best != importing.link("tavlelodder", ConceptKind.OCCUPATION).best
    importing.snapshot()
    after = site.match(person, wait=False)
    assert dict(after.versions)["taxonomy"] == importing.taxonomy.version != dict(before.versions)["taxonomy"]
    assert site.link("tavlelodder", ConceptKind.OCCUPATION) == importing.link("tavlelodder", ConceptKind.OCCUPATION)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_new_installation_answers_from_the_example_ads_of_both_countries() -> None:
    answer = services().match(Profile(text="Elektriker i Halden"))
    assert answer.open_ads == 132
    assert answer.on == date_of(NOW)
    assert set(answer.countries) == {Country.NO, Country.SE}
    assert all(Caveat.EXAMPLE_AD in one.match.caveats for one in answer.matches)
    assert {name for name, _ in answer.versions} == {"method", "taxonomy", "ads"}


def test_a_day_on_which_nothing_was_open_is_told_with_the_days_on_which_something_was() -> None:
    asked = services()
    asked.import_ads([an_ad(1, published=at(date(2024, 3, 1)), expires=at(date(2024, 4, 1)))])
    answer = asked.match(Profile(text="Elektriker"), on=date(2020, 1, 1))
    assert answer.matches == ()
    (hint,) = answer.hints
    assert hint.code == "no_open_ads"
    assert dict(hint.fields)["on"] == date(2020, 1, 1)
    open_then = asked.match(Profile(text="Elektriker"), on=date(2024, 4, 1))
    assert [one.ad.id for one in open_then.matches] == ["nav:1"]


def test_an_ad_of_another_day_is_never_among_the_answers() -> None:
    asked = services()
    asked.import_ads(
        [an_ad(1, published=at(date(2026, 11, 26))), an_ad(2, expires=at(date(2026, 11, 24))), an_ad(3, expires=at(date(2026, 11, 25)))]
    )
    found = {one.ad.id for one in asked.match(Profile(text="Elektriker i Halden"), top=200).matches}
    assert "nav:3" in found
    assert not {"nav:1", "nav:2"} & found


def test_what_was_imported_is_in_the_next_answer_and_what_was_withdrawn_is_not() -> None:
    asked = services()
    profile = Profile(text="Elektriker", home=Home("Halden", Country.NO))
    before = asked.match(profile, top=200).open_ads
    asked.import_ads([an_ad(1)])
    assert asked.match(profile, top=200).open_ads == before + 1
    asked.import_ads([Withdrawal("nav", "1", NOW)])
    assert asked.match(profile, top=200).open_ads == before
    with pytest.raises(NotFound) as gone:
        asked.ad("nav:1")
    assert gone.value.code == "ad.withdrawn"


def test_a_taxonomy_that_is_imported_takes_effect_at_once() -> None:
    asked = services()
    asked.import_ads([an_ad(1, title="Fiolinbygger")])
    assert asked.match(Profile(occupations=("bryllupsfotograf",))).profile.not_understood[0].reason == "not_covered"
    names = (Name(Language.NB, "bryllupsfotograf", preferred=True),)
    violin = Concept("http://data.europa.eu/esco/occupation/violin", "esco", ConceptKind.OCCUPATION, names=names, isco08="7312")
    asked.import_taxonomies([("violins.csv", Taxonomy([violin]))])
    answer = asked.match(Profile(occupations=("bryllupsfotograf",)))
    assert answer.profile.not_understood == ()
    assert answer.matches[0].ad.id == "nav:1"


def test_nothing_within_reach_is_told_with_what_the_nearest_takes() -> None:
    asked = services()
    answer = asked.match(Profile(text="Elektriker", home=Home("Kautokeino", Country.NO), max_travel_minutes=10))
    assert [hint.code for hint in answer.hints] == ["nothing_in_reach"]
    assert dict(answer.hints[0].fields)["limit"] == 10


TEXT = """Du har fagbrev og fører journaler i Gerica og Spider. Sammen med lagleder i Tistedal bygger du om tavler og skap hos kunder i hele
Østfold, måler, dokumenterer og leverer i tide. Du møter kunder med et smil, rydder etter deg og lærer gjerne opp lærlinger."""


def test_the_same_job_from_two_feeds_is_shown_once_with_both_addresses() -> None:
    asked = services()
    twin = an_ad(1, text=TEXT, url="https://arbeidsplassen.nav.no/stillinger/stilling/1")
    other = Ad(
        "jobtech", "9", twin.title, twin.employer, twin.workplaces, f"{TEXT} Søk i dag!", url="https://example.se/9", fingerprint="x"
    )
    asked.import_ads([twin, other])
    answer = asked.match(Profile(text="Elektriker i Halden"), top=200)
    (shown,) = [one for one in answer.matches if one.ad.id in ("nav:1", "jobtech:9")]
    assert {shown.ad.url, *(ad.url for ad in shown.same)} == {twin.url, other.url}
    assert [ad.id for ad in asked.same_ads("nav:1")] == ["jobtech:9"]
    asked.import_ads([Withdrawal("jobtech", "9")])
    assert asked.same_ads("nav:1") == ()
    assert asked.same_ads("nav:nobody") == ()


def test_who_names_an_occupation_that_is_not_covered_is_told_so_and_not_asked_again() -> None:
    answer = services().match(Profile(occupations=("bryllupsfotograf",), home=Home("Halden")))

    assert [(hint.code, dict(hint.fields)) for hint in answer.hints] == [("not_covered", {"said": "bryllupsfotograf"})]
