import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvers.ads import (
    Ad,
    AdRecord,
    Employer,
    Engagement,
    OccupationCode,
    Remote,
    Requirement,
    RequirementKind,
    Unreadable,
    Workplace,
    WorkTime,
)
from tvers.kernel import CannotRead, Country, Language
from tvers.sources import read_ads, schema_org
from tvers.words import say

PLACE = {
    "@type": "Place",
    "address": {"@type": "PostalAddress", "addressLocality": "Strömstad", "postalCode": "452 30", "addressCountry": "SE"},
    "geo": {"@type": "GeoCoordinates", "latitude": "58.94", "longitude": 11.17},
}


def posting(**changes: object) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Elkonstruktör",
        "description": "<p>Du ritar ställverk.</p>",
        "identifier": {"@type": "PropertyValue", "name": "Gränskraft AB", "value": "A-17"},
        "datePosted": "2026-10-05",
        "validThrough": "2026-11-02",
        "hiringOrganization": {"@type": "Organization", "name": "Gränskraft AB", "vatID": "SE556677889901", "telephone": "0526-123 45"},
        "jobLocation": PLACE,
        "employmentType": ["FULL_TIME", "TEMPORARY"],
        "url": "https://granskraft.example/jobb/17",
        "applicationContact": {"name": "Kari Eksempel", "email": "kari@example.no"},
        **changes,
    }


def read_ad(**changes: object) -> Ad:
    record = schema_org.read(posting(**changes))
    assert isinstance(record, Ad), record
    return record


def read_text(folder: Path, text: str) -> list[AdRecord]:
    path = folder / "file"
    path.write_text(text, encoding="utf-8")
    return list(read_ads(path))


def titles(records: list[AdRecord]) -> list[str]:
    return [record.title if isinstance(record, Ad) else type(record).__name__ for record in records]


def test_a_posting_is_read_field_by_field() -> None:
    ad = read_ad(description="<p onclick='x'>Du ritar ställverk.</p><script>alert(1)</script>")
    assert ad.id == "schema_org:gränskraft-ab.A-17"
    assert (ad.title, ad.text, ad.html) == ("Elkonstruktör", "Du ritar ställverk.", "<p>Du ritar ställverk.</p>")
    assert ad.employer == Employer("Gränskraft AB", "5566778899")
    assert ad.workplaces == (Workplace(Country.SE, "Strömstad", "1486", "45230", 58.94, 11.17),)
    assert (ad.work_time, ad.engagement, ad.remote) == (WorkTime.FULL, Engagement.FIXED_TERM, None)
    assert ad.url == "https://granskraft.example/jobb/17"


def test_times_without_an_offset_are_told_by_the_countrys_clock_and_a_last_day_is_included() -> None:
    ad = read_ad()
    assert ad.published == datetime(2026, 10, 4, 22, tzinfo=UTC)
    assert ad.expires == datetime(2026, 11, 2, 22, 59, 59, tzinfo=UTC)
    assert ad.dates_as_given == (("datePosted", "2026-10-05"), ("validThrough", "2026-11-02"))
    assert read_ad(validThrough="2026-11-02T12:00:00+01:00").expires == datetime(2026, 11, 2, 11, tzinfo=UTC)


def test_contact_persons_and_numbers_are_not_stored() -> None:
    stored = repr(read_ad(description="Ring Kari Eksempel på 69 12 34 56."))
    assert not any(secret in stored for secret in ("Kari", "kari@", "69 12", "0526"))


@pytest.mark.parametrize(
    ("changes", "source_id"),
    [
        ({"identifier": "17"}, "5566778899.17"),
        ({"identifier": 17}, "5566778899.17"),
        ({"identifier": [{"value": "x 1/2", "name": "Bolaget"}]}, "bolaget.8d03f4bedc4838531cca"),
        ({"identifier": None}, "url-452a6add5db74c037d04"),
        ({"identifier": {"value": ""}, "url": "", "@id": "https://granskraft.example/jobb/17"}, "url-452a6add5db74c037d04"),
    ],
)
def test_an_id_is_the_publishers_own_else_made_of_the_address(changes: dict[str, object], source_id: str) -> None:
    assert read_ad(**changes).source_id == source_id


def test_without_id_and_address_the_words_make_the_id_whatever_the_dates() -> None:
    nameless = {"identifier": None, "url": None}
    assert read_ad(**nameless).source_id == read_ad(**nameless, datePosted="2026-10-06").source_id
    assert read_ad(**nameless).source_id != read_ad(**nameless, title="Svetsare").source_id
    assert read_ad(**nameless).source_id.startswith("text-")


def test_an_id_can_stand_in_an_address_and_in_the_store() -> None:
    ad = read_ad(identifier={"name": "Bolag " * 90, "value": "x/" * 300})
    assert len(ad.id) <= 200
    assert "/" not in ad.id


