"""Use cases, one verb to a module, over ports. No framework, no clock, no environment, no I/O.

`Services` binds them to the ports of an installation; every door talks to it.
"""

from tvers.services._engine import Engine
from tvers.services._services import Services
from tvers.services.import_ads import ImportReport, import_ads
from tvers.services.match_profile import Hint, MatchedAd, MatchList, match_profile
from tvers.services.read_profile import read_profile
from tvers.services.refresh_market import refresh_market
from tvers.services.take_home import PayAsked, pay_of

__all__ = [
    "Engine",
    "Hint",
    "ImportReport",
    "MatchList",
    "MatchedAd",
    "PayAsked",
    "Services",
    "import_ads",
    "match_profile",
    "pay_of",
    "read_profile",
    "refresh_market",
]
