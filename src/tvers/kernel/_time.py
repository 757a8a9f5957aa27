"""Instants are aware UTC inside; what came in stays with the record that it came in."""

from datetime import UTC, date, datetime
from typing import overload
from zoneinfo import ZoneInfo

_LOCAL = ZoneInfo("Europe/Oslo")


def parse_instant(text: str, *, zone: str = "UTC") -> datetime:
    """Read an ISO 8601 date or instant as aware UTC; one without an offset is local time of ``zone``.

    Raises ``ValueError`` where the text is no ISO date.

    >>> parse_instant("2020-03-28T23:59:59", zone="Europe/Stockholm").isoformat()
    '2020-03-28T22:59:59+00:00'
    """
    instant = datetime.fromisoformat(text.strip())
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=ZoneInfo(zone))
    return instant.astimezone(UTC)


@overload
def date_of(instant: datetime) -> date: ...
@overload
def date_of(instant: None) -> None: ...
def date_of(instant: datetime | None) -> date | None:
    """The day that an instant falls on in Norway and Sweden, which share their clock; None for none."""
    return None if instant is None else instant.astimezone(_LOCAL).date()
