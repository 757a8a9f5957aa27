"""The columnar snapshot follows the store."""

from tvers.matching import ad_row, build_market
from tvers.services._engine import Engine
from tvers.services.ports import AdStore, MarketStore, Snapshot


def refresh_market(engine: Engine, ads: AdStore, markets: MarketStore) -> Snapshot:
    """The snapshot of the ads as they are now: the stored one if it still holds, else a new one, stored.

    An ad whose reading is of another taxonomy is read again for the snapshot, so that a new taxonomy takes effect at once.
    """
    generation = ads.generation()
    snapshot = markets.load()
    if snapshot and snapshot.generation == generation and snapshot.market.version == engine.space.version:
        return snapshot
    rows = (
        ad_row(ad, reading if reading.version == engine.reader.version else engine.reader.read(ad), engine.places)
        for ad, reading in ads.each()
    )
    fresh = Snapshot(build_market(rows, engine.space), generation)
    markets.save(fresh)
    return fresh
