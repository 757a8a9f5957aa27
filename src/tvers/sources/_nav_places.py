"""Where NAV says that the work is: names in capitals, counties of today and of before, no municipality codes."""

import re
from functools import cache, lru_cache
from typing import Any

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from tvers.ads import Workplace
from tvers.kernel import Country, Place, fold, read_toml
from tvers.sources._ad_fields import Shape, Text
from tvers.travel import load_places

_IN_BRACKETS = re.compile(r"^(.*?)\s*\((.+)\)\s*$")
_BETWEEN_NAMES = re.compile(r"\s+[-\u2013]\s+|\s*/\s*")
_SMALL_WORDS = frozenset({"i", "og", "på", "ved", "och", "av"})
_OSLO = "0301"
_KEPT = 4096
"""So many names are looked up once only; a feed has a few hundred."""


class NavShape(Shape):
    """A shape whose fields are written ``likeThis`` in the feed."""

    model_config = ConfigDict(alias_generator=to_camel)


class Location(NavShape):
    """One of an ad's ``workLocations``."""

    country: Text | None = None
    city: Text | None = None
    postal_code: Text | None = None
    county: Text | None = None
    municipal: Text | None = None


def workplace(location: Location) -> Workplace:
    """A place of work; its municipality by name, told from its namesakes by the county.

    ``name`` is the city, else the municipality, else the county, in ordinary case; abroad the country's name stands after it.
    """
    given_country = (location.country or "").strip()
    country = _country(given_country, location)
    names = [_usual_case(name) for name in (location.city, location.municipal, location.county) if name and name.strip(" ?")]
    if country is None:
        name = ", ".join(dict.fromkeys((*names[:1], *([_usual_case(given_country)] if given_country else []))))
        return Workplace(None, name, postcode=_postcode(location.postal_code))
    place = _municipality(location, country)
    name = names[0] if names else (place.name if place else _usual_case(given_country))
    return Workplace(country, name, place.municipality_code if place else "", _postcode(location.postal_code))


@cache
def _table() -> dict[str, Any]:
    return read_toml("tvers.sources", "nav.toml")


def _country(given: str, location: Location) -> Country | None:
    """The country; the feed's default is Norway, so a place without a country is looked for there."""
    if given:
        code = _table()["country"].get(fold(given))
        return Country(code) if code else None
    return Country.NO if location.municipal or location.county or location.postal_code else None


def _municipality(location: Location, country: Country) -> Place | None:
    """The municipality of a place: by its own name, else by the city's; Oslo is a county of one municipality."""
    for name in (location.municipal, location.city):
        found = _find(name or "", location.county or "", country)
        if found:
            return load_places().by_code(country, found)
    return load_places().by_code(country, _OSLO) if fold(location.county or "") == "oslo" else None


@lru_cache(maxsize=_KEPT)
def _find(name: str, county: str, country: Country) -> str:
    """The code that a name stands for in a county, empty where none or several are possible."""
    bracketed = _IN_BRACKETS.match(name)
    if bracketed:
        name, county = bracketed[1], bracketed[2]
    for one in (name, *_BETWEEN_NAMES.split(name)):
        places = load_places().find(one, country) if one.strip(" ?") else ()
        codes = list(dict.fromkeys(place.municipality_code for place in places))
        own = [code for code in codes if _is_name_of(one, code, country)]
        prefixes = tuple(_table()["county"].get(fold(county), ()))
        for choice in (own, codes):
            inside = [code for code in choice if code.startswith(prefixes)] if prefixes else []
            # A county that contradicts the only place of that name is one of before a border was moved.
            if len(inside or choice) == 1:
                return (inside or choice)[0]
    return ""


def _is_name_of(name: str, code: str, country: Country) -> bool:
    place = load_places().by_code(country, code)
    return place is not None and fold(place.name) == fold(name)


@lru_cache(maxsize=_KEPT)
def _usual_case(name: str) -> str:
    """A name in capitals as it is usually written: ``MO I RANA`` is Mo i Rana, ``AURSKOG-HØLAND`` Aurskog-Høland."""
    clean = " ".join(name.split())
    if not clean.isupper():
        return clean
    known = next((place.name for place in load_places().find(clean) if fold(place.name) == fold(clean)), "")
    words = (word if word in _SMALL_WORDS and place else word.title() for place, word in enumerate(clean.lower().split(" ")))
    return known or " ".join(words)


def _postcode(given: str | None) -> str:
    digits = "".join((given or "").split())
    return digits.zfill(4) if digits.isdecimal() else ""
