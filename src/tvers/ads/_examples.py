"""The example ads: fictional, plainly marked, and read like any other."""

from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from tvers.ads._model import Ad, Employer, Engagement, OccupationCode, Remote, Workplace, WorkTime
from tvers.kernel import CannotRead, Country, Language, read_toml

SOURCE = "example"
_CODE_SCHEME = {Country.NO: "styrk08", Country.SE: "ssyk2012"}
_MARK = {Country.NO: "(eksempel)", Country.SE: "(exempel)"}


@cache
def load_examples() -> tuple[Ad, ...]:
    """The example ads of both countries. They have no end date, so that a demonstration never runs dry.

    Raises `CannotRead` that names the entry and the fault if a data file breaks a rule.
    """
    return tuple(_ad(country, entry) for country in Country for entry in read_toml(__package__, f"examples-{country.lower()}.toml")["ad"])


def _ad(country: Country, entry: dict[str, Any]) -> Ad:
    if not entry["employer"].endswith(_MARK[country]):
        raise CannotRead("starter.entry", file=f"examples-{country.lower()}.toml", entry=entry["id"], fault="employer lacks the mark")
    published: date = entry["published"]
    return Ad(
        SOURCE,
        entry["id"],
        entry["title"],
        Employer(entry["employer"]),
        (Workplace(country, "", entry["municipality"]),),
        entry["text"].strip(),
        language=Language(entry["language"]),
        published=datetime.combine(published, time(), UTC),
        dates_as_given=(("published", published.isoformat()),),
        occupation_codes=(OccupationCode(_CODE_SCHEME[country], entry["occupation_code"]),),
        work_time=WorkTime(entry["work_time"]),
        remote=Remote(entry["remote"]),
        engagement=Engagement(entry["engagement"]),
        example=True,
        fingerprint=f"example-{entry['id']}",
    )
