"""`tvers serve`: the site and the API."""

import logging
from contextlib import AbstractContextManager, nullcontext
from typing import Annotated

import typer

from tvers import __version__
from tvers.bootstrap import demo_feeds, logged, market_kept_fresh, read_settings
from tvers.cli._output import line, linking_services, reader_language, within
from tvers.kernel import Unavailable
from tvers.services import ImportReport
from tvers.words import import_as_json, say

_log = logging.getLogger(__name__)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    threads: Annotated[int, typer.Option(help="Requests answered at the same time, at most 64.")] = 4,
    demo: Annotated[  # noqa: FBT002 - a switch on the command line
        bool,
        typer.Option("--demo-feeds", help="Show the whole loop without a network: feeds on this machine, an installation that goes away."),
    ] = False,
) -> None:
    """Serve the site and the API; Ctrl-C stops it."""
    within("--port", port, 1, 65535)
    within("--threads", threads, 1, 64)
    with _demo() if demo else nullcontext():
        _serve(host, port, threads)


def _demo() -> AbstractContextManager[None]:
    language = reader_language("")

    def told(name: str, report: ImportReport) -> None:
        line(f"{name}: {say('cli.import.done', language, **import_as_json(report))}")

    return demo_feeds(told)


def _serve(host: str, port: int, threads: int) -> None:
    try:
        import waitress  # noqa: PLC0415 - the extra `web` may not be installed

        from tvers.bootstrap.wsgi import application  # noqa: PLC0415 - the same
    except ModuleNotFoundError as missing:
        raise Unavailable("extra.missing", extra="web", install="pip install 'tvers[web]'") from missing
    linking_services().snapshot()
    try:
        server = waitress.create_server(application, host=host, port=port, threads=threads)
    except OSError as taken:
        raise Unavailable("serve.port_taken", host=host, port=port) from taken
    line(say("cli.serve.ready", reader_language(""), address=f"http://{host}:{port}"))
    _log.setLevel(logging.INFO)
    with logged(read_settings().home, f"serve-{port}"), market_kept_fresh():
        _log.info("serving on %s:%d, version %s", host, port, __version__)
        server.run()
        _log.info("stopped")
