"""Stores in memory: the fake of every port, for tests, and for matching without a database."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

from tvers.ads import Ad, AdReading
from tvers.services.ports import AdBatch, Imported, Known, Quarantined, Saved, Snapshot
from tvers.taxonomy import Taxonomy, lay_over

_STORES = count(1)


class MemoryTaxonomies:
    """Imported concepts, kept while the process lives."""

    def __init__(self) -> None:
        self._taxonomy = Taxonomy(())
        self._imports: list[Imported] = []

    def load(self) -> Taxonomy:
        """Everything imported so far."""
        return self._taxonomy

    def version(self) -> str:
        """The content's own version."""
        return self._taxonomy.version

    def save(self, parts: Sequence[tuple[Taxonomy, Imported]]) -> tuple[Saved, ...]:
        """Lay over what is there."""
        self._taxonomy, changes = lay_over(self._taxonomy, (part for part, _ in parts))
        self._imports += (imported for (_, imported), change in zip(parts, changes, strict=True) if change)
        return tuple(map(Saved.of, changes))

    def imports(self) -> tuple[Imported, ...]:
        """What was imported, oldest first."""
        return tuple(self._imports)


class MemoryAds:
    """Ads, kept while the process lives."""

    def __init__(self) -> None:
        self._ads: dict[str, tuple[Ad, AdReading]] = {}
        self._removed: dict[str, datetime] = {}
        self._quarantine: list[Quarantined] = []
        self._generation = 0
        self._identity = f"memory-{next(_STORES)}"
        self._changed: dict[str, int] = {}
        self._checkpoints: dict[str, str] = {}
        self._came: dict[str, datetime] = {}

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """What is known of those ids."""
        known = {}
        for ad_id in ids:
            if ad_id in self._ads:
                ad, reading = self._ads[ad_id]
                known[ad_id] = Known(ad.fingerprint, reading.version)
            elif ad_id in self._removed:
                known[ad_id] = Known("", "", self._removed[ad_id])
        return known

    def apply(self, batch: AdBatch) -> None:
        """Make the changes of a batch."""
        for ad, reading in batch.saved:
            self._ads[ad.id] = (ad, reading)
            self._removed.pop(ad.id, None)
            self._came[ad.id] = batch.at
        for ad_id, at in batch.removed:
            self._ads.pop(ad_id, None)
            self._removed[ad_id] = at
        for bad in batch.quarantined:
            self._quarantine = [one for one in self._quarantine if (one.source, one.source_id) != (bad.source, bad.source_id)]
            self._quarantine.append(Quarantined(bad.source, bad.source_id, bad.reason, bad.detail, bad.excerpt, batch.at))
        self._generation += bool(batch.saved or batch.removed)
        self._changed.update((ad.id, self._generation) for ad, _ in batch.saved)
        self._changed.update((ad_id, self._generation) for ad_id, _ in batch.removed)
        if batch.checkpoint:
            self._checkpoints[batch.checkpoint.source] = batch.checkpoint.state

    def get(self, ids: Sequence[str]) -> dict[str, tuple[Ad, AdReading]]:
        """Those that are there."""
        return {ad_id: self._ads[ad_id] for ad_id in ids if ad_id in self._ads}

    def each(self) -> Iterator[tuple[Ad, AdReading]]:
        """Every ad, by id."""
        return iter([self._ads[ad_id] for ad_id in sorted(self._ads)])

    def changed_since(self, generation: int) -> Iterator[tuple[str, tuple[Ad, AdReading] | None]]:
        """What changed after a generation."""
        return iter([(ad_id, self._ads.get(ad_id)) for ad_id, at in self._changed.items() if at > generation])

    def outdated(self, version: str, after: str, most: int) -> tuple[tuple[Ad, AdReading], ...]:
        """Those whose reading is of another version."""
        found = sorted(ad_id for ad_id, (_, reading) in self._ads.items() if reading.version != version and ad_id > after)
        return tuple(self._ads[ad_id] for ad_id in found[:most])

    def put_readings(self, readings: Sequence[tuple[Ad, AdReading]]) -> None:
        """Put readings in place of others."""
        self._generation += 1
        for ad, reading in readings:
            stored = self._ads.get(ad.id)
            if stored and stored[0].fingerprint == ad.fingerprint:
                self._ads[ad.id] = (stored[0], reading)
                self._changed[ad.id] = self._generation

    def ids_of(self, source: str) -> frozenset[str]:
        """The ids of a source's ads."""
        return frozenset(ad_id for ad_id, (ad, _) in self._ads.items() if ad.source == source)

    def checkpoint(self, source: str) -> str | None:
        """How far a source has been taken in."""
        return self._checkpoints.get(source)

    def count(self) -> int:
        """How many there are."""
        return len(self._ads)

    def generation(self) -> int:
        """Grows with every change."""
        return self._generation

    def identity(self) -> str:
        """Which store this is."""
        return self._identity

    def drop_texts(self, now: datetime, after: timedelta) -> int:
        """Drop what is past its time."""
        before = now - after
        due = [
            (ad, reading)
            for ad, reading in self._ads.values()
            if ad.expires and not ad.text_gone and max(ad.expires, self._came[ad.id]) < before
        ]
        self._generation += bool(due)
        for ad, reading in due:
            self._ads[ad.id] = (ad.without_text(), reading)
            self._changed[ad.id] = self._generation
        return len(due)

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Newest first."""
        return tuple(reversed(self._quarantine))

    def sweep_quarantine(self, before: datetime) -> int:
        """Forget what is older."""
        kept = [one for one in self._quarantine if one.at >= before]
        gone = len(self._quarantine) - len(kept)
        self._quarantine = kept
        return gone


class MemoryMarkets:
    """The snapshot, kept while the process lives."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None

    def load(self) -> Snapshot | None:
        """The newest, or None."""
        return self._snapshot

    def save(self, snapshot: Snapshot) -> None:
        """Replace it."""
        self._snapshot = snapshot
