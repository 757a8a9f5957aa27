"""The feeds of this installation: where each is asked."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from filelock import FileLock, Timeout

from tvers.bootstrap._build import services
from tvers.bootstrap._log import logged
from tvers.bootstrap._settings import Settings
from tvers.kernel import Unavailable
from tvers.services import ImportReport
from tvers.services.ports import Feed, Progress


def feeds(settings: Settings) -> dict[str, Callable[[], Feed]]:
    """The feeds by name, each made when it is asked for."""
    return {"nav": partial(_nav, settings), "jobtech": partial(_jobtech, settings)}


def sync_feed(name: str, settings: Settings, progress: Progress | None = None) -> ImportReport:
    """Take one feed in. Raises `Unavailable`, also where another program is at it: two would fetch into the same files."""
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.home / f"sync-{name}.lock", blocking=False):  # goes with the process, however that ends
            return _logged(name, settings, progress)
    except Timeout as error:
        raise Unavailable("feed.running", source=name) from error


def _logged(name: str, settings: Settings, progress: Progress | None) -> ImportReport:
    with logged(settings.home, f"sync-{name}", f"tvers.sync.{name}") as log:
        log.setLevel(logging.INFO)
        log.propagate = False  # whoever runs it is told in another way
        try:
            report = services().sync(feeds(settings)[name](), progress)
        except Unavailable as error:
            log.warning("%s %s", error.code, error.fields)
            raise
        log.info(", ".join(f"{key} {count}" for key, count in asdict(report).items()))
        return report


def _nav(settings: Settings) -> Feed:
    from tvers.sources.nav_feed import NavFeed  # noqa: PLC0415 - a network client is needed by this command alone

    return NavFeed(settings.nav_url, settings.nav_token, **_unhurried(settings.nav_url))


def _jobtech(settings: Settings) -> Feed:
    from tvers.sources.jobtech_stream import JobtechFeed  # noqa: PLC0415 - the same

    return JobtechFeed(settings.home / "fetched", settings.jobtech_url, **_unhurried(settings.jobtech_url))


def _unhurried(url: str) -> dict[str, Any]:
    """One's own machine, where a fake server answers, needs no rest."""
    return {"rest_s": 0} if url.startswith("http://127.0.0.1:") else {}
