"""The same estimates for many places at once; equal to the scalar ones to the last few digits."""

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import EARTH_RADIUS_KM
from tvers.travel._reach import ROAD_FACTOR, SPEEDS_KMH, START_MINUTES

Floats = NDArray[np.float64]


def great_circles_km(latitude: float, longitude: float, latitudes: Floats, longitudes: Floats) -> Floats:
    """Length of the great circle from one point to each of many, km, shape as given."""
    phi, phis = np.radians(latitude), np.radians(latitudes)
    half = np.sin((phis - phi) / 2) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    length: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return length


def minutes_for_many(great_circles: Floats) -> Floats:
    """`minutes_for_km` for each of many distances, km."""
    road = great_circles * ROAD_FACTOR
    minutes = np.full(road.shape, START_MINUTES)
    begun = 0.0
    for end, speed in SPEEDS_KMH:
        minutes += np.clip(road - begun, 0, end - begun) / speed * 60
        begun = end
    return minutes
