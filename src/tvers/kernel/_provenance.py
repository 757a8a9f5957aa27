"""Where a fact comes from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Provenance:
    """Source of a fact, the day it held, and whether somebody checked it against the authority."""

    source: str
    on: date | None
    verified: bool
