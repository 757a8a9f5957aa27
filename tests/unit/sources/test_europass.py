"""Europass CVs, new and old, and a EURES candidate: made-up people without names."""

from datetime import date
from pathlib import Path
from typing import Any

from tvers.sources import read_profile_file

ON = date(2026, 11, 26)
CANDIDATE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:hr="http://www.hr-xml.org/3"
 xmlns:eures="http://www.europass_eures.eu/1.0">
 <CandidateSupplier><PersonContact><PersonName><oa:GivenName>Secret</oa:GivenName></PersonName></PersonContact></CandidateSupplier>
 <CandidatePerson>
  <PersonName><oa:GivenName>Secret</oa:GivenName><hr:FamilyName>Secret</hr:FamilyName></PersonName>
  <Communication><ChannelCode>Email</ChannelCode><oa:URI>secret@example.no</oa:URI></Communication>
  <Communication><UseCode>work</UseCode><Address><oa:CityName>Oslo</oa:CityName><CountryCode>no</CountryCode></Address></Communication>
  <Communication><UseCode>home</UseCode><Address type="home"><oa:AddressLine>Secret street 1</oa:AddressLine>
   <oa:CityName>Strömstad</oa:CityName><CountryCode>se</CountryCode><oa:PostalCode>45230</oa:PostalCode></Address></Communication>
  <NationalityCode>secret</NationalityCode><hr:BirthDate>1980-01-02</hr:BirthDate><GenderCode>secret</GenderCode>
  <PrimaryLanguageCode name="NORMAL">nob</PrimaryLanguageCode>
 </CandidatePerson>
 <CandidateProfile languageCode="no">
  <hr:ExecutiveSummary>&lt;p&gt;Secret &lt;strong&gt;summary&lt;/strong&gt;&lt;/p&gt;</hr:ExecutiveSummary>
  <EmploymentHistory>
   <EmployerHistory><hr:OrganizationName>Secret employer</hr:OrganizationName>
    <OrganizationContact><hr:ContactName>Secret</hr:ContactName></OrganizationContact>
    <PositionHistory><PositionTitle typeCode="FREETEXT">Elektriker</PositionTitle>
     <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2010-01</hr:FormattedDateTime></eures:StartDate>
      <eures:EndDate><hr:FormattedDateTime>2014-12</hr:FormattedDateTime></eures:EndDate><hr:CurrentIndicator>false</hr:CurrentIndicator>
     </eures:EmploymentPeriod><oa:Description>Secret tasks</oa:Description></PositionHistory></EmployerHistory>
   <EmployerHistory><PositionHistory><PositionTitle>Elkraftingeniør</PositionTitle>
     <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2014-01-01</hr:FormattedDateTime></eures:StartDate>
      <hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod></PositionHistory></EmployerHistory>
   <EmployerHistory><PositionHistory><PositionTitle>Montør</PositionTitle>
     <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2001</hr:FormattedDateTime></eures:StartDate>
      <hr:CurrentIndicator>false</hr:CurrentIndicator></eures:EmploymentPeriod></PositionHistory></EmployerHistory>
  </EmploymentHistory>
  <EducationHistory>
   <EducationOrganizationAttendance><hr:OrganizationName>Secret school</hr:OrganizationName><EducationLevelCode>6</EducationLevelCode>
    <AttendancePeriod><StartDate><hr:FormattedDateTime>2007</hr:FormattedDateTime></StartDate>
     <EndDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing></AttendancePeriod>
    <EducationDegree><hr:DegreeName>Ingeniør</hr:DegreeName><FieldOfStudy typeCode="URI">
     <MainFieldOfStudy><ProgramConcentration>http://data.europa.eu/esco/isced-f/07</ProgramConcentration></MainFieldOfStudy>
     <SpecificFieldOfStudy><ProgramConcentration>http://data.europa.eu/esco/isced-f/0713</ProgramConcentration></SpecificFieldOfStudy>
    </FieldOfStudy></EducationDegree></EducationOrganizationAttendance>
   <EducationOrganizationAttendance><EducationLevelCode>7</EducationLevelCode>
    <AttendancePeriod><StartDate><hr:FormattedDateTime>2025-08</hr:FormattedDateTime></StartDate><Ongoing>true</Ongoing></AttendancePeriod>
    <EducationDegree><hr:DegreeName>Master i elkraft</hr:DegreeName></EducationDegree></EducationOrganizationAttendance>
  </EducationHistory>
  <eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License>
   <eures:License><hr:LicenseTypeCode>BE</hr:LicenseTypeCode></eures:License></eures:Licenses>
  <Certifications/>
  <PersonQualifications>
   <PersonCompetency><CompetencyID schemeName="NORMAL">swe</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
    <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode>
     <eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
    <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode>
     <eures:Score><hr:ScoreText>B1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency>
   <PersonCompetency><CompetencyID schemeName="FREE_TEXT">Engelsk</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID></PersonCompetency>
  </PersonQualifications>
  <eures:Attachment><oa:EmbeddedData>c2VjcmV0</oa:EmbeddedData></eures:Attachment>
  <HobbiesAndInterests><HobbyOrInterest><Title>Secret hobby</Title></HobbyOrInterest></HobbiesAndInterests>
  <Skills><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>EPLAN</hr:CompetencyName></PersonCompetency>
   <SkillsGroup><Title>Styring</Title><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID>
    <hr:CompetencyName>PLS</hr:CompetencyName></PersonCompetency></SkillsGroup></Skills>
  <OrganisationalSkills>Secret prose</OrganisationalSkills>
  <Others><Title>Secret section</Title></Others>
 </CandidateProfile>
