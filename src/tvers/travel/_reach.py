"""How long it takes by car, estimated from the map alone until a road network is loaded."""

from dataclasses import dataclass

from tvers.kernel import Place, great_circle_km

ROAD_FACTOR = 1.3
"""Road length over great circle; general experience for this landscape, unverified (fjords and mountains need more)."""
SPEEDS_KMH = ((10.0, 35.0), (50.0, 60.0), (150.0, 75.0), (float("inf"), 85.0))
START_MINUTES = 5.0


@dataclass(frozen=True, slots=True)
class Travel:
    """A travel time, one way. ``method`` is a code that says how it was reached; ``road_km`` is the estimated road length."""

    minutes: float
    road_km: float
    method: str = "great_circle"


def minutes_for_km(great_circle: float) -> float:
    """Minutes by car for a great-circle distance, km.

    Each stretch of road is driven at the speed usual for its band: the first 10 km at 35 km/h, up to 50 km at 60, up to 150 km at 75,
    the rest at 85; and five minutes to get going. So a longer way never takes less time.

    >>> round(minutes_for_km(0)), round(minutes_for_km(24)), round(minutes_for_km(100))
    (5, 43, 126)
    """
    left, begun, minutes = great_circle * ROAD_FACTOR, 0.0, START_MINUTES
    for end, speed in SPEEDS_KMH:
        stretch = min(left, end - begun)
        minutes += stretch / speed * 60
        left -= stretch
        begun = end
    return minutes


def minutes_between(start: Place, end: Place) -> Travel:
    """Estimated travel time between two places by car, one way."""
    km = great_circle_km(start.latitude, start.longitude, end.latitude, end.longitude)
    return Travel(minutes_for_km(km), km * ROAD_FACTOR)
