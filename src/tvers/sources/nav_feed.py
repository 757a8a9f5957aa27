"""NAV's feed of ads, live (pam-stilling-feed): pages of changes, and an entry for each ad.

Source: navikt/pam-stilling-feed, docs/index.markdown and FeedController.kt. A page lists changes, oldest first; the last one grows until it
is full. It is asked for again with both of its marks, since the server looks at the ETag and the date together.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote, urljoin

import httpx

from tvers.ads import AdRecord, Arrival, Checkpoint, Incoming, Withdrawal
from tvers.kernel import Unavailable
from tvers.sources import nav
from tvers.sources._ad_fields import instant_gone
from tvers.sources._fields_seen import FieldsSeen
from tvers.sources._polite import Polite, server_time

URL = "https://pam-stilling-feed.nav.no"
_LONGEST_ACTIVE = timedelta(days=184)
"""An ad is active for at most six months: what is older needs not be asked for."""
_TOKEN = re.compile(r"eyJ[A-Za-z0-9_.-]+")
_ENTRIES_BETWEEN_MARKS = 100
_NOT_CHANGED, _DENIED, _GONE = httpx.codes.NOT_MODIFIED, httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND


@dataclass(frozen=True, slots=True)
class _State:
    """How far the feed has been taken in: the page, its marks once it is read whole, and how many of its items are done."""

    page: str = ""
    etag: str = ""
    modified: str = ""
    done: int = 0

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(nav.SOURCE, json.dumps(asdict(self)))


class NavFeed:
    """The feed, from an address, with a token of one's own or else the public one, which is fetched and changes now and then.

    ``rest_s`` is the least time between two requests; NAV states no limit. ``pause`` waits so many seconds.
    """

    source = nav.SOURCE

    def __init__(self, url: str = URL, token: str = "", *, rest_s: float = 0.02, pause: Callable[[float], None] = time.sleep) -> None:
        self._http = Polite(self.source, rest_s=rest_s, pause=pause)
        self._url = url.rstrip("/")
        self._given = token
        self._token = token
        self._fields = FieldsSeen(self.source, nav.ALWAYS)
        self._seen: dict[str, datetime] = {}  # what this run knows of, with the instant that it knows it as of

    def incoming(self, since: str | None, now: datetime) -> Iterator[Incoming]:
        """What has changed since a state, else in the last six months. Raises `Unavailable`."""
        state = _State(**json.loads(since)) if since else _State()
        self._seen.clear()  # what an earlier run knew may not have been kept
        self._fields = FieldsSeen(self.source, nav.ALWAYS)
        with self._http:
            yield from self._pages(state, now)
            yield from self._fields.report()

    def _pages(self, state: _State, now: datetime) -> Iterator[Incoming]:
        while True:
            page, answer = self._page(state, now)
            if page is None:
                return
            if not isinstance(page, Mapping):
                raise Unavailable("feed.unreachable", source=self.source, reason="no feed page")
            items = [item for item in page.get("items") or () if isinstance(item, Mapping)]
            begun = replace(state, page=str(page.get("id") or state.page), etag="", modified="")
            yield from self._changes(items, begun)
            following = page.get("next_id")
            if following:
                state = _State(page=str(following))
                yield state.checkpoint
                continue
            marks = answer.headers
            yield replace(begun, done=len(items), etag=marks.get("ETag", ""), modified=marks.get("Last-Modified", "")).checkpoint
            return

    def _page(self, state: _State, now: datetime) -> tuple[Any, httpx.Response]:
        if not state.page:
            return self._get("/api/v1/feed", {"If-Modified-Since": format_datetime(now - _LONGEST_ACTIVE, usegmt=True)})
        marks = {"If-None-Match": state.etag, "If-Modified-Since": state.modified} if state.etag and state.modified else {}
        return self._get(f"/api/v1/feed/{quote(state.page, safe='')}", marks)

    def _changes(self, items: list[Mapping[str, Any]], begun: _State) -> Iterator[Incoming]:
        """The items of a page that are not done, of each ad the newest, with a checkpoint now and then."""
        entries = [_entry(item) for item in items]
        newest = {entry.get("uuid"): place for place, entry in enumerate(entries)}
        asked = 0
        for place, entry in enumerate(entries):
            if place < begun.done or newest[entry.get("uuid")] != place:
                continue
            record = self._record(entry)
            if record is not None:
                yield record
                asked += 1
                if asked % _ENTRIES_BETWEEN_MARKS == 0:
                    yield replace(begun, done=place + 1).checkpoint

    def _record(self, entry: Mapping[str, Any]) -> AdRecord | Arrival | None:
        """What has become of an ad, None where this run knows that already: an entry tells how it is now, not how a change left it."""
        uuid = str(entry.get("uuid") or "")
        changed = instant_gone(entry.get("sistEndret"), nav.ZONE)
        if not uuid or (changed and uuid in self._seen and changed <= self._seen[uuid]):
            return None
        if entry.get("status", "ACTIVE") != "ACTIVE":
            if changed:
                self._seen[uuid] = changed
            return Withdrawal(nav.SOURCE, uuid, changed)
        content, answer = self._get(f"/api/v1/feedentry/{quote(uuid, safe='')}", {})
        self._seen[uuid] = server_time(answer)
        if answer.status_code == _GONE:
            return Withdrawal(nav.SOURCE, uuid, changed)
        record = nav.arrive(content)
        if isinstance(record, Arrival):
            self._fields.look(nav.content_of(content))
        return replace(record, as_of=server_time(answer)) if isinstance(record, Arrival) else record

    def _get(self, path: str, headers: Mapping[str, str]) -> tuple[Any, httpx.Response]:
        """What stands at a path, None where it has not changed or is gone. A public token that no longer holds is fetched anew, once."""
        for fresh in (False, True):
            answer: httpx.Response
            content, answer = self._http.get_json(
                urljoin(self._url, path), {"Authorization": f"Bearer {self._bearer(fresh=fresh)}", **headers}
            )
            if answer.status_code != _DENIED:
                if answer.status_code == _GONE and "feedentry" not in path:
                    raise Unavailable("feed.refused", source=self.source, status=int(_GONE))
                return content, answer
        raise Unavailable("feed.denied", source=self.source, setting="TVERS_NAV_TOKEN")

    def _bearer(self, *, fresh: bool) -> str:
        if self._given and fresh:
            raise Unavailable("feed.denied", source=self.source, setting="TVERS_NAV_TOKEN")
        if fresh or not self._token:
            found = _TOKEN.search(self._http.get(f"{self._url}/api/publicToken").text)
            if found is None:
                raise Unavailable("feed.denied", source=self.source, setting="TVERS_NAV_TOKEN")
            self._token = found.group()
        return self._token


def _entry(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an item of a page says of its ad."""
    found = item.get("_feed_entry")
    return found if isinstance(found, Mapping) else {"uuid": item.get("id"), "sistEndret": item.get("date_modified")}
