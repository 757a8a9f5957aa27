"""The shape of a profile, for the published schema. It is read by `tvers.person.profile_from_json`, which forgives what this cannot."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field


class ProfileShape(Schema):
    """Everything is optional. A field that cannot be read is named in ``not_understood`` and loses only itself."""

    model_config = ConfigDict(extra="allow")

    text: Any = Field(None, description="Free text about oneself, in Norwegian, Swedish, Danish or English.")
    occupations: Any = Field(None, description="Occupations, a list of words.")
    skills: Any = Field(None, description="Skills, a list of words.")
    education: Any = Field(None, description='{"level": "isced0" … "isced8", "field": ISCED-F 2013 code}')
    experience_years: Any = Field(None, description="Years of experience.")
    languages: Any = Field(None, description='ISO 639-1 code to CEFR level, e.g. {"sv": "C2"}.')
    licences: Any = Field(None, description="Driving-licence classes.")
    home: Any = Field(None, description='A place name, or {"country": "NO"|"SE", "place": name}.')
    max_travel_minutes: Any = Field(None, description="Longest way to work, minutes one way.")
    remote: Any = Field(None, description="Whether remote work is wished for.")
    work_time: Any = Field(None, description="full or part.")
    wage_now_monthly: Any = Field(None, description="Pay today; read, not used yet.")
    days_at_home: Any = Field(None, description="Days at home a week; read, not used yet.")


class Problem(Schema):
    """What went wrong, as problem+json (RFC 9457); ``title`` is a sentence in the reader's language."""

    type: str
    title: str
    status: int
    code: str
