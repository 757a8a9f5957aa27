"""The trained table: what it is made from, that it is the one that was made, and what it makes of phrases."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tvers.kernel import Language, Unavailable, _data
from tvers.linking import Encoder, Linker, encoder_manifest, features, load_encoder
from tvers.linking._ngrams import features_of
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy, load_starter

DATA = Path(_data.__file__).parents[1] / "linking" / "data"
ID = re.compile(r"http://data\.europa\.eu/esco/(occupation|skill)/[\w.-]+|isco08:\d{1,4}")


_LINKER = Linker(load_starter(), load_encoder())


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def linker() -> Linker:
    return _LINKER


def likeness(encoder: Encoder, one: str, other: str) -> float:
    return float(encoder.encode_one(one) @ encoder.encode_one(other))


@pytest.mark.parametrize(
    ("phrase", "near", "far"),
    [
        ("elkraftingeniør", "electric power engineer", "radio producer"),
        ("sykepleier", "nurse", "butcher"),
        ("sjuksköterska", "sykepleier", "slakter"),
        ("rørlegger", "plumber", "piper"),
        ("svetsare", "platesveiser", "vaktmester"),
        ("snickare", "tømrer", "snekker i teater og museum"),
    ],
)
def test_what_means_the_same_lies_near_in_every_language(encoder: Encoder, phrase: str, near: str, far: str) -> None:
    assert likeness(encoder, phrase, near) > likeness(encoder, phrase, far)


def test_vectors_have_length_one_and_are_the_same_alone_and_among_others(encoder: Encoder) -> None:
    texts = ["Elektriker", "", "C++-utvikler (.NET)", "åäö æø", "a"]
    together = encoder.encode(texts)
    assert together.shape == (5, encoder.dimensions)
    assert np.allclose(np.linalg.norm(together[[0, 2, 3, 4]], axis=1), 1, atol=1e-5)
    assert not together[1].any()
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(encoder.encode_one(text), vector, atol=1e-5)


def test_features_of_one_text_are_those_of_its_row_among_many() -> None:
    rows = features(["vakt", "vaktmester vakt"])
    for row, text in enumerate(["vakt", "vaktmester vakt"]):
        columns, weights = features_of(text)
        assert columns.tolist() == sorted(rows[row].indices.tolist())
        assert np.allclose(weights, rows[row].toarray().ravel()[columns])


def test_the_table_is_small_and_holds_no_name() -> None:
    assert (DATA / "encoder.npz").stat().st_size <= 20_000_000
    with np.load(DATA / "encoder.npz", allow_pickle=False) as table:
        assert {name: array.dtype.name for name, array in table.items()} == {
            "rows": "int8",
            "scale": "float16",
            "vectors": "int8",
            "units": "int16",
            "ids": "uint8",
        }
        ids = table["ids"].tobytes().decode().split("\n")
        assert len(ids) == len(set(ids)) == len(table["vectors"]) == len(table["units"])
    assert not [one for one in ids if not ID.fullmatch(one)]


def test_the_manifest_names_every_source_and_none_of_them_is_a_list_that_the_linker_is_measured_with() -> None:
    manifest = encoder_manifest()
    assert {scheme for source in manifest["sources"] for scheme in source["schemes"]} == {"esco", "isco08"}
    for source in manifest["sources"]:
        assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
        assert sum(source["rows"].values()) > 0
        assert "crosswalk" not in source["file"]


@pytest.mark.parametrize("fault", ["changed", "cut off", "missing"])
def test_a_table_that_is_not_the_one_that_was_made_is_refused(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_package: str, name: str) -> bytes:
        content = (DATA / name).read_bytes()
        if name != "encoder.npz":
            return content
        if fault == "missing":
            raise Unavailable("data.missing", file=name)
        return content[:-1] if fault == "cut off" else content[:5000] + b"x" + content[5001:]

    monkeypatch.setattr(_data, "read_bytes", damaged)
    load_encoder.cache_clear()
    with pytest.raises(Unavailable) as refused:
        load_encoder()
    assert refused.value.code == ("data.missing" if fault == "missing" else "data.changed")


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"sha256": "0", "own": {"name": 1}, "other": {}}'])
def test_a_manifest_that_is_none_is_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tvers.linking._encoder.read_bytes", lambda _package, _name: content)
    load_encoder.cache_clear()
    with pytest.raises(Unavailable) as refused:
        load_encoder()
    assert (refused.value.code, refused.value.fields) == ("data.changed", {"file": "encoder.json"})


def test_a_concept_that_was_not_there_to_learn_from_is_found_by_its_names(encoder: Encoder) -> None:
    names = (Name(Language.NB, "stemmeskruestrammer", preferred=True), Name(Language.SV, "stämskruvsspännare", preferred=True))
    made = Concept("made:1", "tvers", ConceptKind.OCCUPATION, "1", names)
    linker = Linker(Taxonomy([*load_starter(), made]), encoder)
    for said in ("Stemmeskruestrammer", "stemmeskruestrammere", "stämskruvsspännare"):
        found = linker.link(said)
        assert found.understood
        assert found.best is not None
        assert found.best.concept_id == "made:1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "\0",
        "\u202e\u200f",
        "🙂🙂",
        "<script>alert(1)</script>",
        "sähköasentaja kunnossapito",
        "电工",
        "كهربائي",
        "!!!",
        "ord " * 10_000,
    ],
)
@pytest.mark.parametrize("kind", [ConceptKind.OCCUPATION, ConceptKind.SKILL])
def test_what_is_no_phrase_of_ours_is_answered_and_never_surely(linker: Linker, text: str, kind: ConceptKind) -> None:
    found = linker.link(text, kind)
    assert not found.understood
    assert sum(one.probability for one in found.candidates) < 0.3


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gets_an_answer_whose_chances_fall_and_sum_to_at_most_one(text: str) -> None:
    found = _LINKER.link(text)
    chances = [one.probability for one in found.candidates]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1 + 1e-6


def test_linkers_with_another_table_or_none_are_told_apart(encoder: Encoder) -> None:
    assert Linker(Taxonomy([]), encoder).version == encoder_manifest()["sha256"][:12]
    assert Linker(Taxonomy([])).version == "as-written"
