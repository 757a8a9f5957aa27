"""What links where the encoder's table is broken."""

import pytest

from tvers.kernel import Language, Unavailable
from tvers.linking import Encoder
from tvers.services._engine import Engine
from tvers.taxonomy import load_starter


def broken() -> Encoder:
    raise Unavailable("data.changed", file="encoder.npz")


def test_where_the_table_is_broken_phrases_are_linked_by_how_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    well = Engine(load_starter())
    assert well.encoder_fault is None
    by_meaning = well.reader.version
    monkeypatch.setattr("tvers.services._engine.load_encoder", broken)
    engine = Engine(load_starter())

    assert engine.encoder_fault is not None
    assert engine.encoder_fault.fields == {"file": "encoder.npz"}
    found = engine.linker.link("sveisere", language=Language.NB)
    assert found.understood
    assert found.best is not None
    assert engine.taxonomy.name(found.best.concept_id, Language.NB) == "sveiser"
    # What was read so is read again once the table is mended.
    assert engine.reader.version != by_meaning
