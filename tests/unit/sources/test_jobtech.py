from datetime import UTC, datetime
from typing import Any

import pytest

from tvers.ads import (
    Ad,
    Employer,
    Engagement,
    OccupationCode,
    Remote,
    Requirement,
    RequirementKind,
    Unreadable,
    Withdrawal,
    Workplace,
    WorkTime,
)
from tvers.kernel import Country, Language
from tvers.sources import jobtech


def concept(concept_id: str, label: str, legacy: object = "1") -> dict[str, object]:
    return {"concept_id": concept_id, "label": label, "legacy_ams_taxonomy_id": legacy}


STROMSTAD = {
    "municipality": "Strömstad",
    "municipality_code": "1486",
    "region": "Västra Götalands län",
    "country": "Sverige",
    "country_code": "199",
    "country_concept_id": "i46j_HmG_v64",
    "postcode": "452 30",
    "city": "STRÖMSTAD",
    "coordinates": [11.17, 58.94],
}


def job_ad(**changes: object) -> dict[str, Any]:
    return {
        "id": "30000001",
        "original_id": None,
        "webpage_url": "https://arbetsformedlingen.se/platsbanken/annonser/30000001",
        "headline": "Elkraftsingenjör",
        "application_deadline": "2026-11-30T23:59:59",
        "number_of_vacancies": 2,
        "description": {"text": "Vi bygger ställverk.", "text_formatted": "<p>Vi bygger <b>ställverk</b>.</p>", "conditions": None},
        "employment_type": concept("PFZr_Syz_cUq", "Vanlig anställning"),
        "salary_description": "Individuell lön",
        "duration": concept("a7uU_j21_mkL", "Tills vidare"),
        "working_hours_type": concept("6YE1_gAC_R2G", "Heltid"),
        "scope_of_work": {"min": 100, "max": 100},
        "employer": {"phone_number": "0526-123 45", "email": "chef@example.se", "organization_number": "5560123456", "name": "Gränsnät AB"},
        "application_details": {"email": "jobb@example.se", "url": "https://example.se/sok"},
        "driving_license_required": False,
        "driving_license": None,
        "occupation": concept("abcd_efg_hij", "Elkraftsingenjör", "5454"),
        "occupation_group": concept("klmn_opq_rst", "Civilingenjörsyrken inom elektroteknik", "2143"),
        "workplace_address": STROMSTAD,
        "must_have": {"skills": [], "languages": [], "education_level": []},
        "nice_to_have": {"skills": [], "languages": [], "education_level": []},
        "application_contacts": [{"name": "Ola Exempel", "email": "ola@example.se", "telephone": "070-123 45 67"}],
        "publication_date": "2026-10-05T14:27:02",
        "last_publication_date": "2026-12-01T23:59:59",
        "removed": False,
        "removed_date": None,
        "timestamp": 1790000000220,
        **changes,
    }


def read_ad(**changes: object) -> Ad:
    record = jobtech.read(job_ad(**changes))
    assert isinstance(record, Ad), record
    return record


def read_place(**changes: object) -> Workplace:
    return read_ad(workplace_address={**STROMSTAD, **changes}).workplaces[0]


def test_an_ad_is_read_field_by_field() -> None:
    ad = read_ad()
    assert ad.id == "jobtech:30000001"
    assert (ad.title, ad.text, ad.html) == ("Elkraftsingenjör", "Vi bygger ställverk.", "<p>Vi bygger <b>ställverk</b>.</p>")
    assert ad.employer == Employer("Gränsnät AB", "5560123456")
    assert ad.workplaces == (Workplace(Country.SE, "Strömstad", "1486", "45230", 58.94, 11.17),)
    assert (ad.engagement, ad.work_time, ad.positions, ad.pay_text) == (Engagement.PERMANENT, WorkTime.FULL, 2, "Individuell lön")
    assert (ad.url, ad.apply_url) == ("https://arbetsformedlingen.se/platsbanken/annonser/30000001", "https://example.se/sok")
    assert ad.occupation_codes == (
        OccupationCode("jobtech", "abcd_efg_hij", "Elkraftsingenjör"),
        OccupationCode("ssyk2012", "2143", "Civilingenjörsyrken inom elektroteknik"),
    )
    assert ad.job_title == "Elkraftsingenjör"


def test_swedish_local_times_become_utc_and_are_kept_as_given() -> None:
    ad = read_ad()
    assert ad.published == datetime(2026, 10, 5, 12, 27, 2, tzinfo=UTC)
    assert ad.updated == datetime(2026, 9, 21, 14, 13, 20, 220000, tzinfo=UTC)
    assert dict(ad.dates_as_given) == {
        "publication_date": "2026-10-05T14:27:02",
        "last_publication_date": "2026-12-01T23:59:59",
        "application_deadline": "2026-11-30T23:59:59",
        "timestamp": "1790000000220",
    }


