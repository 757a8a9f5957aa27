"""What the commands share: the services, the language, printing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tvers.bootstrap import read_settings, services
from tvers.kernel import READER_LANGUAGES, Language, WrongUse, as_language
from tvers.services import Services
from tvers.services.ports import Progress as ProgressPort
from tvers.words import say, sentence

JsonOption = Annotated[bool, typer.Option("--json", help="Print what the API returns.")]
LanguageOption = Annotated[
    str, typer.Option("--lang", help="Language of the answer: nb, nn, sv or en. Default: TVERS_LANGUAGE or the system's.")
]

console = Console(highlight=False, soft_wrap=True)


def the_services() -> Services:
    """The use cases of this installation."""
    return services()


def linking_services() -> Services:
    """The use cases for what links phrases; says on standard error where that is done worse than it could be."""
    found = the_services()
    fault = found.engine.encoder_fault
    if fault:
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            say("cli.link.as_written", reader_language(""), reason=sentence(fault, reader_language(""))), style="yellow", markup=False
        )
    return found


def reader_language(tag: str) -> Language:
    """The language asked for, else the setting's. Raises `WrongUse` for one that the product does not speak."""
    if not tag:
        return read_settings().language
    language = as_language(tag)
    if language not in READER_LANGUAGES:
        raise WrongUse("language.unknown", value=tag)
    return language


def read_day(text: str) -> date | None:
    """A day given as YYYY-MM-DD, None for none. Raises `WrongUse`."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse("date.not_iso", value=text) from None


def print_json(shape: Any) -> None:
    """JSON on standard output, readable on a terminal."""
    print(json.dumps(shape, ensure_ascii=False, indent=2 if console.is_terminal else None))  # noqa: T201 - the answer itself


def line(text: str = "", *, style: str = "") -> None:
    """One line of text, never read as markup."""
    console.print(text, style=style or None, markup=False)


def within(name: str, value: int, least: int, most: int) -> int:
    """A number that an option was given. Raises `WrongUse` outside ``least`` to ``most``."""
    if not least <= value <= most:
        raise WrongUse("usage.range", name=name, least=least, most=most)
    return value


@contextmanager
def progress(language: Language) -> Iterator[ProgressPort | None]:
    """Shows how far long work has come on a terminal, nothing on a pipe."""
    if not console.is_terminal:
        yield None
        return
    with Progress(SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"), TimeElapsedColumn(), transient=True) as bar:
        task = bar.add_task(say("cli.progress", language))
        yield lambda done: bar.update(task, completed=done)