</Candidate>
"""
PASSPORT = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="sv">
 <DocumentInfo><DocumentType>ECV</DocumentType><XSDVersion>V3.3</XSDVersion></DocumentInfo>
 <LearnerInfo>
  <Identification><PersonName><FirstName>Secret</FirstName><Surname>Secret</Surname></PersonName>
   <ContactInfo><Address><Contact><AddressLine>Secret street 1</AddressLine><PostalCode>1771</PostalCode><Municipality>Halden</Municipality>
    <Country><Code>NO</Code><Label>Norway</Label></Country></Contact></Address><Email><Contact>secret@example.no</Contact></Email></ContactInfo>
   <Demographics><Birthdate year="1980" month="--01" day="---02"/><Gender><Code>secret</Code></Gender></Demographics>
   <Photo><MimeType>image/png</MimeType><Data>c2VjcmV0</Data></Photo></Identification>
  <Headline><Type><Code>preferred_job</Code><Label>ÖNSKAT YRKE</Label></Type>
   <Description><Label>Automationsingenjör</Label></Description></Headline>
  <WorkExperienceList>
   <WorkExperience><Period><From year="2015" month="--03"/><Current>true</Current></Period><Position><Label>Elektriker</Label></Position>
    <Activities>Secret tasks</Activities><Employer><Name>Secret employer</Name></Employer></WorkExperience>
   <WorkExperience><Period><From><Year>2012</Year><Month>3</Month></From><To><Year>2015</Year><Month>2</Month></To></Period>
    <Position>Montör</Position></WorkExperience>
   <WorkExperience><Period><From year="1999"/></Period><Position><Label>Butikkmedarbeider</Label></Position></WorkExperience>
  </WorkExperienceList>
  <EducationList>
   <Education><Period><From year="2008"/><To year="2011"/></Period><Title>Tekniker</Title>
    <Level><Code>5</Code><Label>EQF 5</Label></Level></Education>
   <Education><Title>Ingenjör</Title><Level><Code>5</Code><Label>ISCED 5</Label></Level></Education>
  </EducationList>
  <Skills>
   <Linguistic><MotherTongueList><MotherTongue><Description><Code>sv</Code><Label>svenska</Label></Description></MotherTongue></MotherTongueList>
    <ForeignLanguageList><ForeignLanguage><Description><Code>en</Code><Label>engelska</Label></Description>
     <ProficiencyLevel><Listening>C1</Listening><Reading>C1</Reading><SpokenInteraction>B2</SpokenInteraction><Writing>B1</Writing></ProficiencyLevel>
     <VerifiedBy><Certificate><Level>A1</Level></Certificate></VerifiedBy></ForeignLanguage></ForeignLanguageList></Linguistic>
   <Communication><Description>Secret prose</Description></Communication>
   <JobRelated><Description>&lt;ul&gt;&lt;li&gt;PLC-programmering&lt;/li&gt;&lt;li&gt;felsökning&lt;/li&gt;&lt;/ul&gt;</Description></JobRelated>
   <Computer><Description>Python, EPLAN</Description></Computer>
   <Driving><Description><Licence>B</Licence><Licence>CE</Licence></Description></Driving>
  </Skills>
  <AchievementList><Achievement><Title><Code>publications</Code></Title><Description>Secret</Description></Achievement>
   <Achievement><Title><Label>Secret prize</Label></Title></Achievement></AchievementList>
  <ReferenceToList><ReferenceTo idref="x">secret</ReferenceTo></ReferenceToList>
 </LearnerInfo>
</SkillsPassport>
"""


