"""A server that speaks as JobStream v2 does: a snapshot as JSONL that can be gone on with by its mark, windows of changes, removals."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tvers.ads import Ad
from tvers.sources.fakes._server import Answer, FakeServer, Request
from tvers.sources.fakes._wire import jobtech_ad

_ZONE = ZoneInfo("Europe/Stockholm")


class FakeJobtech(FakeServer):
    """Holds the ads as they are now, each with when it changed last, and the removals."""

    def __init__(self, *, skew: timedelta = timedelta()) -> None:
        super().__init__(skew=skew)
        self._records: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def publish(self, ad: Ad, at: datetime) -> None:
        """An ad is new or changed."""
        self._records[ad.source_id] = (at, jobtech_ad(ad, at))

    def withdraw(self, source_id: str, at: datetime) -> None:
        """An ad is removed."""
        local = at.astimezone(_ZONE).replace(tzinfo=None, microsecond=0).isoformat()
        gone = {"id": source_id, "removed": True, "removed_date": local, "occupation": None, "municipality": None, "country": None}
        self._records[source_id] = (at, gone)

    def forget(self, source_id: str) -> None:
        """An ad is gone and nobody says so."""
        self._records.pop(source_id, None)

    def record(self, source_id: str) -> dict[str, Any]:
        """What is sent of an ad; to be changed where a format changes."""
        return self._records[source_id][1]

    def answer(self, request: Request) -> Answer:
        """The snapshot or a window."""
        if request.path == "/v2/snapshot":
            return self._snapshot(request)
        if request.path == "/v2/stream":
            after = _instant(request.query["updated-after"])
            before = _instant(request.query.get("updated-before", "9999-01-01T00:00:00"))
            return _lines([record for at, record in self._records.values() if after <= at <= before and at <= self.now()])
        return Answer(status=404)

    def _snapshot(self, request: Request) -> Answer:
        whole = _lines([record for _, record in self._records.values() if not record["removed"]])
        etag = f'"{hashlib.blake2b(whole.body, digest_size=8).hexdigest()}"'
        begin = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        if begin and request.headers.get("if-range") == etag:
            start = int(begin[1])
            if start >= len(whole.body):
                return Answer(status=416)
            return Answer(
                whole.body[start:], 206, {"ETag": etag, "Content-Range": f"bytes {start}-{len(whole.body) - 1}/{len(whole.body)}"}
            )
        return Answer(whole.body, headers={**whole.headers, "ETag": etag, "Accept-Ranges": "bytes"})


def _lines(records: list[dict[str, Any]]) -> Answer:
    body = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    return Answer(body.encode(), headers={"Content-Type": "application/jsonl"})


def _instant(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=_ZONE).astimezone(UTC)
