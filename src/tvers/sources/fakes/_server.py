"""A server on loopback whose answers can be spoiled."""

import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase, BytesIO
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import parse_qsl, urlsplit


class Fault(StrEnum):
    """What may befall one answer."""

    BUSY = "busy"
    """429 with a number of seconds to wait."""
    BUSY_UNTIL = "busy_until"
    """503 with an instant, by the server's own clock."""
    BROKEN = "broken"
    """500."""
    CUT = "cut"
    """The connection ends before the announced length."""
    CUT_CLEANLY = "cut_cleanly"
    """The answer ends in the middle as if it were whole."""
    WRONG_ENCODING = "wrong_encoding"
    """Latin-1 where UTF-8 is promised."""
    WEB_PAGE = "web_page"
    """A page that says sorry, with status 200."""
    DENIED = "denied"
    """401: the token has changed."""


@dataclass(frozen=True, slots=True)
class CutAt:
    """The connection ends after so many bytes of an answer; ``where`` finds the place in status line, headers and body as sent."""

    where: Callable[[bytes], int]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: path, query and headers, the names in lower case."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away, as one that was stopped does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class FakeServer:
    """Serves `answer` while its context is open. ``faults`` spoil the next answers, one each; ``skew`` puts the server's clock ahead."""

    def __init__(self, *, skew: timedelta = timedelta()) -> None:
        self.faults: deque[Fault | CutAt | None] = deque()
        self.requests: list[Request] = []
        self.skew = skew
        self._server: _Server | None = None

    def answer(self, request: Request) -> Answer:
        """What an undisturbed server says."""
        raise NotImplementedError

    def now(self) -> datetime:
        """The server's clock."""
        return datetime.now(UTC) + self.skew

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self._server is not None  # noqa: S101 - asked for outside its context: a mistake of the programmer
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Start on a free port."""
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # headers and body are two writes, and the second would wait for the receipt of the first

            def do_GET(self) -> None:
                fake._serve(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        request = Request(parts.path, dict(parse_qsl(parts.query)), {name.lower(): value for name, value in handler.headers.items()})
        self.requests.append(request)
        fault = self.faults.popleft() if self.faults else None
        answer = self._spoiled(fault, request)
        wire, buffer = handler.wfile, BytesIO()
        if isinstance(fault, CutAt):
            handler.wfile = cast("BufferedIOBase", buffer)
        handler.send_response_only(answer.status)
        handler.send_header("Date", format_datetime(self.now(), usegmt=True))
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.status != 304:  # noqa: PLR2004 - not modified: no body
            handler.send_header("Content-Length", str(len(answer.body)))
        if fault is Fault.CUT:
            handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(answer.body[: len(answer.body) // 2] if fault is Fault.CUT else answer.body)
        if isinstance(fault, CutAt):
            whole = buffer.getvalue()
            wire.write(whole[: fault.where(whole)])
            handler.wfile = wire
        if fault is Fault.CUT or isinstance(fault, CutAt):
            handler.close_connection = True

    def _spoiled(self, fault: Fault | CutAt | None, request: Request) -> Answer:
        if fault is Fault.BUSY:
            return Answer(status=429, headers={"Retry-After": "1"})
        if fault is Fault.BUSY_UNTIL:
            return Answer(status=503, headers={"Retry-After": format_datetime(self.now() + timedelta(seconds=2), usegmt=True)})
        if fault is Fault.BROKEN:
            return Answer(b"sorry", status=500)
        if fault is Fault.DENIED:
            return Answer(status=401)
        answer = self.answer(request)
        if answer.status != 200 or fault is None:  # noqa: PLR2004 - only what was well can be spoiled
            return answer
        if fault is Fault.WEB_PAGE:
            return Answer(b"<!doctype html><title>Maintenance</title>", headers={"Content-Type": "text/html"})
        if fault is Fault.WRONG_ENCODING:
            return Answer(answer.body.decode().encode("latin-1", "replace"), headers=answer.headers)
        return Answer(answer.body[: len(answer.body) // 2], headers=answer.headers) if fault is Fault.CUT_CLEANLY else answer
