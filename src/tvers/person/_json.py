"""A profile out of the shape that the page, the command line's file and the API share (docs/reference/profile.md)."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tvers.kernel import Country, WrongUse, as_language
from tvers.person._model import Education, Home, NotUnderstood, Profile, Wage

_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
_MOST_TEXT = 20_000
_DECIMAL = re.compile(r"\s*\d+(?:[.,]\d+)?\s*")


class _Bad(ValueError):
    """A value that is not of the shape; only its own field is lost. The arguments are the values that would be, if they are few."""


def profile_from_json(shape: object) -> tuple[Profile, tuple[NotUnderstood, ...]]:
    """A profile, and what of the shape could not be read: unknown fields and values of the wrong kind, each named.

    Raises `WrongUse` only where the whole is no object.
    """
    if not isinstance(shape, Mapping):
        raise WrongUse("profile.not_object")
    values: dict[str, Any] = {}
    unread = []
    for name, value in shape.items():
        reader = _READERS.get(str(name))
        if reader is None:
            unread.append(NotUnderstood(str(name), _shown(value), "unknown_field"))
        elif value is not None:
            try:
                values[str(name)] = reader(value)
            except _Bad as bad:
                unread.append(NotUnderstood(str(name), _shown(value), "wrong_kind", bad.args))
            if name == "text" and isinstance(value, str) and len(value) > _MOST_TEXT:
                unread.append(NotUnderstood("text", f"…{value[_MOST_TEXT:].strip()[:60]}…", "too_long"))
    return Profile(**values), tuple(unread)


def _shown(value: object) -> str:
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))[:80]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Bad
    return value.strip()[:_MOST_TEXT]


def _texts(value: object) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise _Bad
    return tuple(text for text in map(_text, items) if text)


def _number(most: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        if isinstance(value, str) and _DECIMAL.fullmatch(value):
            value = float(value.replace(",", "."))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise _Bad(f"0–{most:g}")
        return float(value)

    return read


def _minutes(value: object) -> int:
    return max(1, round(_number(24 * 60)(value)))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Bad("true", "false")
    return value


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        found = next((one for one in allowed if isinstance(value, str) and one.casefold() == value.strip().casefold()), None)
        if found is None:
            raise _Bad(*allowed)
        return found

    return read


def _object(value: object, *allowed: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) - set(allowed):
        raise _Bad
    return value


def _education(value: object) -> Education:
    given = _object(value, "level", "field")
    level, field = str(given.get("level") or ""), str(given.get("field") or "")
    if (level and level not in {f"isced{digit}" for digit in range(9)}) or (field and not (field.isdigit() and 2 <= len(field) <= 4)):  # noqa: PLR2004 - ISCED-F codes
        raise _Bad
    return Education(level, field)


def _languages(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise _Bad
    languages = []
    for tag, cefr in value.items():
        level = str(cefr).upper()
        if level not in _CEFR:
            raise _Bad(*_CEFR)
        language = as_language(str(tag))
        code = str(language or str(tag)[:2].casefold())
        languages.append(("no" if code in ("nb", "nn") else code, level))
    return tuple(sorted(languages))


def _home(value: object) -> Home:
    if isinstance(value, str):
        return Home(_text(value))
    given = _object(value, "country", "place")
    country = str(given.get("country") or "").upper()
    if country and country not in Country.__members__:
        raise _Bad(*Country.__members__)
    return Home(_text(given.get("place") or ""), Country(country) if country else None)


def _wage(value: object) -> Wage:
    given = _object(value, "amount", "currency")
    return Wage(_number(10_000_000)(given.get("amount")), _one_of("NOK", "SEK")(given.get("currency")))


_READERS: dict[str, Callable[[object], Any]] = {
    "text": _text,
    "occupations": _texts,
    "skills": _texts,
    "education": _education,
    "experience_years": _number(80),
    "languages": _languages,
    "licences": lambda value: tuple(sorted({text.upper() for text in _texts(value)})),
    "home": _home,
    "max_travel_minutes": _minutes,
    "remote": _flag,
    "work_time": _one_of("full", "part"),
    "wage_now_monthly": _wage,
    "days_at_home": _number(7),
}