@pytest.mark.parametrize(
    ("last_day", "deadline", "expires"),
    [
        ("2026-12-01T23:59:59", "2026-11-30T23:59:59", datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)),
        ("2026-07-01T23:59:59", "2026-11-30T23:59:59", datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)),
        ("2026-12-01T23:59:59", None, datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)),
        (None, None, None),
    ],
)
def test_the_earlier_of_deadline_and_last_day_closes_the_ad(last_day: str | None, deadline: str | None, expires: datetime | None) -> None:
    assert read_ad(last_publication_date=last_day, application_deadline=deadline).expires == expires


def test_contact_persons_are_not_stored() -> None:
    stored = repr(read_ad(description={"text": "Frågor? Ola, 070-123 45 67, ola@example.se"}))
    assert not any(secret in stored for secret in ("Ola Exempel", "45 67", "@", "0526"))


def test_a_persons_number_is_not_kept_as_a_company_number() -> None:
    assert read_ad(employer={"name": "Enskild firma", "organization_number": "8001011234"}).employer.number == ""
    assert read_ad(employer={"name": "Bolag", "organization_number": "556012-3456"}).employer.number == "5560123456"


def test_the_name_of_the_workplace_stands_in_for_the_employers() -> None:
    assert read_ad(employer={"name": None, "workplace": "Verket"}).employer == Employer("Verket")
    assert read_ad(employer=None).employer == Employer("")


def test_plain_text_is_taken_where_the_formatted_one_is_no_html() -> None:
    ad = read_ad(description={"text": "Rad ett\\r\\nRad två", "text_formatted": "Rad ett\r\nRad två"})
    assert (ad.text, ad.html) == ("Rad ett\nRad två", "")


def test_conditions_follow_the_text_with_their_lines_and_without_what_says_nothing() -> None:
    conditions = "Tillsvidare, 100%\\r\\nEj specificerat\r\n-"
    assert read_ad(description={"text": "Vi svetsar.", "conditions": conditions}).text == "Vi svetsar.\n\nTillsvidare, 100%"
    formatted = read_ad(description={"text": "x", "text_formatted": "<p>Vi svetsar.</p>", "conditions": "Heltid/\r\nLön < 3"})
    assert formatted.html == "<p>Vi svetsar.</p><p>Heltid</p><p>Lön &lt; 3</p>"


def test_what_the_text_says_already_is_not_added() -> None:
    assert (
        read_ad(description={"text": "Krav: truckkort.", "requirements": "truckkort", "company_information": "Om oss"}).text
        == "Krav: truckkort."
    )


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ({"country": "Sverige", "country_code": "199", "country_concept_id": None}, Country.SE),
        ({"country": None, "country_code": 199, "country_concept_id": None}, Country.SE),
        ({"country": None, "country_code": None, "country_concept_id": "i46j_HmG_v64"}, Country.SE),
        ({"country": None, "country_code": None, "country_concept_id": None}, Country.SE),
        ({"country": "Norge", "country_code": "155", "country_concept_id": "QJgN_Zge_BzJ"}, Country.NO),
        ({"country": "Danmark", "country_code": "34", "country_concept_id": "x"}, None),
    ],
)
def test_the_country_code_is_no_iso_code(country: dict[str, object], code: Country | None) -> None:
    assert read_place(**country).country is code


def test_a_place_abroad_is_named_with_its_country() -> None:
    abroad = {
        "municipality": None,
        "municipality_code": None,
        "region": None,
        "country_code": "34",
        "country_concept_id": "x",
        "coordinates": None,
    }
    assert read_place(**abroad, country="Danmark", city="Esbjerg") == Workplace(None, "Esbjerg, Danmark", "", "45230")
    assert read_place(**abroad, country="Danmark", city=None).name == "Danmark"


def test_a_norwegian_town_is_found_by_name() -> None:
    norway = {"municipality": None, "municipality_code": None, "region": None, "country": "Norge", "country_concept_id": "QJgN_Zge_BzJ"}
    place = read_place(**norway, city="Halden")
    assert (place.country, place.municipality_code) == (Country.NO, "3101")


@pytest.mark.parametrize(
    ("code", "name", "kept"), [("0180", "Stockholm", "0180"), (180, "Stockholm", "0180"), ("9999", "Eda", "1730"), (None, None, "")]
)
def test_municipality_codes_keep_their_zero_and_must_be_known(code: object, name: str | None, kept: str) -> None:
    assert read_place(municipality_code=code, municipality=name, city=None).municipality_code == kept


