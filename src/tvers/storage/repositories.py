"""The ports of `tvers.services`, filled from the database. One transaction to a save; what is unchanged is not written."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from tvers.ads import Ad, AdReading
from tvers.services.ports import AdBatch, Imported, Known, Quarantined, Saved
from tvers.storage import _codec as codec
from tvers.storage.errors import translated
from tvers.storage.models import (
    NEVER,
    AdRow,
    CheckpointRow,
    ConceptRow,
    CounterRow,
    CrosswalkRow,
    ImportRow,
    QuarantineRow,
    SchemeRow,
    StoreRow,
)
from tvers.taxonomy import Taxonomy, lay_over

_CHUNK = 500


def _counter(name: str) -> int:
    return CounterRow.objects.filter(name=name).values_list("value", flat=True).first() or 0


def _count_up(name: str) -> None:
    CounterRow.objects.get_or_create(name=name)
    CounterRow.objects.filter(name=name).update(value=models.F("value") + 1)


def _identity() -> str:
    identities = StoreRow.objects.order_by("id").values_list("identity", flat=True)
    if (known := identities.first()) is None:
        StoreRow.objects.create(identity=secrets.token_hex(16))
        known = identities[0]  # of two programs that make one at a time the first one's counts for both
    return known


def _upsert(model: type[models.Model], rows: Iterable[Any], fields: list[str]) -> None:
    model._default_manager.bulk_create(  # noqa: SLF001 - Django's documented way to a model's manager in generic code
        rows, batch_size=_CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in parts that fit into one query: SQLite takes only so many values."""
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _ages_from(ad: Ad, at: datetime) -> datetime:
    return max(ad.expires, at) if ad.expires and not ad.text_gone else NEVER


def _drop_some(due: models.QuerySet[AdRow]) -> int:
    """Drop the texts of as many ads as fit into one transaction."""
    with transaction.atomic():
        _count_up("ads")  # before anything else, as everybody does who changes ads: so they wait for one another
        generation = _counter("ads")
        rows = list(due.select_for_update()[:_CHUNK])
        for row in rows:
            row.content, row.ages_from, row.generation = codec.to_json(codec.ad_from(row.content).without_text()), NEVER, generation
        _upsert(AdRow, rows, ["content", "ages_from", "generation"])
        return len(rows)


class DjangoTaxonomies:
    """Imported concepts and crosswalks."""

    def load(self) -> Taxonomy:
        """Everything imported so far."""
        with translated():
            return Taxonomy(
                map(codec.concept_from, ConceptRow.objects.order_by("id").values_list("content", flat=True)),
                map(codec.crosswalk_from, CrosswalkRow.objects.order_by("id").values_list("content", flat=True)),
                map(codec.scheme_from, SchemeRow.objects.order_by("id").values_list("content", flat=True)),
            )

    def version(self) -> str:
        """Changes with every save that changed something, and with the store."""
        with translated():
            return f"{_identity()}/{_counter('taxonomy')}"

    def save(self, parts: Sequence[tuple[Taxonomy, Imported]]) -> tuple[Saved, ...]:
        """Lay parts over what is stored in turn, all of them or none."""
        with translated(), transaction.atomic():
            _, changes = lay_over(self.load(), (part for part, _ in parts))
            # What several parts change is written once, as the last of them left it.
            concepts = {one.id: one for change in changes for one in change.concepts}.values()
            crosswalks = {one.id: one for change in changes for one in change.crosswalks}.values()
            schemes = {one.id: one for change in changes for one in change.schemes}.values()
            _upsert(
                ConceptRow,
                (ConceptRow(id=one.id, scheme=one.scheme, content=codec.to_json(one)) for one in concepts),
                ["scheme", "content"],
            )
            _upsert(CrosswalkRow, (CrosswalkRow(id=one.id, content=codec.to_json(one)) for one in crosswalks), ["content"])
            _upsert(SchemeRow, (SchemeRow(id=one.id, content=codec.to_json(one)) for one in schemes), ["content"])
            noted = [imported for (_, imported), change in zip(parts, changes, strict=True) if change]
            ImportRow.objects.bulk_create(ImportRow(name=one.name, what=one.what, digest=one.digest, at=one.at) for one in noted)
            if noted:
                _count_up("taxonomy")
            return tuple(map(Saved.of, changes))

    def imports(self) -> tuple[Imported, ...]:
        """What was imported, oldest first."""
        with translated():
            return tuple(Imported(row.name, row.what, row.digest, row.at) for row in ImportRow.objects.order_by("id"))


