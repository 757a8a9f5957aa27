"""The question that an address carries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict

from tvers.kernel import WrongUse
from tvers.person import NotUnderstood, Profile, profile_from_json

_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Question:
    """What the form asks: words about oneself, a place, minutes to travel, remote work. ``on`` is a day other than today, if any."""

    text: str = ""
    place: str = ""
    minutes: str = ""
    remote: bool = False
    on: str = ""

    @property
    def address(self) -> str:
        """The question as the query of an address."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in self._texts if value})
        if self.remote:
            query["remote"] = "1"
        return query.urlencode()

    @property
    def _texts(self) -> tuple[tuple[str, str], ...]:
        return (("text", self.text), ("place", self.place), ("minutes", self.minutes), ("on", self.on))

    @property
    def day(self) -> date | None:
        """The day asked about; None for today. Raises `WrongUse` for what is no day."""
        try:
            return date.fromisoformat(self.on) if self.on else None
        except ValueError:
            raise WrongUse("date.not_iso", value=self.on) from None

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
    text, place, minutes, on = (asked.get(name, "").strip() for name in ("text", "place", "minutes", "on"))
    return Question(text, place, minutes, asked.get("remote") == "1", on)