def read(content: str | Path) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    shape, unread = read_profile_file(content.encode() if isinstance(content, str) else content, on=ON)
    assert isinstance(shape, dict)
    return shape, [(one.field, one.said, one.reason) for one in unread]


def test_a_candidate_becomes_a_profile_and_tells_what_it_leaves_out() -> None:
    shape, unread = read(CANDIDATE)

    assert shape == {
        "occupations": ["Elkraftingeniør", "Elektriker", "Montør"],
        "skills": ["EPLAN", "PLS"],
        "education": {"level": "isced6", "field": "0713"},
        "experience_years": 16.9,
        "languages": {"no": "C2", "sv": "B1", "en": "C1"},
        "licences": ["B", "BE"],
        "home": {"country": "SE", "place": "Strömstad"},
    }
    assert unread == [
        ("cv_summary", "", "cv_section"),
        ("education", "Master i elkraft", "not_used"),
        ("cv_person", "CandidatePerson", "cv_section"),
        ("cv_details", "EmploymentHistory", "cv_section"),
        ("cv_attachments", "Attachment", "cv_section"),
        ("cv_interests", "HobbiesAndInterests", "cv_section"),
        ("cv_soft_skills", "OrganisationalSkills", "cv_section"),
        ("cv_other", "Others", "cv_section"),
    ]


def test_an_old_europass_document_becomes_a_profile_and_tells_what_it_leaves_out() -> None:
    shape, unread = read(PASSPORT)

    assert shape == {
        "occupations": ["Automationsingenjör", "Elektriker", "Montör", "Butikkmedarbeider"],
        "skills": ["PLC-programmering", "felsökning", "Python", "EPLAN"],
        "education": {"level": "isced6"},
        "experience_years": 14.7,
        "languages": {"sv": "C2", "en": "B1"},
        "licences": ["B", "CE"],
        "home": {"country": "NO", "place": "Halden"},
    }
    assert unread == [
        ("cv_person", "Identification", "cv_section"),
        ("cv_details", "WorkExperienceList", "cv_section"),
        ("cv_publications", "publications", "cv_section"),
        ("cv_awards", "AchievementList", "cv_section"),
        ("cv_references", "ReferenceToList", "cv_section"),
        ("cv_soft_skills", "Communication", "cv_section"),
    ]


def test_nothing_about_who_the_person_is_or_of_others_comes_through() -> None:
    for document in (CANDIDATE, PASSPORT):
        told = repr(read(document)).casefold()
        assert "secret" not in told
        assert "1980" not in told


def test_a_candidate_without_anything_is_an_empty_profile() -> None:
    assert read('<Candidate xmlns="http://www.europass.eu/1.0"/>') == ({}, [])
    assert read('<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"/>') == ({}, [])


def test_what_somebody_writes_about_themselves_is_read_where_they_name_no_position() -> None:
    about = "<CandidateProfile><ExecutiveSummary>&lt;p&gt;Jeg &lt;b&gt;sveiser&lt;/b&gt;.&lt;/p&gt;</ExecutiveSummary></CandidateProfile>"
    assert read(f'<Candidate xmlns="http://www.europass.eu/1.0">{about}</Candidate>') == ({"text": "Jeg sveiser."}, [])


def test_levels_of_a_eures_candidate_are_isced() -> None:
    study = "<EducationOrganizationAttendance><EducationLevelCode>4</EducationLevelCode></EducationOrganizationAttendance>"
    document = f"<CandidateProfile><EducationHistory>{study}</EducationHistory></CandidateProfile></Candidate>"
    assert read(f'<Candidate xmlns="http://www.hr-xml.org/3">{document}')[0] == {"education": {"level": "isced4"}}
    assert read(f'<Candidate xmlns="http://www.europass.eu/1.0">{document}')[0] == {"education": {"level": "isced3"}}


def test_the_reconstructed_europass_document_is_read(reference_data: Path) -> None:
    shape, unread = read(reference_data / "formats" / "europass_cv_candidate.RECONSTRUCTED.xml")
    assert shape == {
        "occupations": ["Developer"],
        "education": {"level": "isced6"},
        "experience_years": 5.3,
        "languages": {"no": "C2", "sv": "B2"},
    }
    assert [one[0] for one in unread] == ["cv_person", "cv_details"]


def test_the_candidate_of_an_employment_service_is_read(reference_data: Path) -> None:
    shape, unread = read(reference_data / "formats" / "eures_hropen_candidate_cv.COPIED.xml")
    assert shape == {"licences": ["A", "B"], "skills": ["http://data.europa.eu/esco/skill/6882a311-b19e-438b-9cff-7eb8930d9e42"]}
    assert [one[0] for one in unread] == ["cv_person"]
