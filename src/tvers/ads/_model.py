"""The values of this room."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from tvers.kernel import Country, Language, date_of


class WorkTime(StrEnum):
    """Full or part time, as the ad says."""

    FULL = "full"
    PART = "part"


class Remote(StrEnum):
    """How much of the work can be done from home, as the ad says."""

    NONE = "none"
    PART = "part"
    FULL = "full"


class Engagement(StrEnum):
    """What kind of engagement the ad offers."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    SUMMER = "summer"
    APPRENTICESHIP = "apprenticeship"
    THESIS = "thesis"
    TRAINEE = "trainee"


class RequirementKind(StrEnum):
    """What a requirement is about; ``value`` of a `Requirement` is read accordingly."""

    SKILL = "skill"
    """``value`` is a concept id."""
    LANGUAGE = "language"
    """``value`` is an ISO 639-1 code; Norwegian of either form is ``no``."""
    LEVEL = "level"
    """``value`` is ``isced2`` … ``isced8``."""
    EXPERIENCE = "experience"
    """``value`` is a number of years as text."""
    LICENCE = "licence"
    """``value`` is a driving-licence class, e.g. ``B``."""
    FIELD = "field"
    """``value`` is an ISCED-F 2013 field of education, two to four digits."""
    CERTIFICATE = "certificate"
    """``value`` is ``trade`` (fagbrev), ``master`` (mesterbrev) or ``vetting`` (politiattest, säkerhetsprövning); others are skills."""
    AUTHORISATION = "authorisation"
    """A licence to practise a profession; ``value`` is ``health``, ``school``, ``electrical`` or ``profession`` where neither is told."""
    WORK_TIME = "work_time"
    """What the ad offers: a `WorkTime`."""
    REMOTE = "remote"
    """What the ad offers: a `Remote`."""
    ENGAGEMENT = "engagement"
    """What the ad offers: an `Engagement`."""


TERMS = (RequirementKind.WORK_TIME, RequirementKind.REMOTE, RequirementKind.ENGAGEMENT)
"""The kinds that an ad states of what it offers, rather than asks for."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that the ad asks for, or states of what it offers.

    ``must`` tells must-have from nice-to-have. ``start`` and ``end`` are offsets into ``Ad.text`` where it was read, or -1 where the
    feed gave it as a field of its own; ``label`` is what the feed calls it there. ``cefr`` is the level of a language, empty where none is
    told or plain ("flytende" is C1, "god" B2).
    """

    kind: RequirementKind
    value: str
    must: bool
    start: int = -1
    end: int = -1
    label: str = ""
    cefr: str = ""

    @property
    def from_feed(self) -> bool:
        """Whether the feed gave it as a field, rather than the text."""
        return self.start < 0


@dataclass(frozen=True, slots=True)
class Employer:
    """Who offers the work; ``number`` is nine digits in Norway, ten in Sweden, empty where not given."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the work is, as the feed says. ``municipality_code`` is empty where the place is not known here."""

    country: Country | None
    name: str
    municipality_code: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class OccupationCode:
    """A code the feed put on the ad, in the feed's own scheme, with the feed's own label."""

    scheme: str
    code: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ad:
    """A job advertisement as its source published it, without contact persons.

    ``id`` is ``source:source_id``. ``text`` is plain text, ``html`` the sanitised original where the source gave HTML. Instants are
    aware UTC; ``dates_as_given`` keeps the source's own strings. ``fingerprint`` is a digest of the raw record.
    """

    source: str
    source_id: str
    title: str
    employer: Employer
    workplaces: tuple[Workplace, ...]
    text: str
    html: str = ""
    language: Language | None = None
    published: datetime | None = None
    expires: datetime | None = None
    updated: datetime | None = None
    dates_as_given: tuple[tuple[str, str], ...] = ()
    job_title: str = ""
    occupation_codes: tuple[OccupationCode, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    work_time: WorkTime | None = None
    remote: Remote | None = None
    engagement: Engagement | None = None
    pay_text: str = ""
    positions: int | None = None
    url: str = ""
    apply_url: str = ""
    example: bool = False
    fingerprint: str = ""
    text_gone: bool = False
    """Whether its text was dropped because nobody needs it any more; what was read out of it stays."""

    @property
    def id(self) -> str:
        """``source:source_id``."""
        return f"{self.source}:{self.source_id}"

    @property
    def country(self) -> Country | None:
        """The country of the first workplace that has one."""
        return next((place.country for place in self.workplaces if place.country), None)

    def open_on(self, day: date) -> bool:
        """Whether the ad was out on a day: from its publication to its end date, both included."""
        begins, ends = date_of(self.published), date_of(self.expires)
        return (begins is None or begins <= day) and (ends is None or day <= ends)

    def without_text(self) -> "Ad":
        """The ad without its own words but for the title."""
        return replace(self, text="", html="", text_gone=True)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A source's word that an ad is gone: its content must go at once."""

    source: str
    source_id: str
    at: datetime | None = None

    @property
    def id(self) -> str:
        """``source:source_id``."""
        return f"{self.source}:{self.source_id}"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that could not be read. ``reason`` is a code, ``detail`` what exactly; ``excerpt`` has its contact details masked."""

    source: str
    source_id: str
    reason: str
    detail: str
    excerpt: str


AdRecord = Ad | Withdrawal | Unreadable
"""What a source hands over, one per record."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record of an ad that has arrived and is not read yet: where the ad is stored in the same words it need not be.

    ``fingerprint`` is that of the `Ad` that ``reader`` would make of ``raw``. ``as_of`` is when the source said so, where it was asked
    rather than read from a file. Can be sent to another process.
    """

    source: str
    source_id: str
    fingerprint: str
    raw: object
    reader: Callable[[object], AdRecord]
    as_of: datetime | None = None

    @property
    def id(self) -> str:
        """``source:source_id``."""
        return f"{self.source}:{self.source_id}"

    def read(self) -> AdRecord:
        """The record, read."""
        return self.reader(self.raw)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place in a source's feed: everything that was handed over before is taken in. ``state`` is for the source alone to read."""

    source: str
    state: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """A source's word that it has these ads and no others: what else is stored of it was withdrawn by ``at``."""

    source: str
    ids: frozenset[str]
    """``source:source_id`` of each."""
    at: datetime


Incoming = AdRecord | Arrival | Checkpoint | Inventory
"""What a feed hands over, in order."""
