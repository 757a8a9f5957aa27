from datetime import UTC, datetime
from typing import Any

import pytest

from tvers.ads import Ad, Employer, Engagement, OccupationCode, Unreadable, Withdrawal, Workplace, WorkTime
from tvers.kernel import Country
from tvers.sources import nav

OSLO_PLACE = {"country": "NORGE", "address": None, "city": "OSLO", "postalCode": "0187", "county": "OSLO", "municipal": "OSLO"}


def feed_ad(**changes: object) -> dict[str, Any]:
    return {
        "uuid": "11111111-1111-4111-8111-111111111111",
        "published": "2026-10-05T00:00:00+02:00",
        "expires": "2026-11-02T00:00:00+01:00",
        "updated": "2026-10-05T10:01:00.123+02:00",
        "workLocations": [OSLO_PLACE],
        "contactList": [{"name": "Kari Eksempel", "email": "kari@example.no", "phone": "69123456"}],
        "title": "Elkraftingeniør",
        "description": "<p>Vi bygger om stasjoner.</p>",
        "applicationUrl": "www.example.no/sok",
        "applicationDue": "Snarest",
        "link": "https://arbeidsplassen.nav.no/stillinger/stilling/1111",
        "employer": {"name": "Grensenett AS", "orgnr": "987 654 321", "description": "Om oss"},
        "engagementtype": "Fast",
        "extent": "Heltid",
        "positioncount": "2",
        **changes,
    }


def read_ad(**changes: object) -> Ad:
    record = nav.read(feed_ad(**changes))
    assert isinstance(record, Ad), record
    return record


def read_place(**location: object) -> Workplace:
    return read_ad(
        workLocations=[{**OSLO_PLACE, "city": None, "postalCode": None, "county": None, "municipal": None, **location}]
    ).workplaces[0]


def test_an_ad_is_read_field_by_field() -> None:
    ad = read_ad()
    assert ad.id == "nav:11111111-1111-4111-8111-111111111111"
    assert (ad.title, ad.text, ad.html) == ("Elkraftingeniør", "Vi bygger om stasjoner.", "<p>Vi bygger om stasjoner.</p>")
    assert ad.employer == Employer("Grensenett AS", "987654321")
    assert ad.workplaces == (Workplace(Country.NO, "Oslo", "0301", "0187"),)
    assert (ad.engagement, ad.work_time, ad.positions) == (Engagement.PERMANENT, WorkTime.FULL, 2)
    assert (ad.url, ad.apply_url) == ("https://arbeidsplassen.nav.no/stillinger/stilling/1111", "https://www.example.no/sok")


def test_dates_become_utc_and_are_kept_as_given() -> None:
    ad = read_ad()
    assert ad.published == datetime(2026, 10, 4, 22, tzinfo=UTC)
    assert ad.expires == datetime(2026, 11, 1, 23, tzinfo=UTC)
    assert ad.updated == datetime(2026, 10, 5, 8, 1, 0, 123000, tzinfo=UTC)
    assert dict(ad.dates_as_given) == {
        "published": "2026-10-05T00:00:00+02:00",
        "expires": "2026-11-02T00:00:00+01:00",
        "updated": "2026-10-05T10:01:00.123+02:00",
        "applicationDue": "Snarest",
    }


def test_contact_persons_and_the_employers_description_are_not_stored() -> None:
    stored = repr(read_ad(applicationDue="ring 69 12 34 56"))
    assert not any(secret in stored for secret in ("Kari", "69123456", "69 12", "kari@", "Om oss"))


def test_codes_come_in_their_own_schemes() -> None:
    ad = read_ad(
        categoryList=[
            {"categoryType": "STYRK08", "code": "2223", "name": "Sykepleiere"},
            {"categoryType": "STYRK08NAV", "code": "222301", "name": "x"},
            {"categoryType": "ESCO", "code": "http://data.europa.eu/esco/occupation/abc", "name": "elkraftingeniør"},
            {"categoryType": "JANZZ", "code": 123456, "name": "x"},
        ],
        occupationCategories=[{"level1": "IT", "level2": "Utvikling"}, {"level1": "IT", "level2": None}],
        jobtitle=" Systemutvikler ",
    )
    assert ad.occupation_codes == (
        OccupationCode("styrk08", "2223", "Sykepleiere"),
        OccupationCode("esco", "http://data.europa.eu/esco/occupation/abc", "elkraftingeniør"),
        OccupationCode("pyrk", "IT/Utvikling", "Utvikling"),
    )
    assert ad.job_title == "Systemutvikler"


