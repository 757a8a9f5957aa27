"""A CV as Europass wrote it until 2020: XML with the root ``SkillsPassport`` and the person's part ``LearnerInfo``.

Source of the shape: Europass XML schema 3 (namespace http://europass.cedefop.europa.eu/Europass). Of ``Identification`` only the
municipality and the country of the address are read.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tvers.sources._cv import LEVEL_OF_EQF, Cv, Job, Period, Study, Tongue, line, not_used, phrases, prose
from tvers.sources._xml import each, name_of, text_at

NAMESPACE = "http://europass.cedefop.europa.eu/Europass"
_LEVEL_OF_ISCED_97 = {**{str(level): f"isced{level}" for level in range(5)}, "5": "isced6", "6": "isced8"}
"""The label tells which scale it is: ISCED 1997 has one level for all of higher education before the doctorate."""
_OCCUPATION_HEADLINES = frozenset({"preferred_job", "job_applied_for", "position"})
_SKILLS = ("JobRelated", "Computer")
_NOT_USED = {
    "AchievementList": "cv_awards",
    "ReferenceToList": "cv_references",
    "DocumentList": "cv_attachments",
    "AttachmentList": "cv_attachments",
    "Communication": "cv_soft_skills",
    "Organisational": "cv_soft_skills",
    "Other": "cv_other",
}
_ACHIEVEMENTS = {
    "publications": "cv_publications",
    "projects": "cv_projects",
    "memberships": "cv_memberships",
    "conferences": "cv_events",
    "seminars": "cv_events",
    "workshops": "cv_events",
    "presentations": "cv_events",
    "references": "cv_references",
    "courses": "cv_courses",
    "certifications": "cv_certificates",
}


def fits(root: Element) -> bool:
    """Whether a document is one of the old Europass."""
    return name_of(root)[0] == NAMESPACE


def read(root: Element) -> Cv:
    """What an old Europass document says."""
    person = next((one for one in root.iter() if name_of(one)[1] == "LearnerInfo"), root)
    address = ("Identification", "ContactInfo", "Address", "Contact")
    headlines = [(text_at(one, "Type", "Code"), _named(one, "Description")) for one in each(person, "Headline")]
    return Cv(
        text=prose("\n".join(said for kind, said in headlines if kind not in _OCCUPATION_HEADLINES)),
        headlines=tuple(line(said) for kind, said in headlines if kind in _OCCUPATION_HEADLINES),
        jobs=tuple(
            Job(line(_named(one, "Position")), _period(one, lasting="Current"))
            for one in each(person, "WorkExperienceList", "WorkExperience")
        ),
        studies=tuple(
            Study(line(text_at(one, "Title")), _period(one, lasting="Current"), _level(one))
            for one in each(person, "EducationList", "Education")
        ),
        skills=tuple(part for kind in _SKILLS for part in phrases(text_at(person, "Skills", kind, "Description"))),
        tongues=tuple(_tongues(person)),
        licences=tuple(line(one.text or "") for one in each(person, "Skills", "Driving", "Description", "Licence")),
        place=line(text_at(person, *address, "Municipality")),
        country=line(text_at(person, *address, "Country", "Code")),
        unread=tuple(not_used(section, name) for section, name in _passed_over(person)),
    )


def _named(of: Element, part: str) -> str:
    """What a part is called: its label, else its own text."""
    return text_at(of, part, "Label") or next(((one.text or "").strip() for one in each(of, part)), "")


def _period(of: Element, lasting: str) -> Period:
    start, end = _date(of, "From"), _date(of, "To")
    if text_at(of, "Period", lasting).casefold() == "true":
        return Period(start)
    return Period(start, end) if end else Period()


def _date(of: Element, side: str) -> str:
    """A date whose parts are attributes (``year="2010" month="--08" day="---01"``) or elements."""
    found = next(each(of, "Period", side), None)
    if found is None:
        return ""
    parts = (found.get(name, "") or text_at(found, name.capitalize()) for name in ("year", "month", "day"))
    return "-".join(part for given in parts if (part := given.strip().strip("-")))


def _level(study: Element) -> str:
    table = _LEVEL_OF_ISCED_97 if "isced" in text_at(study, "Level", "Label").casefold() else LEVEL_OF_EQF
    return table.get(text_at(study, "Level", "Code"), "")


def _tongues(person: Element) -> Iterator[Tongue]:
    linguistic = ("Skills", "Linguistic")
    for mother in each(person, *linguistic, "MotherTongueList", "MotherTongue"):
        yield Tongue(_language(mother), ("C2",))
    for other in each(person, *linguistic, "ForeignLanguageList", "ForeignLanguage"):
        levels = (line(level.text or "") for level in each(other, "ProficiencyLevel", "*"))
        yield Tongue(_language(other), tuple(filter(None, levels)))


def _language(of: Element) -> str:
    return line(text_at(of, "Description", "Code") or _named(of, "Description"))


def _passed_over(person: Element) -> Iterator[tuple[str, str]]:
    """Parts that hold something and are not used, each with its name in the file."""
    if any(True for _ in each(person, "Identification")):
        yield "cv_person", "Identification"
    for history in ("WorkExperienceList", "EducationList"):
        if text_at(person, history):
            yield "cv_details", history
            break
    for part in (*each(person, "*"), *each(person, "Skills", "*")):
        name = name_of(part)[1]
        if name == "AchievementList":
            kinds = (text_at(one, "Title", "Code") for one in each(part, "Achievement"))
            yield from ((_ACHIEVEMENTS.get(kind, "cv_awards"), kind or name) for kind in kinds)
        elif name in _NOT_USED and "".join(part.itertext()).strip():
            yield _NOT_USED[name], name
