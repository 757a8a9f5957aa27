"""A backup holds everything, is whole or refused, and is the same for every database."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tvers.ads import Checkpoint, Unreadable, Withdrawal, load_examples
from tvers.kernel import CannotRead
from tvers.services import Engine, import_ads
from tvers.services.ports import Imported
from tvers.storage.archive import read_archive, write_archive
from tvers.storage.models import AdRow, ImportRow, QuarantineRow
from tvers.storage.repositories import DjangoAds, DjangoTaxonomies
from tvers.taxonomy import load_starter

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, tzinfo=UTC)
ENGINE = Engine(load_starter())


def filled() -> DjangoAds:
    ads = DjangoAds()
    examples = load_examples()[:20]
    bad = Unreadable("nav", "9", "record.no_title", "title", '{"a": "æøå"}')
    import_ads([*examples, Withdrawal("nav", "8", AT), bad, Checkpoint("nav", '{"page": "7"}')], ENGINE, ads, AT)
    DjangoTaxonomies().save([(load_starter(), Imported("starter", "starter", "d", AT))])
    return ads


def state() -> tuple[object, ...]:
    ads, taxonomies = DjangoAds(), DjangoTaxonomies()
    return (
        list(ads.each()),
        sorted(AdRow.objects.values_list("id", "removed_at", "generation")),
        ads.generation(),
        ads.checkpoint("nav"),
        ads.quarantine(),
        taxonomies.load().version,
        taxonomies.imports(),
    )


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    ads = filled()
    before = state()
    counts = write_archive(tmp_path / "a.zip", AT)
    assert counts["AdRow"] == 21
    import_ads([Withdrawal(ad.source, ad.source_id, AT) for ad in load_examples()[:9]], ENGINE, ads, AT)
    QuarantineRow.objects.all().delete()
    assert state() != before
    identity, version = ads.identity(), DjangoTaxonomies().version()
    assert read_archive(tmp_path / "a.zip") == counts
    assert state() == before
    assert ads.identity() != identity  # so that nothing is answered from what was made of the store before
    assert DjangoTaxonomies().version() != version
    write_archive(tmp_path / "b.zip", AT)
    assert zipfile.ZipFile(tmp_path / "a.zip").read("AdRow.jsonl") == zipfile.ZipFile(tmp_path / "b.zip").read("AdRow.jsonl")


def test_numbers_go_on_after_the_rows_that_came_back(tmp_path: Path) -> None:
    filled()
    write_archive(tmp_path / "a.zip", AT)
    read_archive(tmp_path / "a.zip")
    last = max(ImportRow.objects.values_list("id", flat=True))
    assert ImportRow.objects.create(name="n", what="w", digest="d", at=AT).pk > last


def test_no_secret_is_in_it(tmp_path: Path) -> None:
    filled()
    write_archive(tmp_path / "a.zip", AT)
    held = b"".join(zipfile.ZipFile(tmp_path / "a.zip").read(name) for name in zipfile.ZipFile(tmp_path / "a.zip").namelist())
    assert str(settings.SECRET_KEY).encode() not in held


def spoiled(source: Path, target: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name.split(".")[0], old.read(name)))
    return target


def test_what_is_broken_foreign_or_newer_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    filled()
    whole = tmp_path / "whole.zip"
    write_archive(whole, AT)
    before = state()
    manifest = json.loads(zipfile.ZipFile(whole).read("manifest.json"))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-300])
    text = tmp_path / "text.zip"
    text.write_text("not a backup")
    newer = json.dumps({**manifest, "migrations": [*manifest["migrations"], "9999_later"]}).encode()
    for path, code in (
        (tmp_path / "none.zip", "file.missing"),
        (cut, "backup.unknown"),
        (text, "backup.unknown"),
        (spoiled(whole, tmp_path / "row.zip", AdRow=b'{"id": "nav:1"}\n'), "backup.broken"),
        (spoiled(whole, tmp_path / "newer.zip", manifest=newer), "backup.newer"),
        (spoiled(whole, tmp_path / "list.zip", manifest=b"[]"), "backup.unknown"),
    ):
        with pytest.raises(CannotRead) as refused:
            read_archive(path)
        assert refused.value.code == code, path.name
        assert state() == before
    assert not connection.needs_rollback


def test_fields_that_an_older_version_did_not_have_are_left_at_their_default(tmp_path: Path) -> None:
    filled()
    whole = tmp_path / "whole.zip"
    write_archive(whole, AT)
    rows = [json.loads(line) for line in zipfile.ZipFile(whole).read("AdRow.jsonl").splitlines()]
    old = b"".join(json.dumps({name: value for name, value in row.items() if name != "generation"}).encode() + b"\n" for row in rows)
    manifest = json.loads(zipfile.ZipFile(whole).read("manifest.json"))
    manifest["tables"]["AdRow"]["digest"] = hashlib.blake2b(old, digest_size=16).hexdigest()
    manifest["migrations"] = manifest["migrations"][:1]
    path = spoiled(whole, tmp_path / "old.zip", AdRow=old, manifest=json.dumps(manifest).encode())
    read_archive(path)
    assert set(AdRow.objects.values_list("generation", flat=True)) == {0}
    assert AdRow.objects.count() == 21
