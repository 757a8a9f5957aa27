"""The whole store as one file, the same for every kind of database: a ZIP with a manifest and the rows of each table as JSON lines.

The secret key is not in it: whoever finds a backup must not be able to sign with it.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from tvers import __version__
from tvers.kernel import CannotRead, disk_translated
from tvers.storage.errors import translated
from tvers.storage.models import StoreRow

FORMAT = 1
_APP = "storage"
_MANIFEST = "manifest.json"
_CHUNK = 500
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, OSError, RuntimeError, NotImplementedError)


def write_archive(path: Path, at: datetime, tables: Iterable[type[models.Model]] = ()) -> dict[str, int]:
    """Write the store, as it is at one moment, to a file; how many rows each table has.

    ``tables`` are the models of an older shape of the database, where it is one; otherwise today's. The file is there whole or not at all.
    """
    part = path.with_name(f"{path.name}.part")
    with translated(), disk_translated(str(path.parent)):  # in this order: the disk of the file may be another than the database's
        try:
            with part.open("wb") as file:
                counts = _written(file, at, tuple(tables) or _models())
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return counts


def read_archive(path: Path) -> dict[str, int]:
    """Put what an archive holds in place of what the store holds, all of it or nothing; how many rows each table has.

    The archive is read through and compared with its manifest before anything is changed. Fields that its version did not have are left
    at their default.

    Raises:
        CannotRead: it is missing, no archive of ours, broken, or of a newer version of the program.
    """
    with _opened(path) as (archive, manifest):
        counts = _checked(path, archive, manifest)
        with translated(), transaction.atomic():
            StoreRow.objects.all().delete()  # what was made from the store before, such as its market, is not of this one
            for model in reversed(_models()):
                model._default_manager.all()._raw_delete(using="default")  # no row refers to another
            for model in _models():
                if model.__name__ in manifest["tables"]:
                    _fill(model, _rows(archive, model.__name__))
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), list(_models())):
                    cursor.execute(statement)
    return counts


def _models() -> tuple[type[models.Model], ...]:
    return tuple(model for model in apps.get_app_config(_APP).get_models() if model is not StoreRow)


def _written(file: BinaryIO, at: datetime, tables: tuple[type[models.Model], ...]) -> dict[str, int]:
    about: dict[str, dict[str, Any]] = {}
    outermost = not connection.in_atomic_block
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive, transaction.atomic():
        if connection.vendor == "postgresql" and outermost:  # SQLite's transactions see one moment anyway
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in tables:
            digest, rows = hashlib.blake2b(digest_size=16), 0
            names = [field.attname for field in model._meta.concrete_fields]
            with archive.open(f"{model.__name__}.jsonl", "w", force_zip64=True) as member:
                for row in model._default_manager.order_by("pk").values(*names).iterator(chunk_size=_CHUNK):
                    line = orjson.dumps(row, option=orjson.OPT_SORT_KEYS) + b"\n"
                    digest.update(line)
                    member.write(line)
                    rows += 1
            about[model.__name__] = {"rows": rows, "digest": digest.hexdigest()}
        manifest = {"format": FORMAT, "tvers": __version__, "migrations": _migrations(), "at": at, "tables": about}
        archive.writestr(_MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return {name: table["rows"] for name, table in about.items()}


def _migrations() -> list[str]:
    """The migrations of ours that the database has been through."""
    return sorted(name for app, name in MigrationLoader(connection).applied_migrations if app == _APP)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    if not path.is_file():
        raise CannotRead("file.missing", file=str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = orjson.loads(archive.read(_MANIFEST))
            known = manifest["format"] <= FORMAT and {*manifest["migrations"]} <= {
                name for app, name in MigrationLoader(connection).disk_migrations if app == _APP
            }
            tables = manifest["tables"]
            if not isinstance(tables, dict):
                raise CannotRead("backup.unknown", file=path.name)
    except _BROKEN as error:
        raise CannotRead("backup.unknown", file=path.name) from error
    if not known:
        raise CannotRead("backup.newer", file=path.name, version=str(manifest.get("tvers", "?")))
    with zipfile.ZipFile(path) as archive:
        yield archive, manifest


def _checked(path: Path, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> dict[str, int]:
    """How many rows each table has. Raises `CannotRead` where one is not as the manifest says."""
    counts = {}
    for name, table in manifest["tables"].items():
        digest, rows = hashlib.blake2b(digest_size=16), 0
        try:
            with archive.open(f"{name}.jsonl") as member:
                for line in member:
                    digest.update(line)
                    rows += 1
            whole = (rows, digest.hexdigest()) == (table["rows"], table["digest"])
        except _BROKEN as error:
            raise CannotRead("backup.broken", file=path.name, table=name) from error
        if not whole:
            raise CannotRead("backup.broken", file=path.name, table=name)
        counts[name] = rows
    return counts


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(f"{name}.jsonl") as member:
        for line in member:
            yield orjson.loads(line)


def _fill(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}

    def made(row: dict[str, Any]) -> models.Model:
        # A JSON field takes its value as it is; of the others only instants are written in another form than they have.
        given = ((name, fields[name], value) for name, value in row.items() if name in fields)
        return model(**{name: value if isinstance(field, models.JSONField) else field.to_python(value) for name, field, value in given})

    batch: list[models.Model] = []
    for row in rows:
        batch.append(made(row))
        if len(batch) == _CHUNK:
            model._default_manager.bulk_create(batch)
            batch = []
    model._default_manager.bulk_create(batch)
