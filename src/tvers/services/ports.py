"""What the use cases need of the world outside. `storage` fills these; `tvers.services.memory` is the fake that ships."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from tvers.ads import Ad, AdReading, AdRecord, Arrival, Checkpoint, Incoming, Unreadable
from tvers.matching import Market
from tvers.person import NotUnderstood
from tvers.taxonomy import Change, Taxonomy

KEPT_TEXT = timedelta(days=180)
"""How long the text of an ad is kept, from its last day or from when it came in, whichever is later."""
MOST_FILE_BYTES = 5_000_000
"""As large as a file may be that a person hands in; a CV with a photo is a tenth of it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many concepts a save added, changed and found unchanged, and how many of its crosswalk rows were new."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rows_added: int = 0
    rows: int = 0

    @classmethod
    def of(cls, change: Change) -> "Saved":
        """The counts of a change."""
        return cls(change.added, len(change.concepts) - change.added, change.unchanged, change.rows_added, change.rows)


@dataclass(frozen=True, slots=True)
class Imported:
    """A file or folder that was imported: its name, what it was, its digest and when."""

    name: str
    what: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that could not be read, as kept for those who run the installation; it goes after 30 days."""

    source: str
    source_id: str
    reason: str
    detail: str
    excerpt: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AdBatch:
    """Changes to the ads of the store that are made together or not at all."""

    saved: tuple[tuple[Ad, AdReading], ...] = ()
    removed: tuple[tuple[str, datetime], ...] = ()
    """Ids with the instant they were withdrawn: the content goes, the id stays."""
    quarantined: tuple[Unreadable, ...] = ()
    checkpoint: Checkpoint | None = None
    """How far its source has been taken in once these changes are made."""
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of an ad without reading it. ``removed_at`` is when it was withdrawn, None where it was not."""

    fingerprint: str
    reading_version: str
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A market, the store and the state of the ads that it was built from, and the version of the `AdReader` that read them."""

    market: Market
    store: str
    generation: int
    reader: str


class TaxonomyStore(Protocol):
    """Imported concepts and crosswalks; the starter pack is not among them."""

    def load(self) -> Taxonomy:
        """Everything imported so far."""
        ...

    def version(self) -> str:
        """Changes whenever `load` would give something else; cheap to ask."""
        ...

    def save(self, parts: Sequence[tuple[Taxonomy, Imported]]) -> tuple[Saved, ...]:
        """Lay parts over what is stored in turn, all of them or none; see `Taxonomy.merged`. Parts that change nothing are not noted."""
        ...

    def imports(self) -> tuple[Imported, ...]:
        """What was imported, oldest first."""
        ...


class AdStore(Protocol):
    """Ads with their readings, tombstones and quarantine."""

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """What is known of those of the ids that are stored."""
        ...

    def apply(self, batch: AdBatch) -> None:
        """Make the changes of a batch in one transaction."""
        ...

    def get(self, ids: Sequence[str]) -> dict[str, tuple[Ad, AdReading]]:
        """Those of the ads that are stored and not withdrawn."""
        ...

    def each(self) -> Iterator[tuple[Ad, AdReading]]:
        """Every ad that is not withdrawn, by id."""
        ...

    def changed_since(self, generation: int) -> Iterator[tuple[str, tuple[Ad, AdReading] | None]]:
        """The ids that were saved or withdrawn after a generation, with what stands there now, None for nothing; in any order."""
        ...

    def outdated(self, version: str, after: str, most: int) -> tuple[tuple[Ad, AdReading], ...]:
        """Ads whose reading is of another version, by id, beginning behind an id, at most so many; none that is withdrawn."""
        ...

    def put_readings(self, readings: Sequence[tuple[Ad, AdReading]]) -> None:
        """Put readings in place of those there are, in one transaction; but not of ads that were changed or withdrawn meanwhile."""
        ...

    def ids_of(self, source: str) -> frozenset[str]:
        """The ids of a source's ads that are not withdrawn."""
        ...

    def checkpoint(self, source: str) -> str | None:
        """How far a source has been taken in: the `Checkpoint.state` of the last batch that had one."""
        ...

    def count(self) -> int:
        """How many ads there are that are not withdrawn."""
        ...

    def generation(self) -> int:
        """A number that grows with every batch that changed an ad."""
        ...

    def identity(self) -> str:
        """Which store this is. One that was restored from a backup is another: generations of the two mean nothing to each other."""
        ...

    def drop_texts(self, now: datetime, after: timedelta) -> int:
        """Drop the text of each ad whose last day has passed and that came in, both longer ago than that; how many those were.

        See `Ad.without_text`; the reading stays. Done in parts, each of them whole.
        """
        ...

    def quarantine(self) -> tuple[Quarantined, ...]:
        """What could not be read, newest first."""
        ...

    def sweep_quarantine(self, before: datetime) -> int:
        """Forget what was put in quarantine before an instant; how many records that were."""
        ...


class Feed(Protocol):
    """A source that is asked again and again."""

    source: str

    def incoming(self, since: str | None, now: datetime) -> Iterator[Incoming]:
        """What has come since a checkpoint's state, from the beginning for None, with checkpoints in between. Ends where the feed ends.

        Raises `Unavailable` where the source does not answer or says no.
        """
        ...


Read = tuple[AdRecord, AdReading | None]
"""A record and, of an ad, what was made of it."""


class Readers(Protocol):
    """Reads records, at once or in processes of its own."""

    def __call__(self, records: Sequence[Ad | Arrival], /) -> Callable[[], Sequence[Read]]:
        """Begin to read; what comes back gives the records in the same order once they are read. One such may be open at a time."""
        ...


class MarketStore(Protocol):
    """The columnar snapshot, swapped as a whole."""

    def load(self) -> Snapshot | None:
        """The newest snapshot, or None where there is none that can be used."""
        ...

    def save(self, snapshot: Snapshot) -> None:
        """Put a new snapshot in place of the old; a reader sees one or the other."""
        ...


class Progress(Protocol):
    """Is told how far long work has come."""

    def __call__(self, done: int, /) -> None:
        """So many records are done."""
        ...


class Clock(Protocol):
    """Tells the time, so that nothing below asks the machine."""

    def __call__(self) -> datetime:
        """Now, aware UTC."""
        ...


class ProfileFiles(Protocol):
    """Reads files in which a person says who they are at work: a profile, or a CV in a format of others."""

    def __call__(self, file: bytes, /, *, on: date) -> tuple[object, tuple[NotUnderstood, ...]]:
        """The shape of a profile, and what of a CV could not be read or is not used. Raises `CannotRead`.

        ``on`` is the day that "until now" means.
        """
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """All ports of an installation. ``readers`` makes of readers in this process such that use more of the machine."""

    taxonomies: TaxonomyStore
    ads: AdStore
    markets: MarketStore
    clock: Clock
    profile_files: ProfileFiles
    readers: Callable[[Readers], AbstractContextManager[Readers]] = nullcontext
    keep_text: timedelta = KEPT_TEXT
