"""The composition root: which stores fill the ports. Nothing here runs at import."""

import gc
import os
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tvers.bootstrap._readers import forked
from tvers.bootstrap._settings import MOST_DAYS, MOST_WORKERS, Settings, read_settings
from tvers.kernel import Unavailable, WrongUse
from tvers.services import Services
from tvers.services.memory import MemoryAds, MemoryMarkets, MemoryTaxonomies
from tvers.services.ports import Ports
from tvers.sources import read_profile_file

_MIGRATING = 0x7476657273
"""A number that programs agree on to take turns at migrating: "tvers" in bytes."""
_APP = "storage"
_GARBAGE_LOOKED_FOR = (100_000, 50, 50)


@cache
def services() -> Services:
    """The use cases of this process, made once."""
    # A taxonomy is hundreds of thousands of values that live as long as the process: looking through them for garbage while they are
    # made takes a quarter of the time and never finds any.
    gc.set_threshold(*_GARBAGE_LOOKED_FOR)
    return build_services(read_settings())


def build_services(settings: Settings) -> Services:
    """Bind the use cases to the database of an installation; without Django, to stores in memory with the starter pack alone."""
    if find_spec("django") is None:
        return Services(Ports(MemoryTaxonomies(), MemoryAds(), MemoryMarkets(), _now, read_profile_file))
    if not settings.workers:
        raise WrongUse("usage.range", name="TVERS_WORKERS", least=1, most=MOST_WORKERS)
    if settings.keep_text_days < 0:
        raise WrongUse("usage.range", name="TVERS_KEEP_TEXT_DAYS", least=0, most=MOST_DAYS)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("home.not_writable", path=str(settings.home)) from error
    _open_database(settings.home)
    from tvers.storage import ArrowMarkets  # noqa: PLC0415 - Django must be set up first
    from tvers.storage.repositories import DjangoAds, DjangoTaxonomies  # noqa: PLC0415 - the same

    readers = partial(forked, workers=settings.workers)
    keep = timedelta(days=settings.keep_text_days)
    return Services(Ports(DjangoTaxonomies(), DjangoAds(), ArrowMarkets(settings.home), _now, read_profile_file, readers, keep))


def _open_database(home: Path) -> None:
    """Set Django up and bring the database to the newest shape; one that holds something is backed up first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tvers.bootstrap.settings")
    import django  # noqa: PLC0415 - an optional part
    from django.apps import apps  # noqa: PLC0415 - the same

    if not apps.ready:
        django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django must be set up first
    from django.db import DatabaseError, connection, transaction  # noqa: PLC0415 - the same
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - the same

    from tvers.storage.errors import translated  # noqa: PLC0415 - the same

    with translated():
        executor = MigrationExecutor(connection)
        unknown = {name for app, name in executor.loader.applied_migrations if app == _APP} - _known(executor)
        if unknown:
            raise Unavailable("database.newer", path=str(connection.settings_dict["NAME"]))
        if not _pending(executor):
            return
        # Programs that start together on a new installation take turns: the first migrates, the others find it done: SQLite's
        # write lock sees to that, in PostgreSQL a lock by number. SQLite alters tables inside a transaction only while it does not check
        # foreign keys.
        with connection.constraint_checks_disabled(), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MIGRATING])
            executor = MigrationExecutor(connection)
            if _pending(executor):
                _back_up_before(executor, home)
                try:
                    call_command("migrate", verbosity=0, interactive=False)
                except DatabaseError as error:  # the transaction takes back what was done
                    raise Unavailable("database.not_upgraded", path=str(connection.settings_dict["NAME"]), reason=str(error)) from error


def _back_up_before(executor: Any, home: Path) -> None:
    """Save a database of an older shape, in that shape, before it is changed."""
    from tvers.storage.archive import write_archive  # noqa: PLC0415 - Django must be set up first

    applied = [node for node in executor.loader.applied_migrations if node[0] == _APP]
    if not applied:
        return
    now = _now()
    shape = executor.loader.project_state(applied).apps.get_app_config(_APP)
    write_archive(backups_folder(home) / f"before-upgrade-{now:%Y%m%dT%H%M%S}.zip", now, tuple(shape.get_models()))


def backups_folder(home: Path) -> Path:
    """Where this installation saves what it is about to change, without what was left by one that was killed."""
    folder = home / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.part"):
        left.unlink(missing_ok=True)
    return folder


def _known(executor: Any) -> set[str]:
    return {name for app, name in executor.loader.disk_migrations if app == _APP}


def _pending(executor: Any) -> bool:
    """Whether the database lacks a migration."""
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _now() -> datetime:
    return datetime.now(UTC)