@pytest.mark.parametrize("coordinates", [None, [None, None], [], [11.17], [181, 58.9], [11.1, 95.0]])
def test_a_point_that_is_none_is_left_out(coordinates: object) -> None:
    place = read_place(coordinates=coordinates)
    assert (place.latitude, place.longitude) == (None, None)


@pytest.mark.parametrize(
    ("hours", "scope", "meaning"),
    [
        (concept("6YE1_gAC_R2G", "Heltid"), {"min": 100, "max": 100}, WorkTime.FULL),
        (concept("947z_JGS_Uk2", "Deltid"), {"min": 0, "max": 100}, WorkTime.PART),
        (concept("", "Deltid"), None, WorkTime.PART),
        (concept("6YE1_gAC_R2G", "Heltid"), {"min": 20, "max": 40}, WorkTime.PART),
        ({"concept_id": None, "label": None}, {"min": 100, "max": 100}, WorkTime.FULL),
        (None, {"min": None, "max": None}, None),
        (None, None, None),
    ],
)
def test_working_time_is_read(hours: object, scope: object, meaning: WorkTime | None) -> None:
    assert read_ad(working_hours_type=hours, scope_of_work=scope).work_time is meaning


@pytest.mark.parametrize(
    ("employment", "duration", "flags", "meaning"),
    [
        ("Vanlig anställning", "Tillsvidare", {}, Engagement.PERMANENT),
        ("Vanlig anställning", "6 månader eller längre", {}, Engagement.FIXED_TERM),
        ("Vanlig anställning", None, {}, None),
        ("Sommarjobb / feriejobb", "3 månader - upp till 6 månader", {}, Engagement.SUMMER),
        ("Tillsvidareanställning (inkl. eventuell provanställning)", None, {}, Engagement.PERMANENT),
        ("Tidsbegränsad anställning", None, {}, Engagement.FIXED_TERM),
        ("Säsongsanställning", None, {}, Engagement.FIXED_TERM),
        ("Behovsanställning", None, {}, Engagement.FIXED_TERM),
        ("Vanlig anställning", "Tillsvidare", {"trainee": True}, Engagement.TRAINEE),
        ("Vanlig anställning", "Tillsvidare", {"larling": True}, Engagement.APPRENTICESHIP),
    ],
)
def test_engagement_is_read(employment: str, duration: str | None, flags: dict[str, bool], meaning: Engagement | None) -> None:
    ad = read_ad(employment_type=concept("x", employment), duration={"concept_id": None, "label": duration}, **flags)
    assert ad.engagement is meaning


@pytest.mark.parametrize(("flag", "meaning"), [(True, Remote.PART), (False, None), (None, None)])
def test_a_remote_flag_says_that_some_of_the_work_can_be_done_from_home(flag: bool | None, meaning: Remote | None) -> None:  # noqa: FBT001 - pytest passes it by name
    assert read_ad(remote_work=flag).remote is meaning


@pytest.mark.parametrize("nothing", [None, "", "-", "Undefined", "Not Specified", " - "])
def test_a_salary_that_says_nothing_is_left_out(nothing: str | None) -> None:
    assert read_ad(salary_description=nothing).pay_text == ""


def test_what_the_ad_asks_for_is_read() -> None:
    ad = read_ad(
        must_have={
            "skills": [concept("aaaa_bbb_ccc", "AutoCAD")],
            "languages": [concept("zSLA_vw2_FXN", "Svenska"), concept("x", "Norska"), concept("y", "Teckenspråk")],
            "education_level": [concept("z", "Eftergymnasial utbildning två år eller längre")],
        },
        nice_to_have={"skills": [concept("dddd_eee_fff", "EPLAN")], "languages": [concept("x", "Engelska")]},
        driving_license_required=True,
        driving_license=[concept("VTK8_WRx_GcM", "B"), concept("x", "CE")],
    )
    assert ad.requirements == (
        Requirement(RequirementKind.SKILL, "jobtech:aaaa_bbb_ccc", must=True, label="AutoCAD"),
        Requirement(RequirementKind.LANGUAGE, "sv", must=True),
        Requirement(RequirementKind.LANGUAGE, "no", must=True),
        Requirement(RequirementKind.LEVEL, "isced5", must=True),
        Requirement(RequirementKind.SKILL, "jobtech:dddd_eee_fff", must=False, label="EPLAN"),
        Requirement(RequirementKind.LANGUAGE, "en", must=False),
        Requirement(RequirementKind.LICENCE, "B", must=True),
        Requirement(RequirementKind.LICENCE, "CE", must=True),
    )
    assert all(requirement.from_feed for requirement in ad.requirements)


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("Förgymnasial utbildning 9 (10) år", "isced2"),
        ("Gymnasial utbildning", "isced3"),
        ("Eftergymnasial utbildning kortare än två år", "isced4"),
        ("Eftergymnasial utbildning, kortare än 2 år", "isced4"),
        ("Eftergymnasial utbildning, 3 år", "isced6"),
        ("Forskarutbildning", "isced8"),
    ],
)
def test_education_levels_are_read(label: str, level: str) -> None:
    ad = read_ad(must_have={"education_level": [concept("x", label)]}, nice_to_have=None)
    assert ad.requirements == (Requirement(RequirementKind.LEVEL, level, must=True),)


