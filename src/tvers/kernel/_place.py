"""Places as points on the map."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from tvers.kernel._codes import Country

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality or a named place in one.

    ``municipality_code`` is four digits as text (SSB's and SCB's codes, leading zero kept). Coordinates are WGS 84 degrees,
    rounded to two decimals (about a kilometre).
    """

    country: Country
    municipality_code: str
    name: str
    latitude: float
    longitude: float
    touches_border: bool = False


def great_circle_km(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """Length of the great circle between two points, km (haversine).

    >>> round(great_circle_km(59.12, 11.39, 58.94, 11.17))
    24
    """
    phi_a, phi_b = radians(latitude_a), radians(latitude_b)
    half = sin((phi_b - phi_a) / 2) ** 2 + cos(phi_a) * cos(phi_b) * sin(radians(longitude_b - longitude_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
