"""The snapshot follows the store, by what changed where that will do."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tvers.ads import Ad, AdReader, AdReading, RequirementKind, Withdrawal, load_examples
from tvers.kernel import Language
from tvers.matching import Market, build_market
from tvers.services import Engine, import_ads, refresh_market
from tvers.services.memory import MemoryAds, MemoryMarkets
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy, load_starter

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ENGINE = Engine(load_starter())


class Watched(MemoryAds):
    """Counts how often every ad was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = 0

    def each(self) -> Iterator[tuple[Ad, AdReading]]:
        self.whole += 1
        return super().each()


def equal(one: Market, other: Market) -> bool:
    pairs = ((getattr(one, field.name), getattr(other, field.name)) for field in fields(Market))
    return all(np.array_equal(ours, theirs) if isinstance(ours, np.ndarray) else ours == theirs for ours, theirs in pairs)


@pytest.fixture
def store() -> Watched:
    ads = Watched()
    import_ads(load_examples(), ENGINE, ads, NOW)
    return ads


def test_changes_are_followed_without_asking_for_every_ad(store: Watched) -> None:
    markets = MemoryMarkets()
    refresh_market(ENGINE, store, markets)
    first, second, third = load_examples()[:3]
    changed = replace(first, title="Lektor i fysikk", fingerprint="new")
    import_ads([changed, Withdrawal(second.source, second.source_id, NOW), replace(third, source_id="new")], ENGINE, store, NOW)
    followed = refresh_market(ENGINE, store, markets)
    assert store.whole == 1
    assert followed.generation == store.generation()
    assert second.id not in followed.market.ids.to_pylist()
    assert equal(followed.market, refresh_market(ENGINE, store, MemoryMarkets()).market)


def test_where_nothing_changed_the_snapshot_holds(store: Watched) -> None:
    markets = MemoryMarkets()
    assert refresh_market(ENGINE, store, markets) is refresh_market(ENGINE, store, markets)


def test_another_taxonomy_or_another_store_is_built_anew(store: Watched) -> None:
    markets = MemoryMarkets()
    refresh_market(ENGINE, store, markets)
    more = Concept(
        "tvers:occupation/new", "tvers", ConceptKind.OCCUPATION, "new", (Name(Language.NB, "nyrke", preferred=True),), isco08="2151"
    )
    other = Engine(load_starter().merged(Taxonomy([more])))
    assert refresh_market(other, store, markets).market.version == other.space.version
    assert store.whole == 2
    reader = AdReader(other.taxonomy)
    assert all(reading == reader.read(ad) for ad, reading in store.each())  # what is told of an ad is what it is ranked by
    another = Watched()
    import_ads(load_examples()[:5], other, another, NOW)
    assert len(refresh_market(other, another, markets).market) == 5
    assert another.whole == 1


def test_what_was_read_out_of_a_text_that_is_gone_stays_under_another_taxonomy(store: Watched) -> None:
    ad = replace(load_examples()[0], source_id="closed", expires=NOW)
    import_ads([ad], ENGINE, store, NOW)
    reading = store.get([ad.id])[ad.id][1]
    assert store.drop_texts(NOW + timedelta(days=2), timedelta(days=1)) == 1
    more = Concept(
        "tvers:occupation/new", "tvers", ConceptKind.OCCUPATION, "new", (Name(Language.NB, "nyrke", preferred=True),), isco08="2151"
    )
    market = refresh_market(Engine(load_starter().merged(Taxonomy([more]))), store, MemoryMarkets()).market
    asked = {one.value for one in reading.requirements if one.kind is RequirementKind.SKILL}
    row = market.ids.to_pylist().index(ad.id)
    assert market.skill_start[row + 1] - market.skill_start[row] == len(asked) > 0


def test_a_snapshot_of_another_way_of_reading_is_built_anew(store: Watched) -> None:
    markets = MemoryMarkets()
    snapshot = refresh_market(ENGINE, store, markets)
    markets.save(replace(snapshot, market=build_market([], ENGINE.space), reader="older"))
    assert len(refresh_market(ENGINE, store, markets).market) == store.count()
