"""The bench of titles on titles of our own; how good the linker is, is never asserted."""

from pathlib import Path

import numpy as np
import pytest

from tvers.bench import _speed, bench_speed, bench_titles
from tvers.bench._guard import only_esco
from tvers.bench._titles import calibration_error, read_titles, without
from tvers.kernel import CannotRead, Language
from tvers.linking import encoder_manifest
from tvers.taxonomy import load_starter

TITLES = "styrk08\ttitle_no\n" + "".join(
    f"{code}\t{title}\n"
    for code, titles in {
        "7212": ["Platesveiser", "Rørsveiser", "Sveiser (skip)", "Reparasjonssveiser", "Sveisesmed"],
        "7411": ["Industrielektriker", "Montør (elektro)", "Skipselektriker", "Serviceelektriker", "Elektromontør"],
        "2151": ["Elkraftingeniør", "Sivilingeniør (elkraft)", "Elektroingeniør", "Kraftsystemingeniør", "Rådgivende ingeniør (elkraft)"],
    }.items()
    for title in titles
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "titles.tsv"
    made.write_text(TITLES, encoding="utf-8")
    return made


def test_titles_are_read_with_their_scheme_and_language(file: Path) -> None:
    found = read_titles(file)
    assert (found.scheme, found.language, len(found.titles)) == ("styrk08", Language.NB, 15)
    assert dict(zip(found.titles, found.codes, strict=True))["Rørsveiser"] == "7212"


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "styrk08.tsv"
    other.write_text("code\tlevel\tname\tparent\n2\t1\tAkademiske yrker\t\n", encoding="utf-8")
    with pytest.raises(CannotRead) as refused:
        read_titles(other)
    assert refused.value.code == "titles.none"


@pytest.mark.parametrize("labels", ["esco", "all"])
def test_the_bench_names_its_figures_and_asks_the_peers_the_same(file: Path, labels: str) -> None:
    figures = bench_titles(file, load_starter(), labels)["figures"]
    assert (figures["titles"], figures["codes"], figures["folds"]) == (15, 3, 5)
    for name in ("", "rapidfuzz_", "bm25s_", "char_tfidf_"):
        for measure in ("accuracy_at_1", "accuracy_at_5", "accuracy_at_1_3digit"):
            assert {f"{name}{measure}", f"{name}{measure}_low", f"{name}{measure}_high"} <= figures.keys()
    assert 0 <= figures["calibration_error"] <= 1


def test_titles_that_were_imported_before_are_no_answers(file: Path) -> None:
    given = read_titles(file)
    imported = load_starter().merged(given.taken(range(15)))
    left = without(imported, given)
    assert not {name.text for one in left if one.scheme == "styrk08" for name in one.names} & set(given.titles)
    assert bench_titles(file, imported, "all")["figures"] == bench_titles(file, load_starter(), "all")["figures"]


def test_the_calibration_error_is_how_far_chances_are_from_what_comes_true() -> None:
    assert calibration_error(np.array([0.9] * 10), np.array([1.0] * 9 + [0.0])) == pytest.approx(0)
    assert calibration_error(np.array([0.9] * 10 + [0.1] * 10), np.array([1.0] * 20)) == pytest.approx(0.5)


def test_an_encoder_that_may_have_seen_the_answers_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {**encoder_manifest(), "sources": [{"file": "ssyk.json", "schemes": ["jobtech", "ssyk2012"]}]}
    monkeypatch.setattr("tvers.bench._guard.encoder_manifest", lambda: seen)
    with pytest.raises(CannotRead) as refused:
        only_esco()
    assert (refused.value.code, refused.value.fields) == ("bench.not_esco", {"file": "ssyk.json", "schemes": "jobtech, ssyk2012"})


def test_speed_is_measured_on_phrases_that_are_nobodys_name(monkeypatch: pytest.MonkeyPatch) -> None:
    taxonomy = load_starter()
    phrases = _speed.new_phrases(taxonomy, 200)
    assert len(set(phrases)) == 200
    assert not set(phrases) & {name.text for one in taxonomy.occupations for name in one.names}
    monkeypatch.setattr(_speed, "find_spec", lambda _name: None)
    figures = bench_speed(1)["figures"]
    assert {"phrases_per_second", "phrase_p95_ms", "load_s", "resident_mb"} <= figures.keys()
    assert figures["phrases"] == 2999
