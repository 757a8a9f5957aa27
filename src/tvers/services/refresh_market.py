"""The columnar snapshot follows the store."""

from collections.abc import Iterable, Iterator

from tvers.ads import Ad, AdReading
from tvers.matching import AdRow, ad_row, build_market, update_market
from tvers.services._engine import Engine
from tvers.services.ports import AdStore, MarketStore, Snapshot


def refresh_market(engine: Engine, ads: AdStore, markets: MarketStore) -> Snapshot:
    """The snapshot of the ads as they are now: the stored one if it still holds, else one that follows it, stored.

    Only what changed since is read again, unless store, taxonomy or way of reading are others: then a new one is built, and an ad whose
    reading is of another taxonomy is read again for it, so that a new taxonomy takes effect at once.
    """
    generation = ads.generation()
    snapshot = markets.load()
    usable = snapshot is not None and follows(snapshot, engine, ads)
    if snapshot and usable and snapshot.generation == generation:
        return snapshot
    if snapshot and usable:
        gone: list[str] = []
        market = update_market(snapshot.market, _rows(_present(ads.changed_since(snapshot.generation), gone), engine), gone, engine.space)
    else:
        market = build_market(_rows(ads.each(), engine), engine.space)
    fresh = Snapshot(market, ads.identity(), generation, engine.reader.version)
    markets.save(fresh)
    return fresh


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
    version = engine.reader.version
    return (ad_row(ad, reading if reading.version == version else engine.reader.read(ad), engine.places) for ad, reading in ads)