def test_a_licence_without_a_class_is_for_a_car() -> None:
    assert read_ad(driving_license_required=True).requirements == (Requirement(RequirementKind.LICENCE, "B", must=True),)
    assert read_ad(driving_license=[concept("x", "B")]).requirements == (Requirement(RequirementKind.LICENCE, "B", must=False),)


def test_the_historical_shape_is_the_same_ad() -> None:
    lists = {
        key: [job_ad()[key]]
        for key in ("occupation", "occupation_group", "employment_type", "duration", "working_hours_type", "workplace_address")
    }
    old = read_ad(**lists, id="0a1b2c3d4e5f", original_id="30000001", detected_language="sv")
    new = read_ad()
    assert old.language is Language.SV
    for field in ("id", "occupation_codes", "job_title", "engagement", "work_time", "workplaces"):
        assert getattr(old, field) == getattr(new, field)


def test_a_group_code_given_as_a_number_keeps_its_zero() -> None:
    assert read_ad(occupation=None, occupation_group=concept("x", "Officerare", 110)).occupation_codes == (
        OccupationCode("ssyk2012", "0110", "Officerare"),
    )
    assert read_ad(occupation=None, occupation_group=concept("x", "?", "abc")).occupation_codes == ()


def test_ids_may_be_numbers() -> None:
    assert read_ad(id=30000001).id == "jobtech:30000001"


def test_the_score_of_a_search_does_not_change_the_ad() -> None:
    assert read_ad(relevance=0.7).fingerprint == read_ad().fingerprint
    assert read_ad(headline="Annat").fingerprint != read_ad().fingerprint


@pytest.mark.parametrize(
    "more", [{}, {"occupation": "abcd_efg_hij", "municipality": None, "country": "i46j_HmG_v64"}, {"occupation": {"concept_id": "x"}}]
)
def test_a_removal_needs_no_more_than_its_id(more: dict[str, object]) -> None:
    record = jobtech.read({"id": 30000001, "removed": True, "removed_date": "2026-05-02T08:00:11", **more})
    assert record == Withdrawal("jobtech", "30000001", datetime(2026, 5, 2, 6, 0, 11, tzinfo=UTC))
    assert jobtech.read({"id": "1", "removed": True}) == Withdrawal("jobtech", "1")


@pytest.mark.parametrize("date", [None, {}, 3, "", "igår"])
def test_a_date_that_cannot_be_read_never_keeps_a_removed_ad(date: object) -> None:
    assert jobtech.read({"id": 1, "removed": True, "removed_date": date}) == Withdrawal("jobtech", "1")


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"id": None}, "record.no_id", "id"),
        ({"headline": None}, "record.no_title", "headline"),
        ({"publication_date": "igår"}, "record.bad_date", "publication_date: igår"),
        ({"timestamp": 10**30}, "record.bad_date", f"timestamp: {10**30}"),
        ({"removed": "yes"}, "record.wrong_type", "removed: yes"),
        ({"description": "text"}, "record.wrong_type", "description: text"),
        ({"scope_of_work": {"max": "100"}}, "record.wrong_type", "scope_of_work.max: 100"),
        ({"workplace_address": {"coordinates": ["11", "58"]}}, "record.wrong_type", "workplace_address.0.coordinates.0: 11"),
    ],
)
def test_a_record_that_cannot_be_read_says_why(changes: dict[str, object], reason: str, detail: str) -> None:
    record = jobtech.read(job_ad(**changes))
    assert isinstance(record, Unreadable)
    assert record.reason == reason
    assert record.detail.startswith(detail)
    assert "Ola" not in record.excerpt


@pytest.mark.parametrize("value", [None, 3, 2.5, True, "x", "\ud800", [], [None], [[]], {}, {"x": []}], ids=repr)
@pytest.mark.parametrize("field", sorted(job_ad()))
def test_no_value_of_any_field_stops_the_reader(field: str, value: object) -> None:
    assert isinstance(jobtech.read(job_ad(**{field: value})), Ad | Unreadable | Withdrawal)
