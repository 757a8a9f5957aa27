"""The question that an address carries."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from tvers.person import NotUnderstood, Profile, profile_from_json

_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Question:
    """What the form asks: words about oneself, a place, minutes to travel, remote work."""

    text: str = ""
    place: str = ""
    minutes: str = ""
    remote: bool = False

    @property
    def address(self) -> str:
        """The question as the query of an address."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in (("text", self.text), ("place", self.place), ("minutes", self.minutes)) if value})
        if self.remote:
            query["remote"] = "1"
        return query.urlencode()

    def profile(self) -> tuple[Profile, tuple[NotUnderstood, ...]]:
        """The profile that this question is short for."""
        shape: dict[str, Any] = {"text": self.text}
        if self.place:
            shape["home"] = self.place
        if self.minutes:
            shape["max_travel_minutes"] = int(self.minutes) if self.minutes.isdecimal() else self.minutes
        if self.remote:
            shape["remote"] = True
        return profile_from_json(shape)


def question(request: HttpRequest) -> Question:
    """Read the question out of an address."""
    asked = request.GET
    return Question(
        asked.get("text", "").strip(), asked.get("place", "").strip(), asked.get("minutes", "").strip(), asked.get("remote") == "1"
    )
