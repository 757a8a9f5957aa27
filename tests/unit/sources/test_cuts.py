"""The connection ends at every kind of byte of an answer: what comes of it is what comes of an undisturbed run."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.unit.sources import test_feeds as feeds

from tvers.kernel import Unavailable
from tvers.services.memory import MemoryAds
from tvers.services.ports import Feed
from tvers.sources._polite import TRIES
from tvers.sources.fakes import CutAt, FakeJobtech, FakeNav

HEAD = b"\r\n\r\n"


class Within:
    """Some bytes into the first match in the body; where there is none, the middle."""

    def __init__(self, pattern: bytes, after: int) -> None:
        self.pattern, self.after = re.compile(pattern), after

    def met(self, wire: bytes) -> re.Match[bytes] | None:
        return self.pattern.search(wire, wire.index(HEAD) + len(HEAD))

    def __call__(self, wire: bytes) -> int:
        found = self.met(wire)
        return found.start() + self.after if found else len(wire) // 2


PLACES: dict[str, Callable[[bytes], int]] = {
    "nothing at all": lambda _: 0,
    "the status line": lambda wire: wire.index(b" ") + 2,
    "the name of a header": lambda wire: wire.index(b"Date") + 2,
    "the value of a header": lambda wire: wire.index(b"Date: ") + 9,
    "between two headers": lambda wire: wire.index(b"Date: ") + wire[wire.index(b"Date: ") :].index(b"\r\n") + 2,
    "the end of the headers": lambda wire: wire.index(HEAD) + 2,
    "before the body": lambda wire: wire.index(HEAD) + len(HEAD),
    "the first byte": lambda wire: wire.index(HEAD) + len(HEAD) + 1,
    "a key": Within(rb'"(?:title|headline)"', 4),
    "after a key": Within(rb'"(?:title|headline)":', 8),
    "a text": Within(rb'"(?:title|headline)": ?"\w\w', 12),
    "a letter of two bytes": Within(rb"\xc3[\x80-\xbf]", 1),
    "an escape": Within(rb'\\[nu"/]', 1),
    "a number": Within(rb"\d{3}", 2),
    "a constant": Within(rb"null|true|false", 2),
    "the end of a record": Within(rb"\}\s*,\s*\{|\}\n\{", 1),
    "between two records": Within(rb"\}\s*,\s*\{|\}\n\{", 2),
    "before the last byte": lambda wire: len(wire) - 1,
}
fake_nav, fake_jobtech = feeds.fake_nav, feeds.fake_jobtech


@pytest.fixture(autouse=True)
def _quoting(fake_nav: FakeNav, fake_jobtech: FakeJobtech) -> None:
    """An ad whose title needs an escape in either feed, the last that is put out: NAV's entry of it is asked for first."""
    fake_nav.publish(replace(feeds.NORWEGIAN[0], title='Den "beste" jobben'), feeds.now() - timedelta(hours=4))
    fake_jobtech.publish(replace(feeds.SWEDISH[0], title='Det "bästa" jobbet'), feeds.now() - timedelta(hours=4))


def undisturbed(feed: Feed) -> dict[str, str]:
    store = MemoryAds()
    feeds.sync(feed, store)
    return feeds.held(store)


@pytest.fixture(params=sorted(PLACES))
def cut(request: pytest.FixtureRequest) -> CutAt:
    return CutAt(PLACES[request.param])


def test_every_place_is_met_in_the_answers_that_are_cut(fake_nav: FakeNav, fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    wires: list[bytes] = []

    def uncut(wire: bytes) -> int:
        wires.append(wire)
        return len(wire)

    for fake, feed, count in ((fake_nav, feeds.nav_feed(fake_nav), 3), (fake_jobtech, feeds.jobtech_feed(fake_jobtech, tmp_path), 2)):
        wires.clear()
        fake.faults.extend([CutAt(uncut)] * count)
        undisturbed(feed)
        assert len(wires) == count
        missed = [name for name, where in PLACES.items() if isinstance(where, Within) and not any(map(where.met, wires))]
        assert missed == [], feed.source


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
