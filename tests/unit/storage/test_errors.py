"""Faults of the database and the disk become one line that says what to do, and nothing is changed."""

import errno
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from pytest_django import DjangoDbBlocker

from tvers.kernel import Unavailable, disk_translated
from tvers.services.ports import AdBatch, Imported
from tvers.storage.errors import translated
from tvers.storage.repositories import DjangoAds, DjangoTaxonomies
from tvers.taxonomy import load_starter

pytestmark = pytest.mark.sqlite
AT = datetime(2026, 11, 1, tzinfo=UTC)
GONE = AdBatch(removed=(("nav:1", AT),), at=AT)


@pytest.fixture
def no_database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The store of an installation whose database is not there yet: a true file, unlike the tests' database, with a short patience."""
    path = tmp_path / "tvers.sqlite3"
    mine = connections["default"]
    config = {**mine.settings_dict, "NAME": str(path)}
    config["OPTIONS"] = {**config["OPTIONS"], "timeout": 0.1}
    connections["default"] = DatabaseWrapper(config, "default")
    with django_db_blocker.unblock():
        yield path
        connections["default"].close()
    connections["default"] = mine


@pytest.fixture
def database(no_database: Path) -> Path:
    """The same with all its tables."""
    call_command("migrate", verbosity=0, interactive=False)
    return no_database


def test_a_locked_database_is_said_to_be_locked_and_nothing_is_changed(database: Path) -> None:
    ads = DjangoAds()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as caught:
        ads.apply(GONE)
    assert (caught.value.code, caught.value.fields) == ("database.locked", {"path": str(database)})
    assert (ads.generation(), ads.known(["nav:1"])) == (0, {})
    other.close()
    ads.apply(GONE)
    assert ads.generation() == 1


def test_readers_are_not_held_up_by_a_writer(database: Path) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert DjangoAds().count() == 0
    other.close()


def test_a_file_that_is_no_database_is_said_to_be_corrupt_and_left_alone(no_database: Path) -> None:
    no_database.write_bytes(b"Dear diary, " * 100)
    with pytest.raises(Unavailable) as caught:
        DjangoAds().count()
    assert (caught.value.code, caught.value.fields) == ("database.corrupt", {"path": str(no_database)})
    assert no_database.read_bytes() == b"Dear diary, " * 100


def test_a_full_disk_is_said_to_be_full_and_nothing_is_changed(database: Path) -> None:
    taxonomies = DjangoTaxonomies()
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable) as caught:
        taxonomies.save([(load_starter(), Imported("starter", "tvers@1", "digest", AT))])
    assert (caught.value.code, caught.value.fields) == ("disk.full", {"path": str(database)})
    assert (taxonomies.version().endswith("/0"), len(taxonomies.load()), taxonomies.imports()) == (True, 0, ())


@pytest.mark.parametrize(
    ("said", "name", "code"),
    [
        ("disk I/O error", "SQLITE_IOERR_SHMSIZE", "disk.full"),  # no room for the index beside the log
        ('could not extend file "base/5/1259": No space left on device', "", "disk.full"),
        ("deadlock detected", "", "database.locked"),
        ("canceling statement due to lock timeout", "", "database.locked"),
    ],
)
def test_the_same_faults_in_other_words(said: str, name: str, code: str) -> None:
    cause = sqlite3.OperationalError(said)
    cause.sqlite_errorname = name
    with pytest.raises(Unavailable) as caught, translated():
        raise OperationalError(said) from cause
    assert caught.value.code == code


def test_a_disk_that_is_broken_is_not_called_full() -> None:
    cause = sqlite3.OperationalError("disk I/O error")
    cause.sqlite_errorname = "SQLITE_IOERR_READ"
    with pytest.raises(OperationalError, match="disk I/O error"), translated():
        raise OperationalError(str(cause)) from cause


def test_a_database_that_may_not_be_written_is_said_so(database: Path) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
    with pytest.raises(Unavailable) as caught:
        DjangoAds().apply(GONE)
    assert (caught.value.code, caught.value.fields) == ("home.not_writable", {"path": str(database)})


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk.full"), (errno.EACCES, "home.not_writable"), (errno.EROFS, "home.not_writable")]
)
def test_faults_of_the_disk_are_translated(number: int, code: str) -> None:
    with pytest.raises(Unavailable) as caught, disk_translated("folder"):
        raise OSError(number, "as the system says it")
    assert (caught.value.code, caught.value.fields) == (code, {"path": "folder"})


def test_what_nobody_can_mend_passes_untranslated(database: Path) -> None:
    assert database.exists()
    with pytest.raises(OSError, match="interrupted"), translated():
        raise OSError(errno.EIO, "interrupted")
