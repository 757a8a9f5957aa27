"""A server that speaks as NAV's feed does (navikt/pam-stilling-feed): pages of changes, entries, both marks, a token that changes."""

import hashlib
import json
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from tvers.ads import Ad
from tvers.sources.fakes._server import Answer, CutAt, FakeServer, Fault, Request
from tvers.sources.fakes._wire import nav_entry

_PUBLIC = "Current public token for Nav Job Vacancy Feed:\n"


class FakeNav(FakeServer):
    """Holds changes in order. The last item of a page comes again as the first of the next, as the real server does it."""

    def __init__(self, *, page_size: int = 1000, skew: timedelta = timedelta()) -> None:
        super().__init__(skew=skew)
        self.page_size = page_size
        self.token = "eyJfirst.x.y"  # noqa: S105 - a token of nobody's
        self._changes: list[tuple[str, str, datetime]] = []  # id, status and instant
        self._entries: dict[str, dict[str, Any]] = {}

    def publish(self, ad: Ad, at: datetime) -> None:
        """An ad is new or changed."""
        self._entries[ad.source_id] = nav_entry(ad, at)
        self._changes.append((ad.source_id, "ACTIVE", at))

    def withdraw(self, source_id: str, at: datetime) -> None:
        """An ad is stopped: its content is gone and its title masked."""
        self._entries[source_id] = {"uuid": source_id, "sistEndret": at.isoformat(), "status": "INACTIVE"}
        self._changes.append((source_id, "INACTIVE", at))

    def mask(self, source_id: str, at: datetime) -> None:
        """An ad is masked, though it is called active still."""
        self._entries[source_id]["ad_content"] |= {"title": "...", "description": "", "employer": None}
        self._changes.append((source_id, "ACTIVE", at))

    def answer(self, request: Request) -> Answer:
        """A page, an entry or the public token."""
        if request.path == "/api/publicToken":
            return Answer(f"{_PUBLIC}{self.token}".encode(), headers={"Content-Type": "text/plain"})
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return Answer(status=401)
        *_, kind, name = ("", *request.path.strip("/").split("/"))
        if kind == "feedentry":
            entry = self._entries.get(name)
            return _json(entry) if entry else Answer(status=404)
        return self._page(request, 0 if name == "feed" else self._number(name))

    def _number(self, name: str) -> int:
        return int(name.removeprefix("page-"))

    def _page(self, request: Request, number: int) -> Answer:
        first = 0
        since = request.headers.get("if-modified-since")
        if request.path.endswith("/feed") and since:
            after = parsedate_to_datetime(since)
            older = sum(at < after for *_, at in self._changes)
            number = max(0, min(older, len(self._changes) - 1)) // self.page_size
        first = number * self.page_size
        # One more than a page before: the server repeats the last item of the page before.
        changes = self._changes[max(0, first - 1) : first + self.page_size]
        last = first + self.page_size >= len(self._changes)
        page = {
            "version": "1.0",
            "title": "Stillingsfeed",
            "id": f"page-{number}",
            "next_id": None if last else f"page-{number + 1}",
            "next_url": None if last else f"/api/v1/feed/page-{number + 1}",
            "items": [self._item(*change) for change in changes],
        }
        modified = format_datetime((changes[-1][2] if changes else self.now()).replace(microsecond=0), usegmt=True)
        etag = f'"{hashlib.blake2b(json.dumps(page).encode(), digest_size=8).hexdigest()}"'
        if request.headers.get("if-none-match") == etag and since == modified:
            return Answer(status=304, headers={"ETag": etag, "Last-Modified": modified})
        return _json(page, {"ETag": etag, "Last-Modified": modified})

    def _item(self, source_id: str, status: str, at: datetime) -> dict[str, Any]:
        content = self._entries[source_id].get("ad_content") or {}
        title = content.get("title", "...") if status == "ACTIVE" else "..."
        entry = {"uuid": source_id, "status": status, "title": title, "businessName": "", "municipal": "?", "sistEndret": at.isoformat()}
        return {"id": source_id, "url": f"/api/v1/feedentry/{source_id}", "title": "Stillingsannonse", "_feed_entry": entry}

    def _spoiled(self, fault: Fault | CutAt | None, request: Request) -> Answer:
        if fault is Fault.DENIED:
            self.token = f"{self.token}z"  # it changes irregularly
        return super()._spoiled(None if fault is Fault.DENIED else fault, request)


def _json(shape: Any, headers: dict[str, str] | None = None) -> Answer:
    return Answer(json.dumps(shape, ensure_ascii=False).encode(), headers={"Content-Type": "application/json", **(headers or {})})