@pytest.mark.parametrize(
    ("given", "title", "meaning"),
    [
        ("Fast", "Ingeniør", Engagement.PERMANENT),
        ("Vikariat", "Ingeniør", Engagement.FIXED_TERM),
        ("Engasjement", "Ingeniør", Engagement.FIXED_TERM),
        ("Prosjekt", "Ingeniør", Engagement.FIXED_TERM),
        ("Åremål", "Direktør", Engagement.FIXED_TERM),
        ("Sesong", "Heisvakt", Engagement.FIXED_TERM),
        ("Sesong", "Sommerjobb på verkstedet", Engagement.SUMMER),
        ("Sommerjobb", "Ingeniør", Engagement.SUMMER),
        ("Lærling", "Elektriker", Engagement.APPRENTICESHIP),
        ("Trainee", "Ingeniør", Engagement.TRAINEE),
        ("Annet", "Ingeniør", None),
        (None, "Ingeniør", None),
    ],
)
def test_engagement_is_read(given: str | None, title: str, meaning: Engagement | None) -> None:
    assert read_ad(engagementtype=given, title=title).engagement is meaning


@pytest.mark.parametrize(("extent", "meaning"), [("Heltid", WorkTime.FULL), ("Deltid", WorkTime.PART), (None, None), ("?", None)])
def test_extent_is_read(extent: str | None, meaning: WorkTime | None) -> None:
    assert read_ad(extent=extent).work_time is meaning


@pytest.mark.parametrize(
    ("municipal", "county", "code"),
    [
        ("HALDEN", "ØSTFOLD", "3101"),
        ("HALDEN", "VIKEN", "3101"),
        ("VÅLER", "ØSTFOLD", "3114"),
        ("VÅLER", "VIKEN", "3114"),
        ("VÅLER", "INNLANDET", "3419"),
        ("VÅLER", "HEDMARK", "3419"),
        ("VÅLER (INNLANDET)", None, "3419"),
        ("VÅLER", None, ""),
        ("HERØY", "NORDLAND", "1818"),
        ("HERØY", "MØRE OG ROMSDAL", "1515"),
        ("ALTA", "TROMS OG FINNMARK", "5601"),
        ("KAUTOKEINO - GUOVDAGEAIDNU", "FINNMARK", "5612"),
        ("AURSKOG-HØLAND", "AKERSHUS", "3226"),
        ("HALDEN", "NORDLAND", "3101"),
        ("?", "OSLO", "0301"),
        ("INGENSTEDS", "NORDLAND", ""),
    ],
)
def test_the_county_tells_namesakes_apart(municipal: str, county: str | None, code: str) -> None:
    assert read_place(municipal=municipal, county=county).municipality_code == code


def test_the_city_stands_in_where_the_municipality_is_not_named() -> None:
    assert read_place(city="SVINNDAL").municipality_code == "3114"


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ({"city": "MO I RANA", "municipal": "RANA"}, "Mo i Rana"),
        ({"city": "Lier", "municipal": "LIER"}, "Lier"),
        ({"municipal": "AURSKOG-HØLAND"}, "Aurskog-Høland"),
        ({"county": "MØRE OG ROMSDAL"}, "Møre og Romsdal"),
        ({}, "Norge"),
    ],
)
def test_names_are_in_ordinary_case(location: dict[str, str], name: str) -> None:
    assert read_place(**location).name == name


def test_places_in_the_other_country_and_elsewhere() -> None:
    swedish = read_place(country="SVERIGE", city="STRÖMSTAD")
    assert (swedish.country, swedish.name, swedish.municipality_code) == (Country.SE, "Strömstad", "1486")
    assert read_place(country="TSJEKKIA") == Workplace(None, "Tsjekkia")
    assert read_place(country="TSJEKKIA", city="PRAHA").name == "Praha, Tsjekkia"
    assert read_place(country=None, municipal="HALDEN").country is Country.NO
    assert read_place(country=None).country is None


