"""Ads come in: read, linked, stored in batches; what cannot be read is set aside and never stops the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tvers.ads import Ad, AdReading, AdRecord, Unreadable, Withdrawal
from tvers.kernel import mask_contacts
from tvers.services._engine import Engine
from tvers.services.ports import AdBatch, AdStore, Known, Progress

BATCH = 500
KEPT_IN_QUARANTINE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the records read: ``read`` is the sum of the rest but ``closed``.

    A duplicate or an ad that is stored already in the same words is unchanged. ``closed`` counts the imported and updated ones that are
    past their date: they are kept, but offered to nobody.
    """

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    quarantined: int = 0
    closed: int = 0

    def __add__(self, other: "ImportReport") -> "ImportReport":
        return ImportReport(
            self.read + other.read,
            self.imported + other.imported,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            self.quarantined + other.quarantined,
            self.closed + other.closed,
        )


def import_ads(
    records: Iterable[AdRecord], engine: Engine, store: AdStore, now: datetime, progress: Progress | None = None
) -> ImportReport:
    """Take records in order into the store, a batch of `BATCH` to a transaction, so that a kill loses at most the batch at hand.

    Running the same records again finds every one unchanged. An ad whose reading is of another taxonomy or reader is read again and
    counts as updated. Quarantine older than 30 days goes.
    """
    store.sweep_quarantine(now - KEPT_IN_QUARANTINE)
    total = ImportReport()
    for batch in _batches(records):
        total += _take(batch, engine, store, now)
        if progress:
            progress(total.read)
    return total


def _batches(records: Iterable[AdRecord]) -> Iterator[list[AdRecord]]:
    batch: list[AdRecord] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _take(batch: list[AdRecord], engine: Engine, store: AdStore, now: datetime) -> ImportReport:
    last = {record.id: record for record in batch if not isinstance(record, Unreadable)}  # of one id in a batch the last word counts
    known = store.known(list(last))
    saved: list[tuple[Ad, AdReading]] = []
    removed: list[tuple[str, datetime]] = []
    bad = [record for record in batch if isinstance(record, Unreadable)]
    counts = {"imported": 0, "updated": 0, "removed": 0}
    for ad_id, record in last.items():
        before = known.get(ad_id)
        if isinstance(record, Withdrawal):
            counts["removed"] += 1
            if before is None or not before.removed:
                removed.append((ad_id, record.at or now))
        elif not _same(record, before, engine):
            saved.append((record, engine.reader.read(record)))
            counts["imported" if before is None or before.removed else "updated"] += 1
    quarantined = tuple(_masked(record) for record in bad)
    if saved or removed or quarantined:
        store.apply(AdBatch(tuple(saved), tuple(removed), quarantined, now))
    unchanged = len(batch) - sum(counts.values()) - len(bad)
    closed = sum(ad.expires is not None and ad.expires < now for ad, _ in saved)
    return ImportReport(len(batch), counts["imported"], counts["updated"], unchanged, counts["removed"], len(bad), closed)


def _same(ad: Ad, before: Known | None, engine: Engine) -> bool:
    return (
        before is not None
        and not before.removed
        and before.fingerprint == ad.fingerprint
        and before.reading_version == engine.reader.version
    )


def _masked(record: Unreadable) -> Unreadable:
    """Contact details are masked here too, so that no source can forget to."""
    return Unreadable(record.source, record.source_id, record.reason, mask_contacts(record.detail), mask_contacts(record.excerpt))
