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
    Requirement,
    RequirementKind,
    Unreadable,
    Withdrawal,
    Workplace,
    WorkTime,
)
from tvers.kernel import CannotRead, Country, Language
from tvers.sources import eures, read_ads
from tvers.words import say

QUALIFICATIONS = """
<PositionQualifications>
  <PositionCompetency><CompetencyID>nb</CompetencyID><TaxonomyID>language</TaxonomyID>
    <RequiredProficiencyLevel><ScoreText>B2</ScoreText></RequiredProficiencyLevel></PositionCompetency>
  <PositionCompetency><CompetencyID>en</CompetencyID><TaxonomyID>language</TaxonomyID>
    <DesiredProficiencyLevel><ScoreText>B1</ScoreText></DesiredProficiencyLevel></PositionCompetency>
  <PositionCompetency><CompetencyID>S4.5</CompetencyID><TaxonomyID>skill</TaxonomyID></PositionCompetency>
  <EducationRequirement><EducationLevelCode listName="EQF">6</EducationLevelCode></EducationRequirement>
  <ExperienceSummary>
    <ExperienceCategory><CategoryCode>2151</CategoryCode><Measure unitCode="year">1</Measure></ExperienceCategory>
    <ExperienceCategory><CategoryCode>2152</CategoryCode><Measure unitCode="MON">18</Measure></ExperienceCategory>
  </ExperienceSummary>
  <LicenseTypeCode>B</LicenseTypeCode>
</PositionQualifications>"""


PARTS = {
    "DocumentID": "11111111-1111-4111-8111-111111111111",
    "PositionOpeningStatusCode": "Active",
    "PositionTitle": "Elkraftingeniør",
    "Content": "<![CDATA[<p>Vi bygger om stasjoner.</p>]]>",
    "CityName": "HALDEN",
    "CountrySubDivisionCode": "NO082",
    "OrganizationLegalID": "987654321",
    "ApplicationCloseDate": "2026-11-02",
    "PositionOfferingTypeCode": "Temporary",
    "Instructions": "https://www.example.no/sok",
    "Extra": "",
}


def opening(**changes: str) -> str:
    """A document with what stands between its tags changed; an empty text leaves an element out."""
    parts = {**PARTS, **changes}

    def element(name: str) -> str:
        return f"<{name}>{parts[name]}</{name}>" if parts[name] else ""

    return f"""<PositionOpening xmlns="http://www.hr-xml.org/3" xmlns:oa="http://www.openapplications.org/oagis/9" validFrom="2019-11-05">
  {element("DocumentID")}{element("PositionOpeningStatusCode")}
  <PositionProfile languageCode="no">
    <PostingInstruction><ApplicationMethod>
      <PersonContact><PersonName><FormattedName>Kari Eksempel</FormattedName></PersonName></PersonContact>{element("Instructions")}
    </ApplicationMethod></PostingInstruction>
    {element("PositionTitle")}
    <PositionLocation><Address><oa:CityName>{parts["CityName"]}</oa:CityName>
      <oa:CountrySubDivisionCode>{parts["CountrySubDivisionCode"]}</oa:CountrySubDivisionCode>
      <CountryCode>NO</CountryCode><oa:PostalCode>1771</oa:PostalCode></Address></PositionLocation>
    <PositionOrganization><OrganizationIdentifiers><OrganizationName>GRENSENETT AS</OrganizationName>
      {element("OrganizationLegalID")}</OrganizationIdentifiers></PositionOrganization>
    <PositionOpenQuantity>2</PositionOpenQuantity>
    <JobCategoryCode listName="ISCO2008">2151</JobCategoryCode>
    <JobCategoryCode listName="ISCO2008">INGEN</JobCategoryCode>
    <JobCategoryCode listName="ESCO_Occupations">http://data.europa.eu/esco/occupation/abc</JobCategoryCode>
    {element("PositionOfferingTypeCode")}{parts["Extra"]}
    <PositionFormattedDescription>{element("Content")}</PositionFormattedDescription>
    <WorkingLanguageCode>NO</WorkingLanguageCode>
    <PositionScheduleTypeCode>FullTime</PositionScheduleTypeCode>
    {element("ApplicationCloseDate")}
  </PositionProfile>
</PositionOpening>"""


def read_ad(**changes: str) -> Ad:
    record = eures.read({"content": opening(**changes)})
    assert isinstance(record, Ad), record
    return record


