"""Where Arbetsförmedlingen says that the work is: SCB's municipality codes in Sweden, a country and a town elsewhere."""

from typing import Annotated

from pydantic import StrictFloat

from tvers.ads import Workplace
from tvers.kernel import Country, fold
from tvers.sources._ad_fields import Listed, Shape, Text
from tvers.sources._jobtech_terms import terms
from tvers.travel import load_places

_CODE_DIGITS = 4
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180


class Address(Shape):
    """An ad's ``workplace_address``. ``coordinates`` are longitude, then latitude."""

    municipality: Text | None = None
    municipality_code: Text | None = None
    region: Text | None = None
    country: Text | None = None
    country_code: Text | None = None
    country_concept_id: Text | None = None
    postcode: Text | None = None
    city: Text | None = None
    coordinates: Annotated[tuple[StrictFloat, ...], Listed] = ()


def workplace(address: Address) -> Workplace:
    """A place of work. ``name`` is the town, else the municipality, the region, the country; abroad the country's name stands after it."""
    country = _country(address)
    names = [name.strip() for name in (address.city, address.municipality, address.region) if name and name.strip()]
    latitude, longitude = _point(address)
    postcode = "".join((address.postcode or "").split())
    abroad = (address.country or "").strip()
    if country is None:
        return Workplace(None, ", ".join(dict.fromkeys(filter(None, (*names[:1], abroad)))), "", postcode, latitude, longitude)
    name = names[0] if names else abroad
    return Workplace(country, _usual_case(name), _municipality_code(address, country), postcode, latitude, longitude)


def _country(address: Address) -> Country | None:
    """The country by concept id, label or Arbetsförmedlingen's own number; a place with a Swedish municipality code is in Sweden."""
    table = terms()
    code = (
        table["country"].get(address.country_concept_id or "")
        or table["country"].get(fold(address.country or ""))
        or table["country_code"].get(address.country_code or "")
    )
    if code:
        return Country(code)
    named = address.country or address.country_code or address.country_concept_id
    return Country.SE if not named and _municipality_code(address, Country.SE) else None


def _municipality_code(address: Address, country: Country) -> str:
    """The code if it is a municipality of today; else the one that the municipality's or town's name stands for alone."""
    code = (address.municipality_code or "").strip().zfill(_CODE_DIGITS)
    if load_places().by_code(country, code):
        return code
    for name in (address.municipality, address.city):
        codes = {place.municipality_code for place in load_places().find(name, country)} if name and name.strip() else set()
        if len(codes) == 1:
            return codes.pop()
    return ""


def _point(address: Address) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or none."""
    if len(address.coordinates) != len(("longitude", "latitude")):
        return None, None
    longitude, latitude = address.coordinates
    known = abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE
    return (float(latitude), float(longitude)) if known else (None, None)


def _usual_case(name: str) -> str:
    return name.title() if name.isupper() else name
