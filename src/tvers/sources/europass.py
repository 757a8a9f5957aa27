"""A CV as Europass has written it since 2020, and as employment services hand it on in EURES: XML with the root ``Candidate``.

Sources of the shape: Europass CV XML schema 3.0 (namespace http://www.europass.eu/1.0), HR Open 3.2 (http://www.hr-xml.org/3). What the
person is called, born, reached by and looks like, and whom employers and schools name, is not read; of the address the place and the
country alone.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tvers.sources._cv import LEVEL_OF_EQF, Cv, Job, Period, Study, Tongue, isced_field, line, not_used, phrases, prose
from tvers.sources._xml import each, name_of, text_at

EUROPASS, HR_OPEN = "http://www.europass.eu/1.0", "http://www.hr-xml.org/3"
_LEVELS = 9
_READ = frozenset(
    {"ExecutiveSummary", "EmploymentHistory", "EducationHistory", "Licenses", "PersonQualifications", "Skills", "DigitalSkills"}
)
_NOT_USED = {
    "CommunicationAndInterpersonalSkills": "cv_soft_skills",
    "ManagementAndLeadershipSkills": "cv_soft_skills",
    "OrganisationalSkills": "cv_soft_skills",
    "VoluntaryWorks": "cv_volunteering",
    "Projects": "cv_projects",
    "PublicationHistory": "cv_publications",
    "CreativeWorks": "cv_publications",
    "PatentHistory": "cv_publications",
    "HonorsAndAwards": "cv_awards",
    "Certifications": "cv_certificates",
    "CourseCertifications": "cv_courses",
    "EmploymentReferences": "cv_references",
    "HobbiesAndInterests": "cv_interests",
    "NetworksAndMemberships": "cv_memberships",
    "OrganizationAffiliations": "cv_memberships",
    "SocialAndPoliticalActivities": "cv_memberships",
    "ConferencesAndSeminars": "cv_events",
    "SpeakingHistory": "cv_events",
    "CandidateEmployerPreferences": "cv_preferences",
    "CandidatePositionPreferences": "cv_preferences",
    "PersonAvailability": "cv_preferences",
    "Attachment": "cv_attachments",
}


def fits(root: Element) -> bool:
    """Whether a document is a candidate's of Europass or of EURES."""
    return name_of(root) in ((EUROPASS, "Candidate"), (HR_OPEN, "Candidate"))


def read(root: Element) -> Cv:
    """What a candidate's document says."""
    place, country = _home(root)
    profile = ("CandidateProfile",)
    return Cv(
        text=prose(text_at(root, *profile, "ExecutiveSummary")),
        jobs=tuple(map(_job, each(root, *profile, "EmploymentHistory", "EmployerHistory", "PositionHistory"))),
        studies=tuple(_studies(root)),
        skills=tuple(_skills(root)),
        tongues=tuple(_tongues(root)),
        licences=tuple(line(text_at(one, "LicenseTypeCode")) for one in each(root, *profile, "Licenses", "License")),
        place=place,
        country=country,
        unread=tuple(not_used(section, name) for section, name in _passed_over(root)),
    )


def _home(root: Element) -> tuple[str, str]:
    """Place and country of the address called home, else of the first there is."""
    addresses = [
        (text_at(way, "UseCode") != "home", line(text_at(address, "CityName")), line(text_at(address, "CountryCode")))
        for way in each(root, "CandidatePerson", "Communication")
        for address in each(way, "Address")
    ]
    return min(addresses, key=lambda one: one[0])[1:] if addresses else ("", "")


def _job(position: Element) -> Job:
    return Job(line(text_at(position, "PositionTitle")), _period(position, "EmploymentPeriod", "CurrentIndicator"))


def _studies(root: Element) -> Iterator[Study]:
    eqf = name_of(root)[0] == EUROPASS
    for one in each(root, "CandidateProfile", "EducationHistory", "EducationOrganizationAttendance"):
        code = text_at(one, "EducationLevelCode") or text_at(one, "EducationDegree", "EducationLevelCode")
        yield Study(
            line(text_at(one, "EducationDegree", "DegreeName")) or line(text_at(one, "ProgramName")),
            _period(one, "AttendancePeriod", "Ongoing"),
            LEVEL_OF_EQF.get(code, "") if eqf else _isced(code),
            max(map(isced_field, _fields(one)), key=len, default=""),
        )


def _isced(code: str) -> str:
    return f"isced{code}" if code.isdecimal() and int(code) < _LEVELS else ""


def _fields(study: Element) -> Iterator[str]:
    """Every code there is for the field of an education, wide ones and narrow ones."""
    for field in each(study, "EducationDegree", "FieldOfStudy"):
        yield from ((part.text or "").strip() for part in field.iter())


def _period(of: Element, name: str, lasting: str) -> Period:
    """A period. One that is said not to last and has no end is not known."""
    start, end = (text_at(of, name, side, "FormattedDateTime") or text_at(of, name, side, "DateText") for side in ("StartDate", "EndDate"))
    says = text_at(of, name, lasting).casefold()
    if says == "true":
        return Period(line(start))
    return Period(line(start), line(end)) if end or says != "false" else Period()


def _skills(root: Element) -> Iterator[str]:
    for one in _competencies(root):
        name, identifier = line(text_at(one, "CompetencyName")), line(text_at(one, "CompetencyID"))
        if text_at(one, "TaxonomyID").casefold() != "language":
            yield name or identifier
    yield from phrases(text_at(root, "CandidateProfile", "DigitalSkills"))


def _tongues(root: Element) -> Iterator[Tongue]:
    """Mother tongues, then the others with every level given for them."""
    for mother in each(root, "CandidatePerson", "PrimaryLanguageCode"):
        yield Tongue(line(mother.text or ""), ("C2",))
    for one in _competencies(root):
        if text_at(one, "TaxonomyID").casefold() == "language":
            levels = (line(score.text or "") for score in one.iter() if name_of(score)[1] == "ScoreText")
            yield Tongue(line(text_at(one, "CompetencyID")) or line(text_at(one, "CompetencyName")), tuple(filter(None, levels)))


def _competencies(root: Element) -> Iterator[Element]:
    for path in (("PersonQualifications",), ("Skills",), ("Skills", "SkillsGroup")):
        yield from each(root, "CandidateProfile", *path, "PersonCompetency")


def _passed_over(root: Element) -> Iterator[tuple[str, str]]:
    """Parts that hold something and are not used, each with its name in the file."""
    if any(True for _ in each(root, "CandidatePerson")):
        yield "cv_person", "CandidatePerson"
    for history in ("EmploymentHistory", "EducationHistory"):
        if any(True for _ in each(root, "CandidateProfile", history)) and text_at(root, "CandidateProfile", history):
            yield "cv_details", history
            break
    for part in each(root, "CandidateProfile", "*"):
        name = name_of(part)[1]
        if name not in _READ and "".join(part.itertext()).strip():
            yield _NOT_USED.get(name, "cv_other"), name
