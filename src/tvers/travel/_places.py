"""Municipalities and towns by name or code, and the nearest names where one is not known."""

import re
from collections.abc import Iterable
from functools import cache

from tvers.kernel import Country, Place, fold, nearest, read_rows


class PlaceIndex:
    """Finds places by name in either country. A name may belong to several places (Våler, Sande); the country tells some apart."""

    def __init__(self, places: Iterable[tuple[Place, tuple[str, ...]]]) -> None:
        """``places`` are pairs of a place and further names of it or of towns in it."""
        self.places: tuple[Place, ...] = ()
        self._by_code: dict[tuple[Country, str], Place] = {}
        self._by_name: dict[str, list[Place]] = {}
        self._names: dict[str, str] = {}
        for place, others in places:
            self.places += (place,)
            self._by_code.setdefault((place.country, place.municipality_code), place)
            for name in (place.name, *others):
                self._names.setdefault(fold(name), name)
                known = self._by_name.setdefault(fold(name), [])
                if place not in known:
                    known.append(place)

    def by_code(self, country: Country, municipality_code: str) -> Place | None:
        """The municipality with that code, or None."""
        return self._by_code.get((country, municipality_code))

    def find(self, name: str, country: Country | None = None) -> tuple[Place, ...]:
        """Places of that name, municipalities first; empty where none is known. Case and spacing do not matter.

        A name typed with the neighbour's letters is found too, and with its country or county after it: ``Strømstad, Sverige`` is
        Strömstad.
        """
        found = self._named(name) or self._named(_CENTRE.sub("", _BESIDE.split(name, maxsplit=1)[0]))
        mine = [place for place in found if country is None or place.country is country]
        return tuple(sorted(mine, key=lambda place: fold(place.name) != fold(name)))

    def _named(self, name: str) -> list[Place]:
        wanted = _plain(name)
        return self._by_name.get(fold(name)) or [
            place for known, places in self._by_name.items() if _plain(known) == wanted for place in places
        ]

    def suggestions(self, name: str, country: Country | None = None) -> tuple[str, ...]:
        """At most three names to offer for one that is not known: `nearest` in the country said, then anywhere."""
        return tuple(dict.fromkeys((*self.nearest(name, country)[:2], *self.nearest(name))))[:3]

    def nearest(self, name: str, country: Country | None = None) -> tuple[str, ...]:
        """Names of places most like a name that is not known, the neighbour's letters read as one's own."""
        shown = {
            _plain(known): shown
            for known, shown in self._names.items()
            if any(country in (None, place.country) for place in self._by_name[known])
        }
        return tuple(shown[found] for found in nearest(_plain(name), shown))


_BESIDE = re.compile(r"\s*[,(/]")
"""What follows is the county or the country of the place before it."""
_CENTRE = re.compile(r"\s+(?:sentrum|centrum|by|center)\s*$", re.IGNORECASE)
_NEIGHBOUR_LETTERS = str.maketrans({"ø": "ö", "æ": "ä"})


def _plain(name: str) -> str:
    """Folded, with the neighbour's letters as one: ø is ö, æ is ä; the word ``kommune``, ``kommun`` or ``stad`` after it does not count."""
    folded = fold(name).translate(_NEIGHBOUR_LETTERS).replace(",", " ")
    for ending in (" kommune", "s kommun", " kommun"):
        folded = folded.removesuffix(ending)
    return folded.strip()


@cache
def load_places() -> PlaceIndex:
    """Every municipality of both countries, with towns people name instead, from ``data/municipalities-*.tsv``."""
    return PlaceIndex(pair for country in Country for pair in _read(country))


def _read(country: Country) -> Iterable[tuple[Place, tuple[str, ...]]]:
    for row in read_rows(__package__, f"municipalities-{country.lower()}.tsv"):
        place = Place(country, row["code"], row["name"], float(row["latitude"]), float(row["longitude"]), row["touches_border"] == "yes")
        yield place, tuple(name for name in row["also"].split("; ") if name)
        for town in filter(None, row["towns"].split("; ")):
            name, latitude, longitude = town.rsplit(" ", 2)
            yield Place(country, row["code"], name, float(latitude), float(longitude), place.touches_border), ()
