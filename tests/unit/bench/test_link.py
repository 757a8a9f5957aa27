"""Ranks and their means, on a set of our own in the layout of MELO; how good the linker is, is never asserted."""

from pathlib import Path

import numpy as np
import pytest

from tvers.bench._link import _Labels, _middle, _summed, bench_link
from tvers.kernel import CannotRead, Language
from tvers.sources.melo import Label, Melo, read_melo

ESCO = "http://data.europa.eu/esco"
FILLER, WELDER, GROUP = f"{ESCO}/occupation/filler", f"{ESCO}/occupation/welder", f"{ESCO}/isco/C7212"
TABLES = {
    "queries.tsv": "Q1\tSveiser\nQ2\tTønnefyller\nQ3\tSveisere\n",
    "corpus_elements.tsv": "C1_no_000\tsveiser\nC1_no_001\tplatesveiser\nC2_no_000\tfyller\nC3_no_000\tSveisere og flammeskjærere\n",
    "concept_mapping.tsv": f"C1_no_000\t{WELDER}\nC1_no_001\t{WELDER}\nC2_no_000\t{FILLER}\nC3_no_000\t{GROUP}\n",
    "annotations.tsv": "Q1\t0\tC1_no_000\t1\nQ1\t0\tC1_no_001\t1\nQ2\t0\tC2_no_000\t1\nQ3\t0\tC3_no_000\t1\nQ3\t0\tC1_no_000\t0\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "nor_q_no_c_no"
    made.mkdir()
    for name, text in TABLES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_a_set_is_read_with_its_languages_and_preferred_labels(folder: Path) -> None:
    found = read_melo(folder)
    assert (found.language, found.labels_in, found.queries) == (Language.NB, Language.NB, ("Sveiser", "Tønnefyller", "Sveisere"))
    assert found.right == (frozenset({"C1_no_000", "C1_no_001"}), frozenset({"C2_no_000"}), frozenset({"C3_no_000"}))
    assert [(name.text, name.preferred) for name in found.taxonomy({}).concepts[WELDER].names] == [
        ("sveiser", True),
        ("platesveiser", False),
    ]
    assert found.taxonomy({}).concepts["isco08:7212"].isco08 == "7212"
    assert found.without_groups().queries == ("Sveiser", "Tønnefyller")


@pytest.mark.parametrize(
    ("file", "text", "code", "fields"),
    [
        ("queries.tsv", None, "file.missing", {}),
        ("queries.tsv", b"\xff\xfe", "file.not_text", {}),
        ("annotations.tsv", b"Q1\t0\tC1_no_000\n", "table.row", {"line": 1, "expected": 4, "found": 3}),
    ],
)
def test_a_set_that_is_none_says_why(folder: Path, file: str, text: bytes | None, code: str, fields: dict[str, int]) -> None:
    if text is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(text)
    with pytest.raises(CannotRead) as told:
        read_melo(folder)
    assert told.value.code == code
    assert fields.items() <= told.value.fields.items()


def test_a_folder_whose_name_tells_no_languages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as told:
        read_melo(tmp_path)
    assert told.value.code == "melo.folder"


def labels_of(count: int) -> _Labels:
    labels = tuple(Label(f"C{number}", str(number), "") for number in range(count))
    return _Labels(Melo(Language.NB, Language.NB, (), labels, ()))


def test_of_labels_of_one_score_that_whose_id_comes_last_stands_first_as_in_trec_eval() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.5], dtype=np.float32)
    ranks = [labels_of(4).trec(scores, [label]) for label in ("C0", "C1", "C2", "C3")]
    assert ranks == [4, 1, 3, 2]
    assert labels_of(4).trec(scores, ["C0", "C2"]) == 3
    assert [labels_of(4).middle(scores, [label]) for label in ("C0", "C1", "C2")] == [3, 1, 3]


def test_the_middle_of_a_tie_does_not_count_what_is_right_too() -> None:
    scores = np.array([0.5, 0.5, 0.5, 0.9], dtype=np.float32)
    assert _middle(scores, np.array([0, 1])) == 2.5


def test_means_have_bounds_of_a_bootstrap_and_are_the_same_every_time() -> None:
    ranks = np.array([1.0, 2.0, 4.0, 20.0] * 25)
    found = _summed("label", ranks)
    assert (found["mrr_label"], found["hit1_label"], found["hit5_label"], found["hit10_label"]) == (0.45, 0.25, 0.75, 0.75)
    assert found["mrr_label_low"] < found["mrr_label"] < found["mrr_label_high"]
    assert found == _summed("label", ranks)


def test_the_bench_names_its_figures_and_asks_the_peers_the_same(folder: Path) -> None:
    shape = bench_link(folder)
    figures = shape["figures"]
    assert (figures["queries"], figures["labels"], figures["occ_queries"], figures["occ_labels"]) == (3, 4, 2, 3)
    assert figures["occ_hit1_concept"] == figures["occ_hit1_label"] == 1.0
    for prefix in ("", "occ_"):
        for name in ("mrr_label", "hit1_label", "hit5_label", "hit10_label", "mrr_concept", "hit1_concept", "hit10_concept"):
            assert {f"{prefix}{name}", f"{prefix}{name}_low", f"{prefix}{name}_high"} <= figures.keys()
        assert {f"{prefix}{peer}_mrr_label" for peer in ("rapidfuzz", "bm25s", "char_tfidf")} <= figures.keys()


def test_a_published_figure_of_a_peer_comes_out_again(reference_data: Path) -> None:
    """MELO prints .031 for BM25 on words; ties and word borders make the rest."""
    found = bench_link(reference_data / "melo" / "nor_q_no_c_no")["figures"]
    assert found["bm25s_mrr_label"] == pytest.approx(0.031, abs=0.005)
    assert found["queries"] == 96
