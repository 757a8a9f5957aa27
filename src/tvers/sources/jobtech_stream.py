"""Arbetsförmedlingen's stream of ads, live (JobStream v2): a snapshot of all there are, then windows of what has changed.

Source: JobTech's guide to JobStream. Neither can be gone on with in the middle once it is cut off, so both are fetched into a file first.
"""

import json
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tvers.ads import AdRecord, Arrival, Checkpoint, Incoming, Inventory
from tvers.kernel import CannotRead, disk_translated
from tvers.sources import jobtech
from tvers.sources._ad_fields import Broken, set_aside
from tvers.sources._fields_seen import FieldsSeen
from tvers.sources._jsonl import check_jsonl, jsonl_records
from tvers.sources._polite import Polite

URL = "https://jobstream.api.jobtechdev.se"
_OVERLAP = timedelta(minutes=5)
_WINDOW = timedelta(hours=12)
_WHOLE_AGAIN = timedelta(days=7)
"""So often everything is fetched again and what is no longer there withdrawn, in case a removal was missed."""
_KEPT_REMOVALS = timedelta(days=60)
"""The server keeps removals for 90 days: after a longer pause the stream does not tell all that went."""
_LINES_BETWEEN_MARKS = 1000
_ZONE = ZoneInfo(jobtech.ZONE)
_JSONL = {"Accept": "application/jsonl"}


@dataclass(frozen=True, slots=True)
class _State:
    """How far the stream has been taken in, instants as ISO 8601 in UTC.

    ``until`` is how far the changes reach, ``whole`` when the last whole snapshot was begun. While one is taken in, ``taking`` is when it
    was begun and ``line`` how many of its lines are done.
    """

    until: str = ""
    whole: str = ""
    taking: str = ""
    line: int = 0

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(jobtech.SOURCE, json.dumps(asdict(self)))


class JobtechFeed:
    """The stream, from an address; ``folder`` is where what is fetched lies until it is taken in.

    ``rest_s`` is the least time between two requests; JobTech's guide asks for one request a minute. ``pause`` waits so many seconds.
    """

    source = jobtech.SOURCE

    def __init__(self, folder: Path, url: str = URL, *, rest_s: float = 60, pause: Callable[[float], None] = time.sleep) -> None:
        self._http = Polite(self.source, rest_s=rest_s, pause=pause)
        self._fields = FieldsSeen(self.source, jobtech.ALWAYS)
        self._url = url.rstrip("/")
        self._folder = folder

    def incoming(self, since: str | None, now: datetime) -> Iterator[Incoming]:
        """What has changed since a state, else everything there is. Raises `Unavailable`."""
        state = _State(**json.loads(since)) if since else _State()
        self._fields = FieldsSeen(self.source, jobtech.ALWAYS)
        with self._http:
            if state.taking or self._needs_whole(state, now):
                state = yield from self._whole(state, now)
            yield from self._windows(state, now)
            yield from self._fields.report()

    def _needs_whole(self, state: _State, now: datetime) -> bool:
        if not state.whole or not state.until:
            return True
        return now - datetime.fromisoformat(state.whole) >= _WHOLE_AGAIN or now - datetime.fromisoformat(state.until) >= _KEPT_REMOVALS

    def _whole(self, state: _State, now: datetime) -> Generator[Incoming, None, _State]:
        """Everything there is; what is stored beside it was withdrawn."""
        path = self._folder / "jobtech-snapshot.jsonl"
        if not (state.taking and path.exists()):
            path.unlink(missing_ok=True)
            began = self._fetch("/v2/snapshot", {}, path, _checked_whole)
            state = replace(state, taking=min(began, now).isoformat(), line=0)
            yield state.checkpoint
        began = datetime.fromisoformat(state.taking)
        ids = set()
        for number, raw in enumerate(jsonl_records(path), start=1):
            record = self._arrive(raw, began)
            ids.add(f"{record.source}:{record.source_id}")
            if number > state.line:
                yield record
                if number % _LINES_BETWEEN_MARKS == 0:
                    yield replace(state, line=number).checkpoint
        yield Inventory(self.source, frozenset(ids), began - _OVERLAP)
        state = _State(until=began.isoformat(), whole=began.isoformat())
        yield state.checkpoint
        path.unlink(missing_ok=True)
        return state

    def _windows(self, state: _State, now: datetime) -> Iterator[Incoming]:
        """What has changed since, in windows that overlap a little."""
        path = self._folder / "jobtech-changes.jsonl"
        reached = datetime.fromisoformat(state.until)
        while True:
            start, end = reached - _OVERLAP, min(reached + _WINDOW, now)
            path.unlink(missing_ok=True)
            served = self._fetch("/v2/stream", {"updated-after": _local(start), "updated-before": _local(end, later=True)}, path, _checked)
            for raw in jsonl_records(path):
                yield self._arrive(raw, served)
            # Where the two clocks differ the earlier one tells what the answer can have held.
            reached = max(reached, min(end, served))
            state = replace(state, until=reached.isoformat())
            yield state.checkpoint
            path.unlink(missing_ok=True)
            if end >= now or served < end:
                return

    def _fetch(self, path: str, params: dict[str, str], into: Path, check: Callable[[Path], None]) -> datetime:
        with disk_translated(str(self._folder)):
            self._folder.mkdir(parents=True, exist_ok=True)
            return self._http.download(f"{self._url}{path}", into, _JSONL, params, check)

    def _arrive(self, raw: object, as_of: datetime) -> AdRecord | Arrival:
        if isinstance(raw, Broken):
            return set_aside(jobtech.SOURCE, raw)
        record = jobtech.arrive(raw)
        if isinstance(record, Arrival):
            self._fields.look(raw)
            return replace(record, as_of=as_of)
        return record


def _checked(path: Path) -> None:
    """Raises `ValueError` where what was fetched is not lines of JSON to the last; where nothing has changed it is empty."""
    if path.stat().st_size:
        _checked_whole(path)


def _checked_whole(path: Path) -> None:
    try:
        check_jsonl(path)
    except CannotRead as error:
        raise ValueError(error.code) from error


def _local(instant: datetime, *, later: bool = False) -> str:
    """An instant as the server writes it: Swedish local time. Of an hour that comes twice a year the reading that leaves nothing out."""
    local = instant.astimezone(_ZONE)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        local += timedelta(hours=1) if later else timedelta(hours=-1)
    return local.replace(tzinfo=None, microsecond=0).isoformat()
