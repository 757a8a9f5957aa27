"""Asking other people's servers politely: one request at a time, not too often, again after a while where they are busy or cut off."""

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_random_exponential

from tvers.kernel import Unavailable

TRIES = 6
_LONGEST_WAIT_S = 120
_LONGEST_ASKED_S = 900
"""A server that asks for a longer pause than this is left alone until the next time."""
_AGENT = "Tvers"
_TIMEOUT = httpx.Timeout(30, read=120)
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_Answer = TypeVar("_Answer")
_jittered = wait_random_exponential(multiplier=1, max=_LONGEST_WAIT_S)


class _AgainError(Exception):
    """A request that is worth another try. ``after_s`` is how long the server asks to wait, None where it does not say."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after_s = after_s


class Polite:
    """A client for one source, open as a context. ``rest_s`` is the least time between two requests, ``pause`` waits so many seconds."""

    def __init__(self, source: str, *, rest_s: float = 0, pause: Callable[[float], None] = time.sleep) -> None:
        self._source = source
        self._rest_s = rest_s
        self._pause = pause
        self._opened: httpx.Client | None = None
        self._last: float | None = None

    def __enter__(self) -> Self:
        """Keep connections from here on."""
        self._opened = httpx.Client(timeout=_TIMEOUT, follow_redirects=True, headers={"User-Agent": _AGENT})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close them."""
        if self._opened:
            self._opened.close()
        self._opened = None

    @property
    def _client(self) -> httpx.Client:
        if self._opened is None:
            raise RuntimeError("asked outside of its context")
        return self._opened

    def get(self, url: str, headers: Mapping[str, str] | None = None, params: Mapping[str, str] | None = None) -> httpx.Response:
        """An answer, whole: 200, 304, 401 or 404.

        Raises:
            Unavailable: the server does not answer (``feed.unreachable``) or says no (``feed.refused``), after `TRIES` tries.
        """
        return self._trying(lambda: self._asked(url, headers or {}, params or {}))

    def get_json(self, url: str, headers: Mapping[str, str] | None = None) -> tuple[Any, httpx.Response]:
        """An answer and what it holds, None where it holds nothing (304, 401, 404). JSON that is cut off is asked for again."""

        def ask() -> tuple[Any, httpx.Response]:
            answer = self._asked(url, headers or {}, {})
            if not answer.is_success:
                return None, answer
            try:
                return json.loads(answer.content), answer
            except ValueError as error:
                raise _AgainError(f"no JSON: {error}") from error

        return self._trying(ask)

    def download(
        self, url: str, path: Path, headers: Mapping[str, str], params: Mapping[str, str], check: Callable[[Path], None]
    ) -> datetime:
        """Fetch into a file, going on where an earlier try was cut off if the server can; the server's own time when it answered.

        ``path`` is there only once the whole is there and ``check`` has found nothing to say against it, by raising `ValueError`.
        """
        return self._trying(lambda: self._fetched(url, path, headers, params, check))

    def _trying(self, ask: Callable[[], _Answer]) -> _Answer:
        retrying = Retrying(
            retry=retry_if_exception_type(_AgainError), wait=_wait, stop=stop_after_attempt(TRIES), sleep=self._pause, reraise=True
        )
        try:
            return retrying(ask)
        except _AgainError as error:
            raise Unavailable("feed.unreachable", source=self._source, reason=error.reason) from error

    def _asked(self, url: str, headers: Mapping[str, str], params: Mapping[str, str]) -> httpx.Response:
        self._take_turn()
        try:
            answer = self._client.get(url, headers=dict(headers), params=dict(params) or None)
        except httpx.HTTPError as error:
            raise _AgainError(_said(error)) from error
        self._judge(answer)
        return answer

    def _fetched(
        self, url: str, path: Path, headers: Mapping[str, str], params: Mapping[str, str], check: Callable[[Path], None]
    ) -> datetime:
        part, note = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.etag")
        asked = dict(headers)
        if part.exists() and note.exists():
            asked |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": note.read_text("utf-8")}
        self._take_turn()
        try:
            with self._client.stream("GET", url, headers=asked, params=dict(params) or None) as answer:
                if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    part.unlink(missing_ok=True)
                    raise _AgainError("HTTP 416")
                self._judge(answer)
                if not answer.is_success:
                    raise Unavailable("feed.refused", source=self._source, status=answer.status_code)
                goes_on = answer.status_code == httpx.codes.PARTIAL_CONTENT
                note.unlink(missing_ok=True)
                with part.open("ab" if goes_on else "wb") as file:
                    if answer.headers.get("ETag") and not answer.headers["ETag"].startswith("W/"):
                        note.write_text(answer.headers["ETag"], "utf-8")
                    for chunk in answer.iter_bytes():
                        file.write(chunk)
                    file.flush()
                    os.fsync(file.fileno())  # the place reached is stored next, and must not outlive what it speaks of
                at = server_time(answer)
        except httpx.HTTPError as error:
            raise _AgainError(_said(error)) from error
        try:
            check(part)
        except ValueError as error:
            part.unlink()
            note.unlink(missing_ok=True)
            raise _AgainError(str(error)) from error
        part.replace(path)
        note.unlink(missing_ok=True)
        return at

    def _judge(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status in _BUSY:
            after_s = _asked_for(answer)
            if after_s is not None and after_s > _LONGEST_ASKED_S:
                raise Unavailable("feed.busy", source=self._source, minutes=round(after_s / 60))
            raise _AgainError(f"HTTP {status}", after_s)
        if not answer.is_success and status not in (304, 401, 404):
            raise Unavailable("feed.refused", source=self._source, status=status)

    def _take_turn(self) -> None:
        now = time.monotonic()
        if self._last is not None and now - self._last < self._rest_s:
            self._pause(self._rest_s - (now - self._last))
        self._last = time.monotonic()


def server_time(answer: httpx.Response) -> datetime:
    """When the server says that it answered: its clock, not ours, tells what it knew. Ours where it does not say."""
    try:
        return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (KeyError, ValueError, TypeError):
        return datetime.now(UTC)


def _asked_for(answer: httpx.Response) -> float | None:
    """How long a busy server asks to wait, in seconds: a number, or an instant on its own clock."""
    given = answer.headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        return max(0.0, (parsedate_to_datetime(given).astimezone(UTC) - server_time(answer)).total_seconds())
    except (ValueError, TypeError):
        return None


def _wait(state: RetryCallState) -> float:
    fault = state.outcome.exception() if state.outcome else None
    asked = fault.after_s if isinstance(fault, _AgainError) else None
    return asked if asked is not None else _jittered(state)


def _said(error: httpx.HTTPError) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
