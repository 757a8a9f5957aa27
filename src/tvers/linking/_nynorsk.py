"""Nynorsk words as Bokmål writes them: ESCO's Norwegian names are in Bokmål."""

import re

from tvers.kernel import fold

_STEMS = {
    "arbeidar": "arbeider",
    "eining": "enhet",
    "forskings": "forsknings",
    "gransk": "forsk",
    "heim": "hjem",
    "høgskule": "høyskole",
    "høgskole": "høyskole",
    "kjøken": "kjøkken",
    "kjenneteikn": "kjennetegn",
    "klede": "klær",
    "køyre": "kjøre",
    "køyr": "kjør",
    "leggjar": "legger",
    "leiar": "leder",
    "leiing": "ledelse",
    "mjølk": "melk",
    "målar": "maler",
    "prosjektleiing": "prosjektledelse",
    "pleiar": "pleier",
    "pleiing": "pleie",
    "reinhald": "renhold",
    "rekneskap": "regnskap",
    "rettleiar": "veileder",
    "rettleiing": "veiledning",
    "røyr": "rør",
    "sakshandsamar": "saksbehandler",
    "sakshandsaming": "saksbehandling",
    "sjuke": "syke",
    "sjukehus": "sykehus",
    "skule": "skole",
    "snikkar": "snekker",
    "sveiseverkstad": "sveiseverksted",
    "teikn": "tegn",
    "tenest": "tjenest",
    "timar": "timer",
    "tryggleik": "sikkerhet",
    "tømrar": "tømrer",
    "vaksen": "voksen",
    "vedlikehald": "vedlikehold",
    "verksemd": "virksomhet",
    "verkstad": "verksted",
}
"""What words and parts of compounds become."""
_PARTS = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))
_ENDINGS = (
    (re.compile(r"(?<=\w{2})arar\b"), "ere"),
    (re.compile(r"(?<=\w{2})arane\b"), "erne"),
    (re.compile(r"(?<=\w{2}[^aeiouyæøå])ar\b"), "er"),
    (re.compile(r"heit\b"), "het"),
    (re.compile(r"(?<=\w)leg\b"), "lig"),
)
"""Who does something, and what something is like: "sveisar", "sveisarar", "sveisarane"."""


def as_bokmal(text: str) -> str:
    """A phrase, folded, with what only Nynorsk writes so put as Bokmål does; other phrases come out as they are.

    >>> as_bokmal("Sjukepleiar og røyrleggjar")
    'sykepleier og rørlegger'
    >>> as_bokmal("sjuksköterska, vaktmester")
    'sjuksköterska, vaktmester'
    """
    found = _PARTS.sub(lambda part: _STEMS[part[0]], fold(text))
    for ending, other in _ENDINGS:
        found = ending.sub(other, found)
    return found
