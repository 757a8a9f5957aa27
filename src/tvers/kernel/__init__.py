"""What every room shares: countries, languages, places, caveats, errors, text, and the one reader of packaged data.

Imports nothing of ours.
"""

from tvers.kernel._caveats import Caveat
from tvers.kernel._codes import READER_LANGUAGES, Country, Language, as_language
from tvers.kernel._contacts import CONTACT_MARK, contact_spans, mask_contacts
from tvers.kernel._data import read_arrays, read_bytes, read_rows, read_toml, toml_names
from tvers.kernel._disk import disk_translated
from tvers.kernel._errors import CannotRead, NotFound, TversError, Unavailable, WrongUse
from tvers.kernel._place import EARTH_RADIUS_KM, Place, great_circle_km
from tvers.kernel._provenance import Provenance
from tvers.kernel._text import fold, inflects, lower_in_place, nearest, one_slip_apart, uninflected, word_places, words, written_words
from tvers.kernel._time import date_of, parse_instant

__all__ = [
    "CONTACT_MARK",
    "EARTH_RADIUS_KM",
    "READER_LANGUAGES",
    "CannotRead",
    "Caveat",
    "Country",
    "Language",
    "NotFound",
    "Place",
    "Provenance",
    "TversError",
    "Unavailable",
    "WrongUse",
    "as_language",
    "contact_spans",
    "date_of",
    "disk_translated",
    "fold",
    "great_circle_km",
    "inflects",
    "lower_in_place",
    "mask_contacts",
    "nearest",
    "one_slip_apart",
    "parse_instant",
    "read_arrays",
    "read_bytes",
    "read_rows",
    "read_toml",
    "toml_names",
    "uninflected",
    "word_places",
    "words",
    "written_words",
]
