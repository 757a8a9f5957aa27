"""The values of this room."""

from dataclasses import dataclass, field

from tvers.kernel import Country, Place


@dataclass(frozen=True, slots=True)
class Education:
    """Highest completed education: ISCED 2011 level (``isced0`` … ``isced8``) and ISCED-F 2013 field (two to four digits)."""

    level: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Wage:
    """Gross pay a month in the currency it is paid in."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Home:
    """Where the person lives, in their own words; no street address."""

    place: str
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says about themselves. Everything is optional; nothing here names the person."""

    text: str = ""
    occupations: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    education: Education = field(default_factory=Education)
    experience_years: float | None = None
    languages: tuple[tuple[str, str], ...] = ()
    """ISO 639-1 code and CEFR level, e.g. ``("sv", "C2")``; Norwegian of either form is ``no``."""
    licences: tuple[str, ...] = ()
    home: Home | None = None
    max_travel_minutes: int | None = None
    remote: bool | None = None
    work_time: str = ""
    wage_now_monthly: Wage | None = None
    days_at_home: float | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing the person said and what was made of it.

    ``field`` is the field of the profile (``text``, ``occupations``, ``home`` …), ``said`` the words. ``concept_id`` is set where they
    became a concept, with its probability; else ``value`` says what they became.
    """

    field: str
    said: str
    concept_id: str = ""
    probability: float = 1.0
    value: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """One thing the person said that nothing was made of.

    ``reason`` is a code: ``unknown_place``, ``unknown_word``, ``not_covered`` (no such occupation is loaded), ``unknown_field``,
    ``wrong_kind``, ``not_used``, ``denied`` (they say that they are not that, or have it not), ``age``, ``too_long``, ``cv_section`` (a
    part of a CV that nothing is made of: ``field`` is its kind, ``said`` what the file calls it). ``nearest`` are ids of concepts or
    names of places that may have been meant.
    """

    field: str
    said: str
    reason: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchView:
    """All that matching may see of a person. There is no name, gender, age or birthplace here, and none can be put in.

    ``occupations`` and ``skills`` are concept ids with how sure we are that the person meant them (0–1).
    """

    occupations: tuple[tuple[str, float], ...] = ()
    skills: tuple[tuple[str, float], ...] = ()
    level: int | None = None
    """ISCED 2011 level, 0–8."""
    experience_years: float | None = None
    languages: tuple[tuple[str, int], ...] = ()
    """ISO 639-1 code and CEFR level as 1 (A1) … 6 (C2)."""
    licences: tuple[str, ...] = ()
    home: Place | None = None
    max_travel_minutes: float | None = None
    remote: bool | None = None
    work_time: str = ""

    @property
    def names_no_work(self) -> bool:
        """Whether neither an occupation nor a skill is known, so that nothing can be said of how a job fits."""
        return not self.occupations and not self.skills


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile as understood: the view that matching sees, and line by line what became of what was said."""

    view: MatchView
    understood: tuple[Understood, ...]
    not_understood: tuple[NotUnderstood, ...]