def test_escaped_html_is_restored() -> None:
    ad = read_ad(description="&lt;p&gt;Du ritar &amp;amp; räknar.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;EPLAN&lt;/li&gt;&lt;/ul&gt;")
    assert ad.text == "Du ritar & räknar.\n- EPLAN"


def test_what_stands_beside_the_description_is_added_once() -> None:
    ad = read_ad(qualifications="Du har B-körkort.", skills=["EPLAN", "Du ritar ställverk."])
    assert ad.text == "Du ritar ställverk.\n\nDu har B-körkort.\n\nEPLAN\nDu ritar ställverk."


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ({"address": {"addressLocality": "HALDEN", "addressCountry": {"@type": "Country", "name": "Norge"}}}, ("NO", "Halden", "3101")),
        ({"address": {"addressLocality": "Tistedal", "addressRegion": "Halden", "addressCountry": "NO"}}, ("NO", "Tistedal", "3101")),
        ({"address": "Halden, Norway"}, ("NO", "Halden", "3101")),
        ({"address": {"addressLocality": "København", "addressCountry": "DK"}}, (None, "København, DK", "")),
        ({"address": {"addressCountry": "SE"}}, ("SE", "SE", "")),
        ("Strömstad, Sverige", ("SE", "Strömstad", "1486")),
        ("hos kunden", (None, "hos kunden", "")),
    ],
)
def test_places_as_publishers_write_them(location: object, place: tuple[str | None, str, str]) -> None:
    (found,) = read_ad(jobLocation=[location]).workplaces
    assert (found.country, found.name, found.municipality_code) == place


def test_work_from_home_is_in_the_countries_that_it_may_be_done_in() -> None:
    ad = read_ad(
        jobLocation=None, jobLocationType="TELECOMMUTE", applicantLocationRequirements=[{"name": "Norway"}, {"name": "SE"}, {"name": "US"}]
    )
    assert ad.remote is Remote.FULL
    assert [place.country for place in ad.workplaces] == [Country.NO, Country.SE]


def test_codes_are_iscos_or_escos() -> None:
    ad = read_ad(
        occupationalCategory=[
            "2151",
            "15-1132.00",
            {"codeValue": "2512", "inCodeSet": "SSYK 2012"},
            {"codeValue": "2142", "inCodeSet": {"name": "ISCO-08"}, "name": "Civil engineers"},
            "http://data.europa.eu/esco/isco/C2153",
        ],
        relevantOccupation={"@id": "http://data.europa.eu/esco/occupation/0aa1-b"},
    )
    assert ad.occupation_codes == (
        OccupationCode("isco08", "2151"),
        OccupationCode("isco08", "2142", "Civil engineers"),
        OccupationCode("isco08", "2153"),
        OccupationCode("esco", "http://data.europa.eu/esco/occupation/0aa1-b"),
    )


def test_education_and_experience_are_asked_for() -> None:
    asked = {
        "educationRequirements": [{"credentialCategory": "postgraduate degree"}, {"credentialCategory": ["bachelor degree"]}],
        "experienceRequirements": {"monthsOfExperience": 30},
    }
    years = Requirement(RequirementKind.EXPERIENCE, "2.5", must=True)
    assert read_ad(**asked).requirements == (Requirement(RequirementKind.LEVEL, "isced6", must=True), years)
    assert read_ad(**asked, experienceInPlaceOfEducation=True).requirements == (
        Requirement(RequirementKind.LEVEL, "isced6", must=False),
        years,
    )


@pytest.mark.parametrize(
    ("given", "work_time", "engagement"),
    [
        ("FULL_TIME,PART_TIME", None, None),
        ("part-time", WorkTime.PART, None),
        ("https://schema.org/FullTime", WorkTime.FULL, None),
        (["INTERN"], None, Engagement.TRAINEE),
        (["CONTRACTOR", "OTHER", {"x": 1}], None, None),
    ],
)
def test_kinds_of_employment(given: object, work_time: WorkTime | None, engagement: Engagement | None) -> None:
    ad = read_ad(employmentType=given)
    assert (ad.work_time, ad.engagement) == (work_time, engagement)


