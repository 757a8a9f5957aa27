"""Countries and languages, as closed lists."""

from enum import StrEnum


class Country(StrEnum):
    """A country of the joint market, ISO 3166-1 alpha-2."""

    NO = "NO"
    SE = "SE"

    @property
    def other(self) -> "Country":
        """The country across the border."""
        return Country.SE if self is Country.NO else Country.NO


class Language(StrEnum):
    """A language that names and texts come in, BCP 47."""

    NB = "nb"
    NN = "nn"
    SV = "sv"
    DA = "da"
    EN = "en"


READER_LANGUAGES = (Language.NB, Language.NN, Language.SV, Language.EN)
"""The languages that every sentence of the product exists in."""

_ALIASES = {"no": Language.NB, "nob": Language.NB, "nno": Language.NN, "swe": Language.SV, "dan": Language.DA, "eng": Language.EN}


def as_language(tag: str) -> Language | None:
    """Read a language tag as publishers write it (``no``, ``nb-NO``, ``swe``); None for a language outside the list.

    >>> as_language("no"), as_language("sv-SE"), as_language("fi")
    (<Language.NB: 'nb'>, <Language.SV: 'sv'>, None)
    """
    short = tag.strip().casefold().replace("_", "-").split("-")[0]
    if short in _ALIASES:
        return _ALIASES[short]
    return next((language for language in Language if language == short), None)
