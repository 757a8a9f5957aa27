"""A CV in JSON Resume v1 (jsonresume.org): sections ``basics``, ``work``, ``education``, ``skills`` and others, dates YYYY[-MM[-DD]].

Source of the shape: jsonresume/resume-schema, v1.2.1. Names, picture, contact details, address, employers and referees are not read.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tvers.person import NotUnderstood
from tvers.sources._cv import Cv, Job, Period, Study, Tongue, line, not_used, prose

_NOT_USED = {
    "volunteer": "cv_volunteering",
    "projects": "cv_projects",
    "awards": "cv_awards",
    "certificates": "cv_certificates",
    "publications": "cv_publications",
    "references": "cv_references",
    "interests": "cv_interests",
}
_READ = ("basics", "work", "education", "skills", "languages")
_ABOUT_THE_FILE = ("$schema", "meta")
_DETAILS = {
    "work": ("name", "company", "location", "description", "summary", "highlights"),
    "education": ("institution", "score", "gpa", "courses"),
}
_SHOWN = 80


def fits(content: object) -> bool:
    """Whether a JSON object is a JSON Resume: it has a section that a profile of ours has not, or several educations."""
    if not isinstance(content, Mapping):
        return False
    return isinstance(content.get("education"), list) or any(key in content for key in ("basics", "work", *_NOT_USED))


def read(content: Mapping[str, Any]) -> Cv:
    """What a JSON Resume says. A value of the wrong kind is told in ``unread`` and loses only itself."""
    return _Reader(content).cv()


class _Reader:
    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.unread: list[NotUnderstood] = []

    def cv(self) -> Cv:
        basics = self._object(self.content, "basics", "cv_person")
        location = self._object(basics, "location", "home")
        read = Cv(
            text=prose(self._text(basics, "summary", "text", whole=True)),
            headlines=(self._text(basics, "label", "occupations"),),
            jobs=tuple(self._jobs()),
            studies=tuple(self._studies()),
            skills=tuple(self._skills()),
            tongues=tuple(self._tongues()),
            place=self._text(location, "city", "home"),
            country=self._text(location, "countryCode", "home"),
        )
        self._pass_over(basics)
        return replace(read, unread=tuple(self.unread))

    def _jobs(self) -> Iterator[Job]:
        for item in self._items("work", "position", "occupations"):
            yield Job(self._text(item, "position", "occupations"), self._period(item, "experience_years"))

    def _studies(self) -> Iterator[Study]:
        for item in self._items("education", "studyType", "education"):
            kind, area = self._text(item, "studyType", "education"), self._text(item, "area", "education")
            yield Study(", ".join(filter(None, (kind, area))), self._period(item, "education"))

    def _skills(self) -> Iterator[str]:
        for item in self._items("skills", "name", "skills"):
            yield self._text(item, "name", "skills")
            keywords = item.get("keywords") or []
            for keyword in keywords if isinstance(keywords, list) else [keywords]:
                yield self._text({"": keyword}, "", "skills")

    def _tongues(self) -> Iterator[Tongue]:
        for item in self._items("languages", "language", "languages"):
            name, fluency = self._text(item, "language", "languages"), _shown(item.get("fluency"))
            if name:
                yield Tongue(name, (fluency,) if fluency else ())

    def _period(self, item: Mapping[str, Any], field: str) -> Period:
        return Period(self._text(item, "startDate", field), self._text(item, "endDate", field))

    def _object(self, of: Mapping[str, Any], key: str, field: str) -> Mapping[str, Any]:
        """An object in another. What is told of one that is none is its key alone: its content may be about the person."""
        value = of.get(key)
        if value is None or isinstance(value, Mapping):
            return value or {}
        self.unread.append(NotUnderstood(field, key, "wrong_kind"))
        return {}

    def _items(self, section: str, name: str, field: str) -> Iterator[Mapping[str, Any]]:
        """The objects of a section; a text in their place is taken as the ``name`` of one."""
        value = self.content.get(section)
        if value is None:
            return
        if not isinstance(value, list):
            self._tell(field, value)
            return
        for item in value:
            if isinstance(item, Mapping):
                yield item
            elif isinstance(item, str):
                yield {name: item}
            elif item is not None:
                self._tell(field, item)

    def _text(self, item: Mapping[str, Any], key: str, field: str, *, whole: bool = False) -> str:
        value = item.get(key)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self._tell(field, value)
            return ""
        return str(value) if whole else line(value)

    def _tell(self, field: str, value: object) -> None:
        self.unread.append(NotUnderstood(field, _shown(value), "wrong_kind"))

    def _pass_over(self, basics: Mapping[str, Any]) -> None:
        """Tell what is there and not used."""
        if set(basics) - {"label", "summary", "location"}:
            self.unread.append(not_used("cv_person", "basics"))
        for section, details in _DETAILS.items():
            items = self.content.get(section)
            if isinstance(items, list) and any(isinstance(item, Mapping) and any(map(item.get, details)) for item in items):
                self.unread.append(not_used("cv_details", section))
                break
        for key, value in self.content.items():
            if key in _NOT_USED and value:
                self.unread.append(not_used(_NOT_USED[key], key))
            elif key not in (*_NOT_USED, *_READ, *_ABOUT_THE_FILE):
                self.unread.append(NotUnderstood(line(key)[:_SHOWN], "", "unknown_field"))


def _shown(value: object) -> str:
    """A value in short, whatever its kind; empty for none."""
    if value is None:
        return ""
    return line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))[:_SHOWN]