def test_pay_address_language_and_number() -> None:
    ad = read_ad(
        baseSalary={"currency": "SEK", "value": {"minValue": 42000, "maxValue": 52000, "unitText": "MONTH"}},
        potentialAction={"@type": "ApplyAction", "target": {"urlTemplate": "https://granskraft.example/sok/17"}},
        inLanguage="sv-SE",
        totalJobOpenings="2",
    )
    assert (ad.pay_text, ad.apply_url) == ("42000–52000 SEK / MONTH", "https://granskraft.example/sok/17")
    assert (ad.language, ad.positions) == (Language.SV, 2)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (posting(), ["Elkonstruktör"]),
        ([posting(), posting(title="Svetsare")], ["Elkonstruktör", "Svetsare"]),
        ({"@graph": [{"@type": "WebSite", "name": "x"}, posting()]}, ["Elkonstruktör"]),
        ([{"@context": "https://schema.org", "@graph": [posting(), posting(title="")]}], ["Elkonstruktör", "Unreadable"]),
        (posting(**{"@type": ["Thing", "schema:JobPosting"]}), ["Elkonstruktör"]),
        ({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": posting()}]}, ["Elkonstruktör"]),
        ([{"uuid": "n1", "title": "Ingeniør", "workLocations": []}, posting()], ["Ingeniør", "Elkonstruktör"]),
    ],
)
def test_a_posting_is_found_wherever_it_stands(tmp_path: Path, content: object, found: list[str]) -> None:
    assert titles(read_text(tmp_path, json.dumps(content))) == found


def test_postings_one_a_line_are_read(tmp_path: Path) -> None:
    assert titles(read_text(tmp_path, f"{json.dumps(posting())}\n{json.dumps(posting(title='Svetsare'))}")) == ["Elkonstruktör", "Svetsare"]


def test_linked_data_without_postings_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        read_text(tmp_path, '{"@context": "https://schema.org", "@type": "Organization"}')
    assert caught.value.code == "ads.unknown_shape"


def page(*blocks: str) -> str:
    scripts = "".join(f'<script type="Application/LD+JSON; charset=utf-8">{block}</script>' for block in blocks)
    return f"<!doctype html><html><head><script>if (a < b) {{}}</script>{scripts}</head><body><p>JobPosting</p></body></html>"


def test_postings_in_a_page_are_read_and_a_broken_block_is_set_aside(tmp_path: Path) -> None:
    broken = '{"@type": "JobPosting", "title": "x", "telephone": "69 12 34 56"'
    records = read_text(
        tmp_path,
        page(
            json.dumps(posting()),
            broken,
            '{"@type": "BreadcrumbList",}',
            '<!--\n{"@type": "JobPosting", "title": "Svetsare", "description": "rad\nrad"}\n-->',
        ),
    )
    assert titles(records) == ["Elkonstruktör", "Unreadable", "Svetsare"]
    set_aside = records[1]
    assert isinstance(set_aside, Unreadable)
    assert (set_aside.source, set_aside.reason, set_aside.detail) == ("schema_org", "record.not_json", "block 2")
    assert "69" not in set_aside.excerpt


def test_a_block_that_the_page_ends_in_is_set_aside(tmp_path: Path) -> None:
    whole = page(json.dumps(posting(title="Svetsare")), json.dumps(posting()))
    assert titles(read_text(tmp_path, whole[: whole.rindex("</script>") - 20])) == ["Svetsare", "Unreadable"]


def test_a_page_without_postings_is_a_web_page(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        read_text(tmp_path, page('{"@type": "Organization"}'))
    assert caught.value.code == "file.web_page"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": {"x": 1}}, "record.no_title"),
        ({"description": None}, "record.no_content"),
        ({"datePosted": "i går"}, "record.bad_date"),
        ({"validThrough": "2026-13-01"}, "record.bad_date"),
    ],
)
def test_a_posting_that_cannot_be_read_says_why(changes: dict[str, object], reason: str) -> None:
    record = schema_org.read(posting(**changes))
    assert isinstance(record, Unreadable)
    assert record.reason == reason
    assert say(f"quarantine.{reason}", Language.NN)
    assert "Kari" not in record.excerpt


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*posting(), "value", "name", "address"]), inner, max_size=5)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*posting(), "baseSalary", "occupationalCategory", "jobLocationType"]), ANYTHING))
def test_no_json_stops_the_reader(changes: dict[str, Any]) -> None:
    record = schema_org.read(posting(**changes))
    assert isinstance(record, Ad | Unreadable)
    assert len(record.id if isinstance(record, Ad) else record.source_id) <= 200


@given(st.text() | st.text(alphabet='<>/"script= type-!{}[]:,ld+json'))
def test_no_page_stops_the_reader(text: str) -> None:
    for block in schema_org.blocks(f'<html><script type="application/ld+json">{text}'):
        assert isinstance(block, str)


@pytest.mark.reference_data
def test_real_postings_are_read(reference_data: Path) -> None:
    (office,) = read_ads(reference_data / "formats/schema_jobposting_google.RECONSTRUCTED.jsonld")
    assert isinstance(office, Ad)
    assert (office.source_id, office.workplaces[0].municipality_code) == ("platsbanken.28746073", "1486")
    assert {one.value for one in office.requirements} == {"isced6", "2"}
    (home,) = read_ads(reference_data / "formats/schema_jobposting_remote.RECONSTRUCTED.jsonld")
    assert isinstance(home, Ad)
    assert (home.remote, [place.country for place in home.workplaces]) == (Remote.FULL, [Country.NO, Country.SE])
