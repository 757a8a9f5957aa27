"""The columnar snapshot follows the store, and the readings in the store follow taxonomy and reader."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tvers.ads import Ad, AdReading
from tvers.matching import AdRow, ad_row, build_market, update_market
from tvers.services._engine import Engine
from tvers.services.ports import AdStore, MarketStore, Progress, Readers, Snapshot

_AT_A_TIME = 500


def refresh_market(
    engine: Engine, ads: AdStore, markets: MarketStore, readers: Readers | None = None, progress: Progress | None = None
) -> Snapshot:
    """The snapshot of the ads as they are now: the stored one if it still holds, else one that follows it, stored.

    Only what changed since is read again, unless store, taxonomy or way of reading are others: then every ad whose reading is of another
    taxonomy is read again by ``readers``, and a new one is built, so that a new taxonomy takes effect at once.
    """
    snapshot = markets.load()
    if snapshot is None or not follows(snapshot, engine, ads):
        _read_again(engine, ads, readers or engine.read, progress)
        snapshot = None
    generation = ads.generation()
    if snapshot and snapshot.generation == generation:
        return snapshot
    if snapshot:
        gone: list[str] = []
        market = update_market(snapshot.market, _rows(_present(ads.changed_since(snapshot.generation), gone), engine), gone, engine.space)
    else:
        market = build_market(_rows(ads.each(), engine), engine.space)
    fresh = Snapshot(market, ads.identity(), generation, engine.reader.version)
    markets.save(fresh)
    return fresh


def _read_again(engine: Engine, ads: AdStore, readers: Readers, progress: Progress | None) -> None:
    """Read every ad whose reading is of another taxonomy or way of reading, and keep that.

    Of an ad whose text is gone the reading stays as it was. Killed and run again, it goes on with the rest.
    """
    version, after, done = engine.reader.version, "", 0
    while some := ads.outdated(version, after, _AT_A_TIME):
        read = readers([ad for ad, _ in some if not ad.text_gone])()
        fresh = {ad.id: reading for ad, reading in read if isinstance(ad, Ad)}
        ads.put_readings([(ad, fresh.get(ad.id) or replace(reading, version=version)) for ad, reading in some])
        after = some[-1][0].id
        done += len(some)
        if progress:
            progress(done)


def _present(changed: Iterable[tuple[str, tuple[Ad, AdReading] | None]], gone: list[str]) -> Iterator[tuple[Ad, AdReading]]:
    """The ads that changed and are there, one at a time since they may be many; the ids of the others are added to ``gone`` meanwhile."""
    for ad_id, now in changed:
        if now is None:
            gone.append(ad_id)
        else:
            yield now


def follows(snapshot: Snapshot, engine: Engine, ads: AdStore) -> bool:
    """Whether a snapshot is of an earlier state of this store, of this taxonomy and way of reading: changes can be worked into it."""
    ours = (ads.identity(), engine.space.version, engine.reader.version)
    return (snapshot.store, snapshot.market.version, snapshot.reader) == ours and snapshot.generation <= ads.generation()


def _rows(ads: Iterable[tuple[Ad, AdReading]], engine: Engine) -> Iterator[AdRow]:
    return (ad_row(ad, _current(ad, reading, engine), engine.places) for ad, reading in ads)


def _current(ad: Ad, reading: AdReading, engine: Engine) -> AdReading:
    """The reading, or one by this engine where another program with another has put it there meanwhile."""
    return reading if reading.version == engine.reader.version or ad.text_gone else engine.reader.read(ad)
