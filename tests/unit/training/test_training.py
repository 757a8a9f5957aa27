"""How the table is made, on names of our own; how good it is, is measured by `tvers bench link`."""

import json
from pathlib import Path

import numpy as np
import pytest

from tvers.kernel import CannotRead, Language
from tvers.linking import FEATURE_BITS, Encoder, Weights
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

pytestmark = pytest.mark.usefixtures("torch")

NAMES: dict[str, tuple[str, dict[Language, tuple[str, ...]]]] = {
    "welder": (
        "isco08:7212",
        {Language.NB: ("sveiser", "platesveiser"), Language.SV: ("svetsare",), Language.EN: ("welder", "weld worker")},
    ),
    "nurse": ("isco08:2221", {Language.NB: ("sykepleier",), Language.SV: ("sjuksköterska",), Language.EN: ("nurse",)}),
    "baker": ("isco08:7512", {Language.NB: ("baker",), Language.SV: ("bagare",)}),
}


def taxonomy(scheme: str = "esco") -> Taxonomy:
    groups = [
        Concept(group, "isco08", ConceptKind.OCCUPATION_GROUP, group[-4:], (Name(Language.EN, f"{slug}s"),), isco08=group[-4:])
        for slug, (group, _) in NAMES.items()
    ]
    occupations = [
        Concept(
            slug,
            scheme,
            ConceptKind.OCCUPATION,
            names=tuple(Name(lang, one) for lang, own in named.items() for one in own),
            isco08=group[-4:],
        )
        for slug, (group, named) in NAMES.items()
    ]
    return Taxonomy([*groups, *occupations])


def test_only_names_of_esco_may_be_learnt() -> None:
    from tvers.training._rows import rows_of

    rows = rows_of(taxonomy(), "esco.tsv")
    assert {(row.concept, row.group) for row in rows if row.text == "svetsare"} == {("welder", "isco08:7212")}
    for scheme in ("jobtech", "styrk08", "ssyk2012", "pyrk"):
        with pytest.raises(CannotRead) as refused:
            rows_of(taxonomy(scheme), "list.json")
        assert (refused.value.code, refused.value.fields["scheme"]) == ("training.scheme", scheme)


@pytest.mark.reference_data
def test_real_files_give_the_rows_that_the_manifest_of_the_package_tells(reference_data: Path) -> None:
    from tvers.linking import encoder_manifest
    from tvers.training._rows import read_rows

    rows, sources = read_rows(reference_data / "esco")
    assert [(one.file, one.sha256, one.rows) for one in sources] == [
        (one["file"], one["sha256"], one["rows"]) for one in encoder_manifest()["sources"]
    ]
    assert len(rows) == sum(sum(one.rows.values()) for one in sources)


@pytest.mark.reference_data
def test_national_lists_are_refused(reference_data: Path) -> None:
    from tvers.sources import read_taxonomy
    from tvers.training._rows import rows_of

    for file in ("jobtech-taxonomy/the-ssyk-hierarchy-with-occupations.json", "crosswalks/styrk08.tsv", "titles/no-titles-styrk08.tsv"):
        with pytest.raises(CannotRead) as refused:
            rows_of(read_taxonomy(reference_data / file), file)
        assert refused.value.code == "training.scheme"


def learnt(seed: int, epochs: int = 12) -> tuple[dict[str, np.ndarray], list[str]]:
    from tvers.training import Recipe
    from tvers.training._fit import fit, idf_of
    from tvers.training._rows import rows_of
    from tvers.training._train import _examples, _table

    rows = tuple(sorted(rows_of(taxonomy(), "x"), key=lambda row: (row.kind, row.concept, row.language, row.text)))
    idf = idf_of([row.text for row in rows])
    examples, ids = _examples(rows, idf)
    said: list[str] = []
    model = fit(examples, Recipe(dimensions=16, batch=8, epochs=epochs, warm_up=2, seed=seed), said.append)
    return _table(model, idf, ids, {row.concept: row.group for row in rows}), said


def test_names_of_one_concept_come_near_each_other_and_the_same_seed_gives_the_same_table() -> None:
    table, said = learnt(1)
    again, _ = learnt(1)
    other, _ = learnt(2)
    assert all((table[name] == again[name]).all() for name in table)
    assert (table["rows"] != other["rows"]).any()
    assert len(said) == 12
    weights = Weights(1, 0, 1, 0, 0, 0, 0)
    encoder = Encoder(table, weights, weights)
    vectors = dict(
        zip(("sveiser", "svetsare", "sykepleier", "bagare"), encoder.encode(["sveiser", "svetsare", "sykepleier", "bagare"]), strict=True)
    )
    assert vectors["sveiser"] @ vectors["svetsare"] > max(vectors["sveiser"] @ vectors[one] for one in ("sykepleier", "bagare"))
    assert encoder.units == {slug: group[-4:] for slug, (group, _) in NAMES.items()}
    assert table["rows"].shape == (1 << FEATURE_BITS, 16)


def test_partners_are_other_names_of_the_concept_and_itself_only_where_it_is_alone() -> None:
    from tvers.training._fit import Examples

    concept, language = np.array([0, 0, 0, 1, 2, 2]), np.array([0, 0, 3, 1, 0, 0])
    examples = Examples(None, concept, language, np.full(6, -1), np.empty(0, dtype=np.int64))
    rows = np.tile(np.arange(6), 200)
    found = examples.partners(rows, 0.3, np.random.default_rng(1))
    assert (concept[found] == concept[rows]).all()
    assert (found[rows == 3] == 3).all()
    assert (found[rows != 3] != rows[rows != 3]).all()
    other = (language[found] != language[rows])[rows == 0].mean()
    assert 0.55 < other < 0.85  # three in ten stay in their own language
    assert (found[rows == 2] < 2).all()


def test_what_is_written_is_what_the_linker_reads(tmp_path: Path) -> None:
    import hashlib

    from tvers.training import Recipe
    from tvers.training._rows import Source
    from tvers.training._table import write

    table, _ = learnt(1, epochs=1)
    weights = Weights(1.0, 0.1, 1.0, 0.5, 0.3, 0.3, -0.3)
    size = write(tmp_path, table, {"own": weights, "other": weights}, Recipe(), [Source("a.tsv", "0" * 64, ("esco",), {"skill": 1})], [])
    manifest = json.loads((tmp_path / "encoder.json").read_text(encoding="utf-8"))
    content = (tmp_path / "encoder.npz").read_bytes()
    assert (size, manifest["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert Weights(**manifest["own"]) == weights
    with np.load(tmp_path / "encoder.npz", allow_pickle=False) as found:
        assert all((found[name] == table[name]).all() for name in table)


def test_whole_numbers_lose_almost_nothing() -> None:
    from tvers.training._table import as_table

    rows = np.random.default_rng(1).normal(size=(50, 32)).astype(np.float32) * np.logspace(-3, 3, 50, dtype=np.float32)[:, None]
    table = as_table(rows, rows, ["a"] * 50, [0] * 50)
    back = table["rows"].astype(np.float32) * table["scale"].astype(np.float32)[:, None]
    assert (np.abs(back - rows).max(axis=1) <= 0.6 * np.abs(rows).max(axis=1) / 127).all()
