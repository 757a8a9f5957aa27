"""Looking after an installation: backup, restore, and a look at whether all is well."""

import os
import shutil
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tvers.bootstrap._build import backups_folder, services
from tvers.bootstrap._feeds import feeds
from tvers.bootstrap._settings import Settings
from tvers.kernel import Unavailable, WrongUse
from tvers.storage import ArrowMarkets

_ENOUGH_MB = 500
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``code`` is ``doctor.*``, with its fields. Where it is not ``well`` somebody should act."""

    code: str
    fields: tuple[tuple[str, str | int], ...]
    well: bool = True


def back_up(file: Path) -> dict[str, int]:
    """Save the store as one file, which must not be there yet; rows by table. Raises `WrongUse` or `Unavailable`."""
    if file.exists():
        raise WrongUse("backup.exists", file=str(file))
    services()
    from tvers.storage.archive import write_archive  # noqa: PLC0415 - Django is set up only now

    return write_archive(file, datetime.now(UTC))


def restore(file: Path, settings: Settings) -> tuple[dict[str, int], Path]:
    """Put a backup in place of what is here, which is saved first; rows by table, and where what was here is. Raises `CannotRead`."""
    services()
    from tvers.storage.archive import read_archive, write_archive  # noqa: PLC0415 - Django is set up only now

    now = datetime.now(UTC)
    before = backups_folder(settings.home) / f"before-restore-{now:%Y%m%dT%H%M%S%f}.zip"
    write_archive(before, now)
    shutil.rmtree(
        settings.home / "fetched", ignore_errors=True
    )  # it belongs to what is here; where nothing comes of this it is fetched again
    try:
        counts = read_archive(file)
    except BaseException:
        before.unlink(missing_ok=True)  # nothing was changed, so there is nothing to go back to
        raise
    services.cache_clear()
    services().snapshot()
    return counts, before


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at folder, database, market, feeds and key. Raises `Unavailable` where the database cannot be opened at all."""
    ours = services()
    from tvers.storage.repositories import DjangoAds  # noqa: PLC0415 - Django is set up only now

    ads = DjangoAds()
    stored = ArrowMarkets(settings.home).load()
    now = (ads.identity(), ads.generation(), ours.engine.reader.version)
    follows = stored is not None and (stored.store, stored.generation, stored.reader) == now
    counts = (("count", ours.ad_count()), ("quarantined", len(ours.quarantine())))
    return (
        _home(settings),
        _database(),
        Finding("doctor.ads", counts),
        Finding("doctor.market" if follows else "doctor.bad.market", (), follows),
        *(Finding("doctor.feed" if ads.checkpoint(name) else "doctor.feed_never", (("source", name),)) for name in feeds(settings)),
        _encoder(ours.engine.encoder_fault),
        *_secret(settings),
    )


def _encoder(fault: Unavailable | None) -> Finding:
    return Finding("doctor.bad.encoder", (("file", str(fault.fields["file"])),), well=False) if fault else Finding("doctor.encoder", ())


def _home(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free // _MEGABYTE
    well = free >= _ENOUGH_MB
    return Finding("doctor.home" if well else "doctor.bad.home", (("path", str(settings.home)), ("free", free)), well)


def _database() -> Finding:
    from django.db import connection  # noqa: PLC0415 - Django is set up only now

    from tvers.storage.errors import translated  # noqa: PLC0415 - the same

    path = str(connection.settings_dict["NAME"])
    question = "PRAGMA quick_check(1)" if connection.vendor == "sqlite" else "SELECT 'ok'"
    try:
        with translated(), connection.cursor() as cursor:
            cursor.execute(question)
            said = str(cursor.fetchone()[0])
    except Unavailable as fault:
        said = fault.code
    well = said == "ok"
    return (
        Finding("doctor.database", (("path", path),))
        if well
        else Finding("doctor.bad.database", (("path", path), ("reason", said)), well=False)
    )


def _secret(settings: Settings) -> tuple[Finding, ...]:
    """The key's file, where there is one and the system knows of owners."""
    path = settings.home / "secret-key"
    if settings.secret_key or not path.exists() or os.name == "nt":
        return ()
    shared = bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    return (Finding("doctor.bad.secret", (("path", str(path)),), well=False) if shared else Finding("doctor.secret", ()),)