def test_several_places_are_kept_and_repeated_ones_are_not() -> None:
    trondheim = {**OSLO_PLACE, "city": "TRONDHEIM", "postalCode": "7010", "county": "TRØNDELAG", "municipal": "TRONDHEIM"}
    ad = read_ad(workLocations=[OSLO_PLACE, trondheim, OSLO_PLACE, None])
    assert [place.municipality_code for place in ad.workplaces] == ["0301", "5001"]


def test_an_entry_holds_the_ad_under_either_name() -> None:
    for key in ("ad_content", "json"):
        entry = {"uuid": "e1", "sistEndret": "2026-10-05T10:01:00+02:00", "status": "ACTIVE", key: feed_ad()}
        record = nav.read(entry)
        assert isinstance(record, Ad)
        assert record.source_id == "e1"
        assert record.fingerprint == read_ad().fingerprint


@pytest.mark.parametrize("content", [{}, {"ad_content": None}, {"ad_content": feed_ad()}])
def test_an_inactive_entry_is_a_withdrawal(content: dict[str, object]) -> None:
    entry = {"uuid": "e1", "sistEndret": "2026-10-05T09:15:01+02:00", "status": "INACTIVE", **content}
    assert nav.read(entry) == Withdrawal("nav", "e1", datetime(2026, 10, 5, 7, 15, 1, tzinfo=UTC))
    assert nav.read({"uuid": "e1", "status": "INACTIVE"}) == Withdrawal("nav", "e1")


def test_a_masked_ad_is_a_withdrawal() -> None:
    record = nav.read(feed_ad(title="...", employer=None, workLocations=[{"municipal": "?"}]))
    assert isinstance(record, Withdrawal)
    assert record.at == datetime(2026, 10, 5, 8, 1, 0, 123000, tzinfo=UTC)


@pytest.mark.parametrize("date", [None, {}, 3, "", "i går"])
def test_a_date_that_cannot_be_read_never_keeps_a_withdrawn_ad(date: object) -> None:
    assert nav.read({"uuid": "e1", "status": "INACTIVE", "sistEndret": date}) == Withdrawal("nav", "e1")
    masked = feed_ad(title="...", updated=date, workLocations="?")
    assert nav.read(masked) == Withdrawal("nav", masked["uuid"])


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"uuid": None}, "record.no_id", "uuid"),
        ({"uuid": ["x"]}, "record.wrong_type", 'uuid: ["x"]'),
        ({"title": None}, "record.no_title", "title"),
        ({"title": "  "}, "record.no_title", "title"),
        ({"title": ["a"]}, "record.wrong_type", 'title: ["a"]'),
        ({"expires": "i morgen"}, "record.bad_date", "expires: i morgen"),
        ({"workLocations": "OSLO"}, "record.wrong_type", "workLocations: OSLO"),
        ({"workLocations": [{"postalCode": ["0187"]}]}, "record.wrong_type", 'workLocations.0.postalCode: ["0187"]'),
        ({"employer": "Verk, ring 69 12 34 56"}, "record.wrong_type", "employer: Verk, ring […]"),
        ({"description": 7.5, "title": True}, "record.wrong_type", "title: true"),
    ],
)
def test_a_record_that_cannot_be_read_says_why(changes: dict[str, object], reason: str, detail: str) -> None:
    record = nav.read(feed_ad(**changes))
    assert isinstance(record, Unreadable)
    assert (record.reason, record.detail) == (reason, detail)
    assert "Kari" not in record.excerpt


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"uuid": "e1", "status": "ACTIVE", "sistEndret": "2026-10-05"}, "record.no_content"),
        ({"uuid": "e1", "status": "ACTIVE", "ad_content": "tekst"}, "record.wrong_type"),
        ({"uuid": "", "status": "INACTIVE", "sistEndret": None}, "record.no_id"),
        ([], "record.not_object"),
        (None, "record.not_object"),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(entry: object, reason: str) -> None:
    record = nav.read(entry)
    assert isinstance(record, Unreadable)
    assert record.reason == reason


@pytest.mark.parametrize("value", [None, 3, 2.5, True, "x", "\ud800", [], [None], [[]], {}, {"x": []}], ids=repr)
@pytest.mark.parametrize("field", sorted(feed_ad()))
def test_no_value_of_any_field_stops_the_reader(field: str, value: object) -> None:
    assert isinstance(nav.read(feed_ad(**{field: value})), Ad | Unreadable)