def answer(*records: dict[str, Any]) -> dict[str, Any]:
    return {"details": {str(number): record for number, record in enumerate(records)}}


def read_text(folder: Path, text: str) -> list[AdRecord]:
    path = folder / "file"
    path.write_text(text, encoding="utf-8")
    return list(read_ads(path))


def titles(records: list[AdRecord]) -> list[str]:
    return [record.title if isinstance(record, Ad) else type(record).__name__ for record in records]


def test_an_opening_is_read_field_by_field() -> None:
    ad = read_ad()
    assert ad.id == "eures:11111111-1111-4111-8111-111111111111"
    assert (ad.title, ad.text, ad.html) == ("Elkraftingeniør", "Vi bygger om stasjoner.", "<p>Vi bygger om stasjoner.</p>")
    assert (ad.employer, ad.language) == (Employer("GRENSENETT AS", "987654321"), Language.NB)
    assert ad.workplaces == (Workplace(Country.NO, "Halden", "3101", "1771"),)
    assert ad.occupation_codes == (OccupationCode("isco08", "2151"), OccupationCode("esco", "http://data.europa.eu/esco/occupation/abc"))
    assert (ad.work_time, ad.engagement, ad.positions) == (WorkTime.FULL, Engagement.FIXED_TERM, 2)
    assert (ad.url, ad.apply_url) == ("", "https://www.example.no/sok")


def test_the_last_day_is_included_and_the_formats_own_date_is_not_the_ads() -> None:
    ad = read_ad()
    assert ad.expires == datetime(2026, 11, 2, 22, 59, 59, tzinfo=UTC)
    assert ad.published is None


def test_a_record_of_the_api_says_when_it_was_published_and_changed() -> None:
    ad = eures.read(
        {"reference": "r1", "status": "ACTIVE", "creationTimestamp": 1790000000000, "lastModificationTimestamp": "x", "content": opening()}
    )
    assert isinstance(ad, Ad)
    assert (ad.source_id, ad.published, ad.updated) == ("r1", datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC), None)


def test_contact_persons_are_not_stored() -> None:
    assert "Kari" not in repr(read_ad())


def test_what_is_asked_for() -> None:
    assert read_ad(Extra=QUALIFICATIONS).requirements == (
        Requirement(RequirementKind.LANGUAGE, "no", must=True),
        Requirement(RequirementKind.LANGUAGE, "en", must=False),
        Requirement(RequirementKind.LEVEL, "isced6", must=True),
        Requirement(RequirementKind.EXPERIENCE, "1.5", must=True),
        Requirement(RequirementKind.LICENCE, "B", must=True),
    )


def test_a_link_that_holds_the_id_is_the_ads_own_page() -> None:
    page = "https://arbeidsplassen.nav.no/stillinger/stilling/11111111-1111-4111-8111-111111111111"
    ad = read_ad(Instructions=f'<![CDATA[<a href="{page}">Link</a>]]>')
    assert (ad.url, ad.apply_url) == (page, "")


@pytest.mark.parametrize(
    ("city", "region", "code"), [("VÅLER", "NO034", ""), ("VÅLER", "NO031", "3114"), ("VÅLER", "NO021", "3419"), ("", "NO081", "0301")]
)
def test_a_region_tells_namesakes_apart(city: str, region: str, code: str) -> None:
    assert read_ad(CityName=city, CountrySubDivisionCode=region).workplaces[0].municipality_code == code


@pytest.mark.parametrize(
    "record",
    [
        {"reference": "r1", "status": "CLOSED", "lastModificationTimestamp": 1, "closingTimestamp": 1790000000000, "content": None},
        {"reference": "r1", "closingTimestamp": 1790000000000, "content": opening(PositionOpeningStatusCode="Closed")},
    ],
)
def test_a_closed_opening_is_withdrawn(record: dict[str, Any]) -> None:
    assert eures.read(record) == Withdrawal("eures", "r1", datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC))


