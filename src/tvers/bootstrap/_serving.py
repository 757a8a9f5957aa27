"""What goes on beside the site: the market follows the ads, and where a demonstration is asked for, feeds that change before one's eyes."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory

from tvers.ads import Ad, load_examples
from tvers.bootstrap._build import services
from tvers.bootstrap._feeds import feeds
from tvers.bootstrap._settings import read_settings
from tvers.kernel import Country, TversError
from tvers.services import ImportReport

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
    from tvers.sources.fakes import FakeJobtech, FakeNav, Fault  # noqa: PLC0415 - a network server is needed for this alone

    before = {name: os.environ.pop(name, None) for name in _DEMO_SETTINGS}
    with TemporaryDirectory(prefix="tvers-demo-", ignore_cleanup_errors=True) as home, FakeNav() as nav, FakeJobtech() as jobtech:
        os.environ |= {"TVERS_HOME": home, "TVERS_NAV_URL": nav.url, "TVERS_JOBTECH_URL": jobtech.url}
        begun = datetime.now(UTC) - timedelta(minutes=30)
        waiting: dict[FakeNav | FakeJobtech, list[Ad]] = {nav: _demo_ads(Country.NO), jobtech: _demo_ads(Country.SE)}
        shown: dict[FakeNav | FakeJobtech, list[Ad]] = {fake: [ads.pop() for _ in range(len(ads) // 2)] for fake, ads in waiting.items()}
        for fake, ads in shown.items():
            for ad in ads:
                fake.publish(ad, begun)

        def turn() -> None:
            """One new ad, one withdrawn, and a busy server now and then; then both feeds are taken in."""
            now = datetime.now(UTC)
            for fake, ads in waiting.items():
                if ads:
                    fake.publish(ads[-1], now)
                    shown[fake].append(ads.pop())
                gone = shown[fake].pop(0)
                fake.withdraw(gone.source_id, now)
                ads.insert(0, replace(gone, source_id=f"{gone.source_id}-again"))
            nav.faults.append(Fault.BUSY)
            take_in()

        def take_in() -> None:
            for name, made in feeds(read_settings()).items():
                told(name, services().sync(made()))

        try:
            take_in()
            with _beside(turn, _TURN_EVERY_S):
                yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


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
            with suppress(TversError):
                work()
            connection.close()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=5)
