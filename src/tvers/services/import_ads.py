"""Ads come in: read, linked, stored in batches; what cannot be read is set aside and never stops the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tvers.ads import Ad, AdRecord, Arrival, Checkpoint, Incoming, Inventory, Unreadable, Withdrawal
from tvers.kernel import mask_contacts
from tvers.services._engine import Engine
from tvers.services.ports import KEPT_TEXT, AdBatch, AdStore, Known, Progress, Read, Readers

BATCH = 500
_FEW, _MOST_GONE = 100, 0.5
KEPT_IN_QUARANTINE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the records read: ``read`` is the sum of the rest but ``closed``.

    A duplicate or an ad that is stored already in the same words is unchanged, and so is an ad in words from before it was withdrawn.
    ``closed`` counts the imported and updated ones that are past their date: they are kept, but offered to nobody.
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
    records: Iterable[Incoming],
    engine: Engine,
    store: AdStore,
    now: datetime,
    progress: Progress | None = None,
    *,
    readers: Readers | None = None,
    keep_text: timedelta = KEPT_TEXT,
) -> ImportReport:
    """Take records in order into the store, a batch of `BATCH` to a transaction, so that a kill loses at most the batch at hand.

    Running the same records again finds every one unchanged. An ad whose reading is of another taxonomy or reader is read again and
    counts as updated. Quarantine older than 30 days goes, and so do texts of ads that are past their time. While ``readers`` read one
    batch, the one before is stored and the next fetched.
    """
    store.sweep_quarantine(now - KEPT_IN_QUARANTINE)
    store.drop_texts(now, keep_text)
    total = ImportReport()
    pipeline = _Pipeline(engine, store, now, readers or engine.read)
    try:
        for parts in _parts(records, store):
            total += pipeline.put(parts)
            if progress:
                progress(total.read)
    finally:
        total += pipeline.finish()  # also where the source breaks off: what has been read is kept
    if progress:
        progress(total.read)
    return total


class _Pipeline:
    """Stores one batch while the next is read."""

    def __init__(self, engine: Engine, store: AdStore, now: datetime, readers: Readers) -> None:
        self._engine, self._store, self._now, self._readers = engine, store, now, readers
        self._open: _Batch | None = None

    def put(self, parts: "_Parts") -> ImportReport:
        """Begin to read a batch, and store the one before."""
        # What stands in the open batch is not stored yet: of an id in both the later part is compared with the earlier.
        report = ImportReport() if self._open is None or self._open.ids.isdisjoint(parts.ids) else self.finish()
        batch, before = _Batch(parts, self._store, self._engine), self._open
        self._open = None  # whatever goes wrong from here, it is not fetched twice
        read = before.fetch() if before else ()
        batch.begin(self._readers)
        if before:
            report += before.store(self._store, self._now, read)
        self._open = batch
        return report

    def finish(self) -> ImportReport:
        """Store what is open."""
        batch, self._open = self._open, None
        return batch.store(self._store, self._now, batch.fetch()) if batch else ImportReport()


@dataclass(frozen=True, slots=True)
class _Parts:
    """Records that are stored together, and how far their source is taken in with them."""

    records: list[AdRecord | Arrival]
    checkpoint: Checkpoint | None = None

    @property
    def ids(self) -> set[str]:
        """The ids of those that can be read."""
        return {record.id for record in self.records if not isinstance(record, Unreadable)}


def _parts(records: Iterable[Incoming], store: AdStore) -> Iterator[_Parts]:
    """The records in batches; a checkpoint ends one."""
    part: list[AdRecord | Arrival] = []
    for record in records:
        if isinstance(record, Checkpoint):
            yield _Parts(part, record)
            part = []
            continue
        part.extend(_gone(record, store) if isinstance(record, Inventory) else (record,))
        while len(part) >= BATCH:
            yield _Parts(part[:BATCH])
            part = part[BATCH:]
    if part:
        yield _Parts(part)


def _gone(inventory: Inventory, store: AdStore) -> list[Withdrawal | Unreadable]:
    """Withdrawals of what is stored of a source and not among what it has; a source that has lost most of it is not believed."""
    start = len(inventory.source) + 1
    stored = store.ids_of(inventory.source)
    gone = sorted(stored - inventory.ids)
    if len(gone) > max(_FEW, len(stored) * _MOST_GONE):
        return [Unreadable(inventory.source, "inventory", "record.shrunk", f"{len(inventory.ids)}/{len(stored)}", "")]
    return [Withdrawal(inventory.source, ad_id[start:], inventory.at) for ad_id in gone]


class _Batch:
    """One batch on its way: compared with the store, then read, then stored."""

    def __init__(self, parts: _Parts, store: AdStore, engine: Engine) -> None:
        self._parts = parts
        last = {record.id: record for record in parts.records if not isinstance(record, Unreadable)}  # of one id the last word counts
        self.ids = last.keys()
        self._known = store.known(list(last))
        self._withdrawn = [record for record in last.values() if isinstance(record, Withdrawal)]
        self._fresh = [
            record
            for record in last.values()
            if not isinstance(record, Withdrawal) and not _same(record.fingerprint, self._known.get(record.id), engine)
        ]
        self._as_of = {record.id: record.as_of for record in self._fresh if isinstance(record, Arrival)}
        self._read: Callable[[], Sequence[Read]] = tuple

    def begin(self, readers: Readers) -> None:
        """Have the new ones read."""
        self._read = readers(self._fresh)

    def fetch(self) -> Sequence[Read]:
        """What was read."""
        return self._read()

    def store(self, store: AdStore, now: datetime, read: Sequence[Read]) -> ImportReport:
        """Store the batch in one transaction."""
        saved = [(ad, reading) for ad, reading in read if isinstance(ad, Ad) and reading and not self._outdated(ad)]
        withdrawn = [*self._withdrawn, *(record for record, _ in read if isinstance(record, Withdrawal))]
        bad = [record for record in (*self._parts.records, *(record for record, _ in read)) if isinstance(record, Unreadable)]
        removed = [(record.id, record.at or now) for record in withdrawn if self._stands(record)]
        checkpoint = self._parts.checkpoint
        if saved or removed or bad or checkpoint:
            store.apply(AdBatch(tuple(saved), tuple(removed), tuple(map(_masked, bad)), checkpoint, now))
        new = sum(self._is_new(ad) for ad, _ in saved)
        count = len(self._parts.records)
        return ImportReport(
            count,
            new,
            len(saved) - new,
            count - len(saved) - len(withdrawn) - len(bad),
            len(withdrawn),
            len(bad),
            sum(ad.expires is not None and ad.expires < now for ad, _ in saved),
        )

    def _is_new(self, ad: Ad) -> bool:
        known = self._known.get(ad.id)
        return known is None or known.removed_at is not None

    def _stands(self, record: Withdrawal) -> bool:
        known = self._known.get(record.id)
        return known is None or known.removed_at is None

    def _outdated(self, ad: Ad) -> bool:
        """Whether an ad in these words was withdrawn: an old page or file must not bring it back."""
        known = self._known.get(ad.id)
        last_word = self._as_of.get(ad.id) or ad.updated or ad.published
        return known is not None and known.removed_at is not None and last_word is not None and last_word <= known.removed_at


def _same(fingerprint: str, before: Known | None, engine: Engine) -> bool:
    return (
        before is not None
        and before.removed_at is None
        and before.fingerprint == fingerprint
        and before.reading_version == engine.reader.version
    )


def _masked(record: Unreadable) -> Unreadable:
    """Contact details are masked here too, so that no source can forget to."""
    return Unreadable(record.source, record.source_id, record.reason, mask_contacts(record.detail), mask_contacts(record.excerpt))