def test_one_and_several_openings_and_an_answer_of_the_api_are_read(tmp_path: Path) -> None:
    other = opening(PositionTitle="Montør", DocumentID="2")
    prolog = '<?xml version="1.0" encoding="UTF-8"?>\n'
    assert titles(read_text(tmp_path, prolog + opening())) == ["Elkraftingeniør"]
    assert titles(read_text(tmp_path, f"{prolog}<All><!-- two -->{opening()}{other}</All>")) == ["Elkraftingeniør", "Montør"]
    assert titles(read_text(tmp_path, prolog + opening() + prolog + other)) == ["Elkraftingeniør", "Montør"]
    records = answer({"reference": "1", "content": opening()}, {"reference": "2", "status": "CLOSED", "lastModificationTimestamp": 1})
    assert titles(read_text(tmp_path, json.dumps(records))) == ["Elkraftingeniør", "Withdrawal"]


def test_a_broken_opening_does_not_stop_the_others(tmp_path: Path) -> None:
    records = read_text(tmp_path, f"<All>{opening(PositionTitle='a & b')}{opening()}</All>")
    assert titles(records) == ["Unreadable", "Elkraftingeniør"]
    broken = records[0]
    assert isinstance(broken, Unreadable)
    assert (broken.reason, "Kari" in broken.excerpt) == ("record.not_xml", False)
    assert say("quarantine.record.not_xml", Language.SV)


def test_a_document_that_is_cut_off_is_told(tmp_path: Path) -> None:
    for text in (opening()[:900], opening() + opening()[:-10]):
        with pytest.raises(CannotRead) as caught:
            read_text(tmp_path, text)
        assert caught.value.code == "file.truncated"


def test_other_xml_is_not_taken_for_ads(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"ads\.unknown_shape"):
        read_text(tmp_path, "<?xml version='1.0'?><rss><channel/></rss>")


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + opening(PositionTitle="&b;")
    record = eures.read({"reference": "1", "content": bomb})
    assert isinstance(record, Unreadable)
    assert record.reason == "record.not_xml"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"DocumentID": ""}, "record.no_id"),
        ({"PositionTitle": ""}, "record.no_title"),
        ({"ApplicationCloseDate": "snarest"}, "record.bad_date"),
    ],
)
def test_an_opening_that_cannot_be_read_says_why(changes: dict[str, str], reason: str) -> None:
    record = eures.read({"content": opening(**changes)})
    assert isinstance(record, Unreadable)
    assert record.reason == reason


VALUES = st.none() | st.integers() | st.text(max_size=30) | st.sampled_from([opening(), opening(PositionTitle=""), "<PositionOpening/>"])


@given(st.dictionaries(st.sampled_from(["reference", "status", "content", "creationTimestamp", "closingTimestamp"]), VALUES))
def test_no_record_stops_the_reader(raw: dict[str, Any]) -> None:
    assert isinstance(eures.read(raw), Ad | Withdrawal | Unreadable)


@given(st.text(alphabet='<>/PositionOpening "x&;!-[]CDATA'))
def test_no_text_stops_the_reader(text: str) -> None:
    for record in eures.openings(f"<PositionOpening>{text}") or ():
        assert isinstance(eures.read(record), Unreadable)


@pytest.mark.reference_data
def test_a_real_opening_is_read(reference_data: Path) -> None:
    (ad,) = read_ads(reference_data / "formats/eures_hropen_positionopening_ad1.COPIED.xml")
    assert isinstance(ad, Ad)
    assert (ad.id, ad.workplaces[0].municipality_code) == ("eures:db6cc067-7f39-42f1-9866-d9ee47894ec6", "0301")
    assert (ad.employer.number, ad.positions, ad.apply_url) == ("987938323", 2, "https://www.finn.no/138328250")


@pytest.mark.reference_data
def test_a_real_answer_of_the_api_is_accounted_for(reference_data: Path, tmp_path: Path) -> None:
    samples = json.loads((reference_data / "formats/eures_input_api_v01.RECONSTRUCTED.json").read_text(encoding="utf-8"))
    (record,) = read_text(tmp_path, json.dumps(samples["POST /input/api/jv/v0.1/getDetails response"]))
    assert isinstance(record, Unreadable)  # the sample holds three dots where the document would be
    assert (record.source_id, record.reason) == ("7b1f0c2e-6f0d-4f3a-9a51-0d6d0b3b7a01", "record.not_xml")


@pytest.mark.reference_data
@pytest.mark.parametrize("name", ["eures_detail.RECONSTRUCTED.json", "eures_search_response.RECONSTRUCTED.json"])
def test_the_portals_own_answers_are_not_read(reference_data: Path, name: str) -> None:
    with pytest.raises(CannotRead, match=r"ads\.unknown_shape"):
        read_ads(reference_data / "formats" / name)