class DjangoAds:
    """Ads with their readings, tombstones and quarantine."""

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """What is known of those of the ids that are stored."""
        columns = ("id", "fingerprint", "reading_version", "removed_at")
        with translated():
            rows = [row for some in _chunks(ids) for row in AdRow.objects.filter(id__in=some).values_list(*columns)]
            return {ad_id: Known(mark, version, at) for ad_id, mark, version, at in rows}

    def apply(self, batch: AdBatch) -> None:
        """Make the changes of a batch in one transaction."""
        with translated(), transaction.atomic():
            if batch.saved or batch.removed:
                _count_up("ads")
                generation = _counter("ads")
                rows = [
                    AdRow(
                        id=ad.id,
                        generation=generation,
                        fingerprint=ad.fingerprint,
                        reading_version=reading.version,
                        content=codec.to_json(ad),
                        reading=codec.to_json(reading),
                        ages_from=_ages_from(ad, batch.at),
                    )
                    for ad, reading in batch.saved
                ]
                rows += [AdRow(id=ad_id, generation=generation, removed_at=at, ages_from=NEVER) for ad_id, at in batch.removed]
                last = {row.id: row for row in rows}.values()  # of one id the last word counts
                _upsert(AdRow, last, ["generation", "fingerprint", "reading_version", "removed_at", "content", "reading", "ages_from"])
            if batch.checkpoint:
                CheckpointRow.objects.update_or_create(source=batch.checkpoint.source, defaults={"state": batch.checkpoint.state})
            for bad in batch.quarantined:
                QuarantineRow.objects.filter(source=bad.source, source_id=bad.source_id).delete()
                QuarantineRow.objects.create(
                    source=bad.source, source_id=bad.source_id, reason=bad.reason, detail=bad.detail, excerpt=bad.excerpt, at=batch.at
                )

    def get(self, ids: Sequence[str]) -> dict[str, tuple[Ad, AdReading]]:
        """Those of the ads that are stored and not withdrawn."""
        with translated():
            stored = AdRow.objects.filter(removed_at=None)
            rows = [row for some in _chunks(ids) for row in stored.filter(id__in=some).values_list("id", "content", "reading")]
            return {ad_id: (codec.ad_from(content), codec.reading_from(reading)) for ad_id, content, reading in rows}

    def each(self) -> Iterator[tuple[Ad, AdReading]]:
        """Every ad that is not withdrawn, by id."""
        with translated():
            rows = AdRow.objects.filter(removed_at=None).order_by("id").values_list("content", "reading")
            for content, reading in rows.iterator(chunk_size=_CHUNK):
                yield codec.ad_from(content), codec.reading_from(reading)

    def changed_since(self, generation: int) -> Iterator[tuple[str, tuple[Ad, AdReading] | None]]:
        """The ids that were saved or withdrawn after a generation, with what stands there now."""
        with translated():
            rows = AdRow.objects.filter(generation__gt=generation).values_list("id", "removed_at", "content", "reading")
            for ad_id, removed_at, content, reading in rows.iterator(chunk_size=_CHUNK):
                yield ad_id, None if removed_at else (codec.ad_from(content), codec.reading_from(reading))

    def outdated(self, version: str, after: str, most: int) -> tuple[tuple[Ad, AdReading], ...]:
        """Ads whose reading is of another version, by id, beginning behind an id."""
        with translated():
            rows = AdRow.objects.filter(removed_at=None, id__gt=after).exclude(reading_version=version).order_by("id")
            return tuple(
                (codec.ad_from(content), codec.reading_from(made)) for content, made in rows.values_list("content", "reading")[:most]
            )

    def put_readings(self, readings: Sequence[tuple[Ad, AdReading]]) -> None:
        """Put readings in place of those there are."""
        with translated(), transaction.atomic():
            _count_up("ads")
            generation = _counter("ads")
            for ad, made in readings:
                AdRow.objects.filter(id=ad.id, fingerprint=ad.fingerprint, removed_at=None).update(
                    reading=codec.to_json(made), reading_version=made.version, generation=generation
                )

    def ids_of(self, source: str) -> frozenset[str]:
        """The ids of a source's ads that are not withdrawn."""
        with translated():
            return frozenset(AdRow.objects.filter(id__startswith=f"{source}:", removed_at=None).values_list("id", flat=True))

    def checkpoint(self, source: str) -> str | None:
        """How far a source has been taken in."""
        with translated():
            return CheckpointRow.objects.filter(source=source).values_list("state", flat=True).first()

    def count(self) -> int:
        """How many ads there are that are not withdrawn."""
        with translated():
            return AdRow.objects.filter(removed_at=None).count()

    def generation(self) -> int:
        """Grows with every batch that changed an ad."""
        with translated():
            return _counter("ads")

    def identity(self) -> str:
        """Which store this is; made on first need."""
        with translated():
            return _identity()

    def drop_texts(self, now: datetime, after: timedelta) -> int:
        """Drop the texts of ads that are past their time."""
        with translated():
            stored = AdRow.objects.filter(removed_at=None)
            while older := list(stored.filter(ages_from=None)[:_CHUNK]):
                for row in older:
                    row.ages_from = _ages_from(codec.ad_from(row.content), now)
                _upsert(AdRow, older, ["ages_from"])
            due, dropped = stored.filter(ages_from__lt=now - after), 0
            while due.exists():
                dropped += _drop_some(due)
            return dropped

    def quarantine(self) -> tuple[Quarantined, ...]:
        """What could not be read, newest first."""
        with translated():
            rows = QuarantineRow.objects.order_by("-id")  # numbers are never used twice
            return tuple(Quarantined(row.source, row.source_id, row.reason, row.detail, row.excerpt, row.at) for row in rows)

    def sweep_quarantine(self, before: datetime) -> int:
        """Forget what was put in quarantine before an instant."""
        with translated():
            return QuarantineRow.objects.filter(at__lt=before).delete()[0]
