"""Places on both sides of the border, and how long it takes from one to another. Each answer says how it was reached."""

from tvers.travel._many import great_circles_km, minutes_for_many
from tvers.travel._places import PlaceIndex, load_places
from tvers.travel._reach import ROAD_FACTOR, Travel, minutes_between, minutes_for_km

__all__ = [
    "ROAD_FACTOR",
    "PlaceIndex",
    "Travel",
    "great_circles_km",
    "load_places",
    "minutes_between",
    "minutes_for_km",
    "minutes_for_many",
]
