"""The connection ends at every kind of byte of an answer: what comes of it is what comes of an undisturbed run."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.sources import test_feeds as feeds

from tvers.kernel import Unavailable
from tvers.services.memory import MemoryAds
from tvers.services.ports import Feed
from tvers.sources._polite import TRIES
from tvers.sources.fakes import CutAt, FakeJobtech, FakeNav

HEAD = b"\r\n\r\n"


def within(pattern: bytes, after: int) -> Callable[[bytes], int]:
    """Some bytes into the first match in the body."""

    def where(wire: bytes) -> int:
        found = re.compile(pattern).search(wire, wire.index(HEAD) + len(HEAD))
        return found.start() + after if found else len(wire) // 2

    return where


PLACES: dict[str, Callable[[bytes], int]] = {
    "nothing at all": lambda _: 0,
    "the status line": lambda wire: wire.index(b" ") + 2,
    "the name of a header": lambda wire: wire.index(b"Date") + 2,
    "the value of a header": lambda wire: wire.index(b"Date: ") + 9,
    "between two headers": lambda wire: wire.index(b"Date: ") + wire[wire.index(b"Date: ") :].index(b"\r\n") + 2,
    "the end of the headers": lambda wire: wire.index(HEAD) + 2,
    "before the body": lambda wire: wire.index(HEAD) + len(HEAD),
    "the first byte": lambda wire: wire.index(HEAD) + len(HEAD) + 1,
    "a key": within(rb'"(?:title|headline)"', 4),
    "after a key": within(rb'"(?:title|headline)":', 8),
    "a text": within(rb'"(?:title|headline)": ?"\w\w', 12),
    "a letter of two bytes": within(rb"\xc3[\x80-\xbf]", 1),
    "an escape": within(rb"\\\\[nu\"/]", 1),
    "a number": within(rb"\d{3}", 2),
    "a constant": within(rb"null|true|false", 2),
    "the end of a record": within(rb"\}\s*,\s*\{|\}\n\{", 1),
    "between two records": within(rb"\}\s*,\s*\{|\}\n\{", 2),
    "before the last byte": lambda wire: len(wire) - 1,
}
fake_nav, fake_jobtech = feeds.fake_nav, feeds.fake_jobtech


def undisturbed(feed: Feed) -> dict[str, str]:
    store = MemoryAds()
    feeds.sync(feed, store)
    return feeds.held(store)


@pytest.fixture(params=sorted(PLACES))
def cut(request: pytest.FixtureRequest) -> CutAt:
    return CutAt(PLACES[request.param])


@pytest.mark.parametrize("answer", range(3))
def test_nav_once_in_any_answer(cut: CutAt, answer: int, fake_nav: FakeNav) -> None:
    expected = undisturbed(feeds.nav_feed(fake_nav))
    fake_nav.faults.extend([*[None] * answer, cut])
    assert undisturbed(feeds.nav_feed(fake_nav)) == expected
    assert not fake_nav.faults


@pytest.mark.parametrize("answer", [1, 2])
def test_nav_until_it_gives_up_and_is_asked_again(cut: CutAt, answer: int, fake_nav: FakeNav) -> None:
    expected = undisturbed(feeds.nav_feed(fake_nav))
    fake_nav.faults.extend([*[None] * answer, *[cut] * TRIES])
    store = MemoryAds()
    with pytest.raises(Unavailable):
        feeds.sync(feeds.nav_feed(fake_nav), store)
    feeds.sync(feeds.nav_feed(fake_nav), store)
    assert feeds.held(store) == expected


@pytest.mark.parametrize("answer", range(2))
def test_jobtech_once_in_any_answer(cut: CutAt, answer: int, fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    expected = undisturbed(feeds.jobtech_feed(fake_jobtech, tmp_path / "calm"))
    fake_jobtech.faults.extend([*[None] * answer, cut])
    assert undisturbed(feeds.jobtech_feed(fake_jobtech, tmp_path / "cut")) == expected
    assert not fake_jobtech.faults


def test_jobtech_until_it_gives_up_and_is_asked_again(cut: CutAt, fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    expected = undisturbed(feeds.jobtech_feed(fake_jobtech, tmp_path / "calm"))
    fake_jobtech.faults.extend([cut] * (3 * TRIES))
    store = MemoryAds()
    for _ in range(6):
        try:
            feeds.sync(feeds.jobtech_feed(fake_jobtech, tmp_path / "cut"), store)
            break
        except Unavailable:
            pass
    assert feeds.held(store) == expected
