"""The feeds of this installation: where each is asked."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tvers.bootstrap._settings import Settings
from tvers.services.ports import Feed


def feeds(settings: Settings) -> dict[str, Callable[[], Feed]]:
    """The feeds by name, each made when it is asked for."""
    return {"nav": partial(_nav, settings), "jobtech": partial(_jobtech, settings)}


def _nav(settings: Settings) -> Feed:
    from tvers.sources.nav_feed import NavFeed  # noqa: PLC0415 - a network client is needed by this command alone

    return NavFeed(settings.nav_url, settings.nav_token, **_unhurried(settings.nav_url))


def _jobtech(settings: Settings) -> Feed:
    from tvers.sources.jobtech_stream import JobtechFeed  # noqa: PLC0415 - the same

    return JobtechFeed(settings.home / "fetched", settings.jobtech_url, **_unhurried(settings.jobtech_url))


def _unhurried(url: str) -> dict[str, Any]:
    """One's own machine, where a fake server answers, needs no rest."""
    return {"rest_s": 0} if url.startswith("http://127.0.0.1:") else {}
