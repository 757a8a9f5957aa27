"""The disk is full or the database locked in the middle: what is stored is whole, and the same again ends as if nothing had been."""

import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from tests.unit.sources import test_feeds as feeds
from tests.unit.storage import test_errors

from tvers.ads import Incoming, Unreadable, Withdrawal, load_examples
from tvers.kernel import Unavailable
from tvers.services import Engine, import_ads
from tvers.services.memory import MemoryAds
from tvers.services.ports import AdStore
from tvers.sources.fakes import FakeNav
from tvers.storage.archive import read_archive, write_archive
from tvers.storage.repositories import DjangoAds
from tvers.taxonomy import load_starter

pytestmark = pytest.mark.sqlite
AT = datetime(2026, 11, 1, tzinfo=UTC)
ENGINE = Engine(load_starter())
EXAMPLES = load_examples()[:60]
GONE = tuple(Withdrawal(ad.source, ad.source_id, AT) for ad in EXAMPLES[::7])
RECORDS: tuple[Incoming, ...] = (*EXAMPLES, Unreadable("nav", "9", "record.no_title", "title", "{}"), *GONE)
NO_LIMIT = 1_000_000
no_database, database, fake_nav = test_errors.no_database, test_errors.database, feeds.fake_nav


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[import_ads.__module__], "BATCH", 10)


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program at the same database."""
    connection = sqlite3.connect(database, isolation_level=None)
    yield connection
    connection.close()


def leave_room(pages: int) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")


def held(store: AdStore) -> tuple[object, ...]:
    known = store.known([ad.id for ad in EXAMPLES])
    bad = [(one.source, one.source_id, one.reason) for one in store.quarantine()]
    return {ad.id: (ad, reading) for ad, reading in store.each()}, {one: known[one].removed_at for one in known}, bad


def taken_in(store: AdStore, records: Iterable[Incoming] = RECORDS) -> tuple[object, ...]:
    import_ads(records, ENGINE, store, AT)
    return held(store)


def before(number: int, act: Callable[[], object], records: Iterable[Incoming] = RECORDS) -> Iterator[Incoming]:
    """The records; something happens before one of them."""
    for place, record in enumerate(records):
        if place == number:
            act()
        yield record


@pytest.mark.parametrize("pages", [0, 20, 60])
def test_an_import_that_finds_the_disk_full_is_taken_up_again(database: Path, pages: int) -> None:
    ads = DjangoAds()
    leave_room(pages)
    with pytest.raises(Unavailable) as caught:
        taken_in(ads)
    assert (caught.value.code, caught.value.fields) == ("disk.full", {"path": str(database)})
    assert ads.count() < len(EXAMPLES)
    assert ads.count() % 10 == 0
    leave_room(NO_LIMIT)
    assert taken_in(ads) == taken_in(MemoryAds())


@pytest.mark.parametrize("reached", [0, 25, len(RECORDS) - 2])
def test_an_import_that_finds_the_database_locked_is_taken_up_again(other: sqlite3.Connection, reached: int) -> None:
    ads = DjangoAds()
    with pytest.raises(Unavailable) as caught:
        taken_in(ads, before(reached, lambda: other.execute("BEGIN IMMEDIATE")))
    assert caught.value.code == "database.locked"
    other.execute("ROLLBACK")
    assert held(ads) != taken_in(MemoryAds())
    assert taken_in(ads) == taken_in(MemoryAds())


@pytest.mark.parametrize("reached", [0, 4, 7])
def test_a_feed_that_finds_the_database_locked_goes_on_where_it_was(other: sqlite3.Connection, fake_nav: FakeNav, reached: int) -> None:
    ads, calm = DjangoAds(), MemoryAds()
    fake_nav.withdraw(feeds.NORWEGIAN[1].source_id, feeds.now())
    arriving = feeds.nav_feed(fake_nav).incoming(None, feeds.now())
    with pytest.raises(Unavailable) as caught:
        import_ads(before(reached, lambda: other.execute("BEGIN IMMEDIATE"), arriving), ENGINE, ads, feeds.now())
    assert caught.value.code == "database.locked"
    other.execute("ROLLBACK")
    feeds.sync(feeds.nav_feed(fake_nav), ads)
    feeds.sync(feeds.nav_feed(fake_nav), calm)
    assert held(ads) == held(calm)
    assert len(feeds.held(ads)) == len(feeds.NORWEGIAN) - 1


@pytest.fixture
def backup(database: Path, tmp_path: Path) -> Path:
    """A backup of all records; after it was made all but a few ads went."""
    taken_in(DjangoAds())
    write_archive(tmp_path / "all.zip", AT)
    connections["default"].close()
    for path in tmp_path.glob(f"{database.name}*"):
        path.unlink()
    call_command("migrate", verbosity=0, interactive=False)
    taken_in(DjangoAds(), EXAMPLES[:3])
    return tmp_path / "all.zip"


def test_a_restore_that_finds_the_disk_full_changes_nothing_and_can_be_done_again(backup: Path, database: Path) -> None:
    ads = DjangoAds()
    old = held(ads)
    leave_room(0)
    with pytest.raises(Unavailable) as caught:
        read_archive(backup)
    assert (caught.value.code, caught.value.fields, held(ads)) == ("disk.full", {"path": str(database)}, old)
    leave_room(NO_LIMIT)
    read_archive(backup)
    assert held(ads) == taken_in(MemoryAds())


def test_a_restore_that_finds_the_database_locked_changes_nothing_and_can_be_done_again(backup: Path, other: sqlite3.Connection) -> None:
    ads = DjangoAds()
    old = held(ads)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as caught:
        read_archive(backup)
    assert (caught.value.code, held(ads)) == ("database.locked", old)
    other.execute("ROLLBACK")
    read_archive(backup)
    assert held(ads) == taken_in(MemoryAds())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a file that is always full")
@pytest.mark.usefixtures("database")
def test_a_backup_that_finds_its_disk_full_leaves_no_file_and_names_that_disk(tmp_path: Path) -> None:
    taken_in(DjangoAds())
    stick = tmp_path / "stick"  # another disk than the database's
    stick.mkdir()
    (stick / "all.zip.part").symlink_to("/dev/full")
    with pytest.raises(Unavailable) as caught:
        write_archive(stick / "all.zip", AT)
    assert (caught.value.code, caught.value.fields) == ("disk.full", {"path": str(stick)})
    assert list(stick.iterdir()) == []
    write_archive(stick / "all.zip", AT)
    assert [path.name for path in stick.iterdir()] == ["all.zip"]
