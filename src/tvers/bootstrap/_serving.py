"""What goes on beside the site: the market follows the ads, and where a demonstration is asked for, feeds that change before one's eyes."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tvers.ads import Ad, load_examples
from tvers.bootstrap._build import services
from tvers.bootstrap._feeds import feeds, sync_feed
from tvers.bootstrap._settings import read_settings
from tvers.kernel import Country, TversError
from tvers.services import ImportReport

if TYPE_CHECKING:
    from tvers.sources.fakes import FakeJobtech, FakeNav

_log = logging.getLogger(__name__)
_EVERY_S = 5.0
_TURN_EVERY_S = 20.0
_DEMO_SETTINGS = ("TVERS_HOME", "TVERS_NAV_URL", "TVERS_JOBTECH_URL", "TVERS_NAV_TOKEN", "DATABASE_URL")


@contextmanager
def market_kept_fresh() -> Iterator[None]:
    """Beside the site the market follows the ads, also where whoever changed them was stopped before he could see to it."""
    with _beside(lambda: services().snapshot(), _EVERY_S):
        yield


@contextmanager
def demo_feeds(told: Callable[[str, ImportReport], None]) -> Iterator[None]:
    """An installation of its own, in a temporary folder, with feeds on this machine in which something happens every twenty seconds.

    ``told`` hears what each round of each feed brought.
    """
    from tvers.sources.fakes import FakeJobtech, FakeNav  # noqa: PLC0415 - a network server is needed for this alone

    with (
        TemporaryDirectory(prefix="tvers-demo-", ignore_cleanup_errors=True) as home,
        FakeNav() as nav,
        FakeJobtech() as jobtech,
        _settings({"TVERS_HOME": home, "TVERS_NAV_URL": nav.url, "TVERS_JOBTECH_URL": jobtech.url}),
    ):
        boards = (_Board(nav, Country.NO), _Board(jobtech, Country.SE))

        def take_in() -> None:
            for name in feeds(read_settings()):
                told(name, sync_feed(name, read_settings()))

        def turn() -> None:
            for board in boards:
                board.turn()
            take_in()

        take_in()
        with _beside(turn, _TURN_EVERY_S):
            yield


@contextmanager
def _settings(ours: dict[str, str]) -> Iterator[None]:
    """Settings in place of those of the environment."""
    before = {name: os.environ.pop(name, None) for name in _DEMO_SETTINGS}
    os.environ |= ours
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


class _Board:
    """The ads of one side of the demonstration: half of them out from the beginning."""

    def __init__(self, fake: "FakeNav | FakeJobtech", country: Country) -> None:
        self._fake = fake
        ads = _demo_ads(country)
        self._out, self._waiting = ads[: len(ads) // 2], ads[len(ads) // 2 :]
        for ad in self._out:
            fake.publish(ad, datetime.now(UTC) - timedelta(minutes=30))

    def turn(self) -> None:
        """One new ad, and the oldest withdrawn; it comes again one day under a new id."""
        now = datetime.now(UTC)
        self._fake.publish(self._waiting[0], now)
        self._fake.withdraw(self._out[0].source_id, now)
        gone = replace(self._out[0], source_id=f"{self._out[0].source_id}-again")
        self._out, self._waiting = [*self._out[1:], self._waiting[0]], [*self._waiting[1:], gone]


def _demo_ads(country: Country) -> list[Ad]:
    """The example ads of a country as other employers' ads, so that they are not taken for the examples themselves."""
    return [
        replace(ad, employer=replace(ad.employer, name=f"{ad.employer.name} – demo")) for ad in load_examples() if ad.country is country
    ]


@contextmanager
def _beside(work: Callable[[], object], every_s: float) -> Iterator[None]:
    """Do something again and again in a thread of its own, as long as the context is open; a fault waits for the next time."""
    done = threading.Event()

    def go_on() -> None:
        from django.db import connection  # noqa: PLC0415 - Django is set up only now

        while not done.wait(every_s):
            try:
                work()
            except TversError:
                pass  # a busy or full database; whoever changes ads is told
            except Exception:  # noqa: BLE001 - whatever it is, the site goes on
                _log.exception("what goes on beside the site failed; it is tried again")
            connection.close()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=5)
