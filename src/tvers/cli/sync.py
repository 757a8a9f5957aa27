"""`tvers sync`: take in what is new in the feeds."""

import time
from typing import Annotated

import typer

from tvers.bootstrap import feeds, read_settings, sync_feed
from tvers.cli._output import JsonOption, console, line, linking_services, print_json, progress, reader_language, within
from tvers.kernel import Language, Unavailable, WrongUse
from tvers.services import ImportReport
from tvers.words import import_as_json, say, sentence

_MOST_MINUTES = 24 * 60


def sync(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="nav or jobtech. Default: both.")] = None,
    every: Annotated[int, typer.Option(metavar="MINUTES", help="Go on, with so many minutes in between, until stopped.")] = 0,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Fetch what is new. Can be stopped at any time, also by pulling the plug: the next run goes on where it was."""
    within("--every", every, 0, _MOST_MINUTES)
    known = feeds(read_settings())
    language = reader_language("")
    for name in sources or ():
        if name not in known:
            raise WrongUse("feed.unknown", name=name, known=", ".join(known))
    linking_services()
    while True:
        done = {name: _one(name, language) for name in dict.fromkeys(sources or known)}
        _show(done, language, as_json=as_json)
        if not every:
            break
        time.sleep(every * 60)
    if not all(isinstance(report, ImportReport) for report in done.values()):
        raise typer.Exit(1)


def _one(name: str, language: Language) -> ImportReport | Unavailable:
    """One feed, taken in; that one does not answer must not keep the others from being asked."""
    with progress(language) as told:
        try:
            return sync_feed(name, read_settings(), told)
        except Unavailable as error:
            return error


def _show(done: dict[str, ImportReport | Unavailable], language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                name: import_as_json(one) if isinstance(one, ImportReport) else {"error": one.code, "title": sentence(one, language)}
                for name, one in done.items()
            }
        )
        return
    for name, one in done.items():
        told = say("cli.import.done", language, **import_as_json(one)) if isinstance(one, ImportReport) else sentence(one, language)
        line(f"{name}: {told}", style="" if isinstance(one, ImportReport) else "red" if console.is_terminal else "")
