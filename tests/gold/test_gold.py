"""The gold set is whole, fits the texts it was made on, and its test half is the one that was frozen."""

import hashlib
import json
from pathlib import Path

import pytest
from tools.gold import FOLDER, GoldAd, Mark, agreement, load, texts

from tvers.kernel import as_language

FROZEN = "7ebe0a3f4536c288"
KINDS = {
    "skill",
    "quality",
    "language",
    "level",
    "field",
    "experience",
    "licence",
    "certificate",
    "authorisation",
    "remote",
    "engagement",
    "work_time",
}
SETS = ("test", "development", "second")


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


@pytest.fixture(scope="session")
def read(reference_data: Path) -> dict[str, str]:
    """The texts by id, as `Ad.text` has them."""
    return texts(reference_data / "ads")


def test_the_test_half_is_the_one_that_was_frozen() -> None:
    assert digest((FOLDER / "test.jsonl").read_text(encoding="utf-8")) == FROZEN


@pytest.mark.parametrize("name", SETS)
def test_marks_are_of_the_kinds_that_the_guideline_has(name: str) -> None:
    ads = load(name)
    assert {mark.kind for ad in ads.values() for mark in ad.marks} <= KINDS
    assert all(as_language(ad.language) for ad in ads.values())
    assert not [ad.ad for ad in ads.values() for mark in ad.marks if mark.kind not in ("skill", "certificate") and mark.concepts]


def test_every_ad_was_drawn_for_the_half_that_it_is_in() -> None:
    drawn = [json.loads(line) for line in (FOLDER / "ads.jsonl").read_text(encoding="utf-8").splitlines()]
    test, development, second = map(load, SETS)
    assert (len(drawn), len({ad["ad"] for ad in drawn}), sum(ad["second"] for ad in drawn)) == (174, 174, 40)
    assert test.keys() == {ad["ad"] for ad in drawn if ad["half"] == "test"}
    assert development.keys() == {ad["ad"] for ad in drawn if ad["half"] == "development"}
    assert second.keys() == {ad["ad"] for ad in drawn if ad["second"]}


@pytest.mark.parametrize("name", SETS)
def test_every_mark_lies_in_the_text_that_was_read(name: str, read: dict[str, str]) -> None:
    for ad in load(name).values():
        text = read[ad.ad]
        assert digest(text) == ad.digest
        assert all(0 <= mark.start < mark.end <= len(text) and text[mark.start : mark.end].strip() for mark in ad.marks)


def test_agreement_counts_places_and_meanings() -> None:
    def read(*marks: Mark) -> dict[str, GoldAd]:
        return {"nav:1": GoldAd("nav:1", "", "", "nb", marks)}

    first = read(Mark("skill", 0, 9, must=True, concepts=("a", "b")), Mark("level", 10, 20, must=True, value="isced6"))
    second = read(
        Mark("skill", 4, 9, must=False, concepts=("b",)), Mark("skill", 30, 35, must=True), Mark("level", 10, 15, must=True, value="isced7")
    )
    found = agreement(first, second)
    assert (found["skill"].f1, found["skill"].f1_of_meaning, found["skill"].same_must) == (2 / 3, 2 / 3, 0)
    assert (found["level"].f1, found["level"].f1_of_meaning, found["level"].same_must) == (1.0, 0.0, 1)
