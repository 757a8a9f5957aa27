"""The live feeds against servers that speak as the sources do, with their bad days."""

import errno
import json
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tvers.ads import Ad, Incoming, load_examples
from tvers.kernel import Country, Unavailable
from tvers.services import Engine, import_ads
from tvers.services.memory import MemoryAds
from tvers.services.ports import AdStore, Feed
from tvers.sources import jobtech, nav
from tvers.sources._polite import TRIES
from tvers.sources.fakes import FakeJobtech, FakeNav, Fault, jobtech_ad, nav_entry
from tvers.sources.fakes._server import Answer
from tvers.sources.jobtech_stream import JobtechFeed
from tvers.sources.nav_feed import NavFeed
from tvers.taxonomy import load_starter

ENGINE = Engine(load_starter())
NORWEGIAN = [ad for ad in load_examples() if ad.country is Country.NO][:7]
SWEDISH = [ad for ad in load_examples() if ad.country is Country.SE][:7]


def now() -> datetime:
    return datetime.now(UTC)


class Clockwork:
    """Counts how long it was told to wait."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


def sync(feed: Feed, store: AdStore) -> None:
    import_ads(feed.incoming(store.checkpoint(feed.source), now()), ENGINE, store, now())


def nav_feed(fake: FakeNav, *, token: str = "", pause: Clockwork | None = None) -> NavFeed:
    return NavFeed(fake.url, token, rest_s=0, pause=pause or Clockwork())


def jobtech_feed(fake: FakeJobtech, folder: Path, pause: Clockwork | None = None) -> JobtechFeed:
    return JobtechFeed(folder, fake.url, rest_s=0, pause=pause or Clockwork())


def first(feed: Feed, store: MemoryAds, count: int) -> list[Incoming]:
    """What comes first in a feed; then it is stopped."""
    taken: list[Incoming] = []
    with closing(feed.incoming(store.checkpoint(feed.source), now())) as records, suppress(Unavailable):  # type: ignore[type-var]
        for record in islice(records, count):
            taken.append(record)  # noqa: PERF402 - what came before a fault counts
    return taken


def held(store: AdStore) -> dict[str, str]:
    return {ad.id: ad.title for ad, _ in store.each()}


@pytest.fixture
def fake_nav() -> Iterator[FakeNav]:
    with FakeNav(page_size=3) as fake:
        for minutes, ad in enumerate(NORWEGIAN):
            fake.publish(ad, now() - timedelta(hours=5, minutes=-minutes))
        yield fake


@pytest.fixture
def fake_jobtech() -> Iterator[FakeJobtech]:
    with FakeJobtech() as fake:
        for minutes, ad in enumerate(SWEDISH):
            fake.publish(ad, now() - timedelta(hours=5, minutes=-minutes))
        yield fake


def test_an_ad_goes_over_the_wire_and_comes_back() -> None:
    for ad in (*NORWEGIAN, *SWEDISH):
        record = nav.read(nav_entry(ad, now())) if ad.country is Country.NO else jobtech.read(jobtech_ad(ad, now()))
        assert isinstance(record, Ad)
        assert (record.title, record.workplaces[0].municipality_code) == (ad.title, ad.workplaces[0].municipality_code)
        assert record.text.split() == ad.text.split()
        assert "Kontakt Person" not in repr(record)


def test_all_pages_are_taken_in_each_ad_once(fake_nav: FakeNav) -> None:
    store = MemoryAds()
    sync(nav_feed(fake_nav), store)
    assert held(store) == {f"nav:{ad.source_id}": ad.title for ad in NORWEGIAN}
    entries = [request.path for request in fake_nav.requests if "feedentry" in request.path]
    assert len(entries) == len(set(entries)) == len(NORWEGIAN)


def test_the_last_page_is_asked_for_with_both_marks_and_nothing_is_read_twice(fake_nav: FakeNav) -> None:
    store = MemoryAds()
    sync(nav_feed(fake_nav), store)
    before = store.generation()
    fake_nav.requests.clear()
    sync(nav_feed(fake_nav), store)
    asked = [request for request in fake_nav.requests if "publicToken" not in request.path]
    assert len(asked) == 1
    assert {"if-none-match", "if-modified-since"} <= asked[0].headers.keys()
    assert store.generation() == before


def test_a_change_a_stop_and_a_mask_arrive(fake_nav: FakeNav) -> None:
    store = MemoryAds()
    sync(nav_feed(fake_nav), store)
    first, second, third = NORWEGIAN[:3]
    fake_nav.publish(replace(first, title="Elkraftingeniør, nå også deltid"), now())
    fake_nav.withdraw(second.source_id, now())
    fake_nav.mask(third.source_id, now())
    sync(nav_feed(fake_nav), store)
    titles = held(store)
    assert titles[f"nav:{first.source_id}"] == "Elkraftingeniør, nå også deltid"
    assert f"nav:{second.source_id}" not in titles
    assert f"nav:{third.source_id}" not in titles


def test_an_ad_that_is_opened_again_comes_back(fake_nav: FakeNav) -> None:
    store = MemoryAds()
    sync(nav_feed(fake_nav), store)
    fake_nav.withdraw(NORWEGIAN[0].source_id, now() - timedelta(seconds=30))
    sync(nav_feed(fake_nav), store)
    fake_nav.publish(NORWEGIAN[0], now() - timedelta(seconds=40))  # in words from before
    sync(nav_feed(fake_nav), store)
    assert f"nav:{NORWEGIAN[0].source_id}" in held(store)


def test_a_public_token_that_changed_is_fetched_anew_and_ones_own_is_refused(fake_nav: FakeNav) -> None:
    store = MemoryAds()
    fake_nav.faults.extend([None, None, Fault.DENIED])
    sync(nav_feed(fake_nav), store)
    assert len(held(store)) == len(NORWEGIAN)
    with pytest.raises(Unavailable) as denied:
        sync(nav_feed(fake_nav, token="eyJmine.x.y"), MemoryAds())  # noqa: S106 - a token of nobody's
    assert denied.value.code == "feed.denied"


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(fake_nav: FakeNav) -> None:
    pause = Clockwork()
    fake_nav.faults.extend([None, Fault.BUSY, Fault.BUSY_UNTIL])
    sync(nav_feed(fake_nav, pause=pause), MemoryAds())
    assert pause.waited[:2] == [1.0, 2.0]


def test_one_that_never_answers_is_told_and_what_came_before_stays(fake_nav: FakeNav) -> None:
    store = MemoryAds()
    fake_nav.faults.extend([*[None] * 6, *[Fault.BROKEN] * TRIES])
    with pytest.raises(Unavailable) as silent:
        sync(nav_feed(fake_nav), store)
    assert silent.value.code == "feed.unreachable"
    assert len(held(store)) == 3  # the first page
    sync(nav_feed(fake_nav), store)
    assert len(held(store)) == len(NORWEGIAN)


def test_the_snapshot_then_windows_of_changes(fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    store = MemoryAds()
    sync(jobtech_feed(fake_jobtech, tmp_path), store)
    assert held(store) == {f"jobtech:{ad.source_id}": ad.title for ad in SWEDISH}
    assert list(tmp_path.iterdir()) == []
    fake_jobtech.publish(replace(SWEDISH[0], title="Elkraftsingenjör, även deltid"), now() - timedelta(seconds=2))
    fake_jobtech.withdraw(SWEDISH[1].source_id, now() - timedelta(seconds=2))
    fake_jobtech.requests.clear()
    sync(jobtech_feed(fake_jobtech, tmp_path), store)
    assert [request.path for request in fake_jobtech.requests] == ["/v2/stream"]
    titles = held(store)
    assert titles[f"jobtech:{SWEDISH[0].source_id}"] == "Elkraftsingenjör, även deltid"
    assert f"jobtech:{SWEDISH[1].source_id}" not in titles


def test_what_nobody_says_is_gone_is_found_missing_a_week_later(fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    store = MemoryAds()
    sync(jobtech_feed(fake_jobtech, tmp_path), store)
    fake_jobtech.forget(SWEDISH[2].source_id)
    sync(jobtech_feed(fake_jobtech, tmp_path), store)
    assert f"jobtech:{SWEDISH[2].source_id}" in held(store)
    feed = jobtech_feed(fake_jobtech, tmp_path)
    import_ads(feed.incoming(store.checkpoint("jobtech"), now() + timedelta(days=8)), ENGINE, store, now())
    assert f"jobtech:{SWEDISH[2].source_id}" not in held(store)
    fake_jobtech.publish(SWEDISH[2], now() - timedelta(seconds=2))  # it was there all along
    import_ads(jobtech_feed(fake_jobtech, tmp_path).incoming(store.checkpoint("jobtech"), now()), ENGINE, store, now())
    assert f"jobtech:{SWEDISH[2].source_id}" in held(store)


def test_a_snapshot_that_is_cut_off_is_gone_on_with_where_it_stopped(fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    store = MemoryAds()
    fake_jobtech.faults.append(Fault.CUT)
    sync(jobtech_feed(fake_jobtech, tmp_path), store)
    whole, rest = [request for request in fake_jobtech.requests if request.path == "/v2/snapshot"]
    assert "range" not in whole.headers
    assert int(rest.headers["range"].removeprefix("bytes=").removesuffix("-")) > 0
    assert len(held(store)) == len(SWEDISH)


def test_taking_in_a_snapshot_goes_on_after_a_kill_without_fetching_it_again(fake_jobtech: FakeJobtech, tmp_path: Path) -> None:
    store = MemoryAds()
    # The first checkpoint and three ads; then the plug is pulled.
    import_ads(first(jobtech_feed(fake_jobtech, tmp_path), store, 4), ENGINE, store, now())
    fake_jobtech.requests.clear()
    sync(jobtech_feed(fake_jobtech, tmp_path), store)
    assert [request.path for request in fake_jobtech.requests] == ["/v2/stream"]
    assert len(held(store)) == len(SWEDISH)


def test_a_source_that_lost_most_of_its_ads_is_not_believed(tmp_path: Path) -> None:
    store = MemoryAds()
    many = [replace(SWEDISH[0], source_id=str(number)) for number in range(150)]
    with FakeJobtech() as fake:
        for ad in many:
            fake.publish(ad, now() - timedelta(hours=1))
        sync(jobtech_feed(fake, tmp_path), store)
        for ad in many[:140]:
            fake.forget(ad.source_id)
        import_ads(jobtech_feed(fake, tmp_path).incoming(store.checkpoint("jobtech"), now() + timedelta(days=8)), ENGINE, store, now())
    assert len(held(store)) == 150
    assert [one.reason for one in store.quarantine()] == ["record.shrunk"]


def test_a_page_that_is_none_is_told(fake_nav: FakeNav, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_nav, "_page", lambda *_: Answer(b'["sorry"]'))
    with pytest.raises(Unavailable) as told:
        sync(nav_feed(fake_nav), MemoryAds())
    assert told.value.code == "feed.unreachable"


def test_a_full_disk_is_told_and_nothing_is_lost(fake_jobtech: FakeJobtech, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, folder = MemoryAds(), tmp_path / "fetched"

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        with pytest.raises(Unavailable) as told:
            sync(jobtech_feed(fake_jobtech, folder), store)
    assert told.value.code == "disk.full"
    sync(jobtech_feed(fake_jobtech, folder), store)
    assert len(held(store)) == len(SWEDISH)


def test_what_is_fetched_is_on_the_disk_before_the_place_reached_is_stored(
    fake_jobtech: FakeJobtech, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_place: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda _: in_place.append((tmp_path / "jobtech-snapshot.jsonl").exists()))
    sync(jobtech_feed(fake_jobtech, tmp_path), MemoryAds())
    assert in_place[:1] == [False]  # else a power cut could leave an empty file of that name, and everything would count as withdrawn


def test_a_field_that_moved_is_told_once_for_all(tmp_path: Path) -> None:
    store = MemoryAds()
    with FakeJobtech() as fake:
        for number in range(60):
            fake.publish(replace(SWEDISH[0], source_id=str(number)), now() - timedelta(hours=1))
            record = fake.record(str(number))
            record["workplace"] = record.pop("workplace_address")
        sync(jobtech_feed(fake, tmp_path), store)
    assert len(held(store)) == 60
    assert [(one.reason, one.detail) for one in store.quarantine()] == [("record.field_moved", "workplace_address")]


@pytest.mark.parametrize("skew", [timedelta(minutes=-20), timedelta(minutes=20)])
def test_a_clock_that_goes_wrong_loses_nothing(skew: timedelta, tmp_path: Path) -> None:
    store = MemoryAds()
    with FakeJobtech(skew=skew) as fake:
        for ad in SWEDISH[:3]:
            fake.publish(ad, fake.now() - timedelta(hours=1))
        sync(jobtech_feed(fake, tmp_path), store)
        fake.publish(SWEDISH[3], fake.now())
        sync(jobtech_feed(fake, tmp_path), store)
        state = json.loads(store.checkpoint("jobtech") or "")
        assert datetime.fromisoformat(state["until"]) <= min(now(), fake.now())
        # What this side's clock does not reach yet comes with a later window.
        later = max(now(), fake.now()) + timedelta(seconds=1)
        import_ads(jobtech_feed(fake, tmp_path).incoming(store.checkpoint("jobtech"), later), ENGINE, store, later)
    assert len(held(store)) == 4


@given(faults=st.lists(st.sampled_from([None, *Fault]), max_size=12), stops=st.lists(st.integers(1, 9), max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bad_days_and_kills_end_in_the_same_state(
    faults: list[Fault | None], stops: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever befalls the answers and wherever it is stopped: in the end the store holds what an undisturbed run gives."""
    folder = tmp_path_factory.mktemp("fetched")
    store = MemoryAds()
    with FakeNav(page_size=3) as norwegian, FakeJobtech() as swedish:
        for minutes, (one, other) in enumerate(zip(NORWEGIAN, SWEDISH, strict=True)):
            norwegian.publish(one, now() - timedelta(hours=2, minutes=-minutes))
            swedish.publish(other, now() - timedelta(hours=2, minutes=-minutes))
        norwegian.withdraw(NORWEGIAN[1].source_id, now() - timedelta(minutes=5))
        swedish.withdraw(SWEDISH[1].source_id, now() - timedelta(minutes=5))
        norwegian.faults.extend(faults)
        swedish.faults.extend(faults)
        feeds: list[Feed] = [nav_feed(norwegian), jobtech_feed(swedish, folder)]
        for feed in feeds:
            for stop in stops:
                taken = first(feed, store, stop)
                import_ads(taken, ENGINE, store, now())
            for _ in range(len(faults) + 1):
                try:
                    sync(feed, store)
                    break
                except Unavailable:
                    continue
    assert held(store) == {
        f"{source}:{ad.source_id}": ad.title for source, ads in (("nav", NORWEGIAN), ("jobtech", SWEDISH)) for ad in ads if ad is not ads[1]
    }
