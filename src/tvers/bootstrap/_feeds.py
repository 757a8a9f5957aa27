"""The feeds of this installation: where each is asked, and how often at most."""

from collections.abc import Callable
from functools import partial

from tvers.bootstrap._settings import Settings
from tvers.services.ports import Feed
from tvers.sources._polite import Polite
from tvers.sources.jobtech_stream import JobtechFeed
from tvers.sources.nav_feed import NavFeed

_REST_S = {"nav": 0.02, "jobtech": 60.0}
"""Seconds between two requests. NAV states no limit and gives one ad at a time; JobTech's guide asks for one request a minute."""


def feeds(settings: Settings) -> dict[str, Callable[[], Feed]]:
    """The feeds by name, each made when it is asked for."""
    return {"nav": partial(_nav, settings), "jobtech": partial(_jobtech, settings)}


def _nav(settings: Settings) -> NavFeed:
    return NavFeed(_polite("nav", settings.nav_url), settings.nav_url, settings.nav_token)


def _jobtech(settings: Settings) -> JobtechFeed:
    return JobtechFeed(_polite("jobtech", settings.jobtech_url), settings.home / "fetched", settings.jobtech_url)


def _polite(source: str, url: str) -> Polite:
    """A client; one's own machine, where a fake server answers, needs no rest."""
    return Polite(source, rest_s=0 if url.startswith("http://127.0.0.1:") else _REST_S[source])
