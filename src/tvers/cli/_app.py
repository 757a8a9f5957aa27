"""The program `tvers`: its commands put together, errors told in the reader's language."""

import sys

import typer
from rich.console import Console

from tvers.bootstrap import read_settings
from tvers.cli import ads, bench, link, match, pay, serve, sync, taxonomy, upkeep
from tvers.kernel import READER_LANGUAGES, Language, TversError, WrongUse, as_language
from tvers.words import sentence

app = typer.Typer(
    name="tvers",
    help="One labour market out of two: explained, ranked jobs across the Norway-Sweden border.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(taxonomy.app, name="taxonomy")
app.add_typer(ads.app, name="ads")
app.add_typer(bench.app, name="bench")
app.command("match")(match.match)
app.command("link")(link.link)
app.command("pay")(pay.pay)
app.command("sync")(sync.sync)
app.command("serve")(serve.serve)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore_)
app.command("doctor")(upkeep.doctor)


def main() -> None:
    """Run a command; what could not be done is one clear line on standard error, in the language that the command was given."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        _tell_usage(error)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(130)
    except TversError as error:
        _tell(error)
        sys.exit(2 if isinstance(error, WrongUse) else 1)
    except BrokenPipeError:
        sys.exit(1)


def _tell(error: TversError) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence(error, _language()), markup=False)


def _language() -> Language:
    """The language after ``--lang``, else the setting's."""
    words = [part for word in sys.argv[1:] for part in word.split("=", 1)]
    asked = as_language(words[words.index("--lang") + 1]) if "--lang" in words[:-1] else None
    return asked if asked in READER_LANGUAGES else read_settings().language


def _tell_usage(error: typer.TyperException) -> None:
    """What the words on the command line lack, in Typer's own words within a sentence of ours; several lines are the help that it shows."""
    reason = error.format_message()
    if "\n" in reason:
        Console(stderr=True, highlight=False).print(reason, markup=False)
        return
    context = getattr(error, "ctx", None)
    _tell(WrongUse("usage.other", reason=reason, command=context.command_path if context else "tvers"))
