"""The snapshot on disk is whole or not there."""

from pathlib import Path

import pyarrow as pa
import pytest

from tvers.ads import load_examples
from tvers.kernel import Unavailable
from tvers.matching import Market, ad_row, build_market, market_to_arrow
from tvers.services import Engine
from tvers.services.ports import Snapshot
from tvers.storage import ArrowMarkets
from tvers.taxonomy import load_starter


@pytest.fixture(scope="module")
def market() -> Market:
    engine = Engine(load_starter())
    ads = [ad for ad in load_examples() if hasattr(ad, "title")][:12]
    return build_market([ad_row(ad, engine.reader.read(ad), engine.places) for ad in ads], engine.space)


def test_a_snapshot_comes_back_equal_to_another_reader(tmp_path: Path, market: Market) -> None:
    ArrowMarkets(tmp_path).save(Snapshot(market, "store", 7, "reader"))
    found = ArrowMarkets(tmp_path).load()
    assert found is not None
    assert found.generation == 7
    there, here = market_to_arrow(found.market), market_to_arrow(market)
    assert there.schema.equals(here.schema, check_metadata=True)
    assert repr(there.to_pydict()) == repr(here.to_pydict())  # as text, where NaN equals itself


def test_the_columns_are_mapped_rather_than_copied(tmp_path: Path, market: Market) -> None:
    ArrowMarkets(tmp_path).save(Snapshot(market, "store", 7, "reader"))
    before = pa.total_allocated_bytes()
    found = ArrowMarkets(tmp_path).load()
    assert found is not None
    assert pa.total_allocated_bytes() - before < found.market.occupation.nbytes


def test_a_new_snapshot_takes_the_place_of_the_old_while_that_is_in_use(tmp_path: Path, market: Market) -> None:
    reader, writer = ArrowMarkets(tmp_path), ArrowMarkets(tmp_path)
    writer.save(Snapshot(market, "store", 1, "reader"))
    old = reader.load()
    writer.save(Snapshot(market, "store", 2, "reader"))
    new = reader.load()
    assert old is not None
    assert new is not None
    assert (old.generation, new.generation) == (1, 2)
    assert old.market.opens.tolist() == market.opens.tolist()


def test_nothing_is_loaded_where_nothing_was_saved(tmp_path: Path) -> None:
    assert ArrowMarkets(tmp_path).load() is None


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_as_good_as_none(tmp_path: Path, market: Market, kept: float) -> None:
    ArrowMarkets(tmp_path).save(Snapshot(market, "store", 7, "reader"))
    file = tmp_path / "market.arrow"
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(whole[: int(len(whole) * kept)])
    assert ArrowMarkets(tmp_path).load() is None


@pytest.mark.parametrize("notes", [None, {"tvers": "[]"}, {"tvers": "{"}, {"tvers": '{"format": 1}'}, {"tvers": '{"format": 99}'}])
def test_a_foreign_arrow_file_is_as_good_as_none(tmp_path: Path, notes: dict[str, str] | None) -> None:
    table = pa.table({"id": ["nav:1"]}).replace_schema_metadata(notes)
    with pa.OSFile(str(tmp_path / "market.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    assert ArrowMarkets(tmp_path).load() is None


def test_what_killed_writers_left_goes_at_the_next_save(tmp_path: Path, market: Market) -> None:
    (tmp_path / "market-abc.tmp").write_bytes(b"half")
    ArrowMarkets(tmp_path).save(Snapshot(market, "store", 7, "reader"))
    assert [path.name for path in tmp_path.iterdir()] == ["market.arrow"]


def test_a_disk_that_fills_up_leaves_the_old_snapshot(tmp_path: Path, market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    markets = ArrowMarkets(tmp_path)
    markets.save(Snapshot(market, "store", 1, "reader"))

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unavailable) as caught:
        markets.save(Snapshot(market, "store", 2, "reader"))
    assert (caught.value.code, caught.value.fields) == ("disk.full", {"path": str(tmp_path)})
    assert [path.name for path in tmp_path.iterdir()] == ["market.arrow"]
    found = ArrowMarkets(tmp_path).load()
    assert found is not None
    assert found.generation == 1


def test_where_a_mapped_file_cannot_be_replaced_it_is_read_instead(tmp_path: Path, market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    markets = ArrowMarkets(tmp_path, mapped=False)
    markets.save(Snapshot(market, "store", 7, "reader"))
    monkeypatch.setattr(pa, "memory_map", lambda _path: pytest.fail("mapped"))
    found = markets.load()
    assert found is not None
    assert (found.generation, found.market.opens.tolist()) == (7, market.opens.tolist())
