"""The program `tvers`: its commands put together, errors told in the reader's language."""

import sys

import typer
from rich.console import Console

from tvers.bootstrap import read_settings
from tvers.cli import ads, bench, link, match, serve, taxonomy
from tvers.kernel import TversError, WrongUse
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
app.command("serve")(serve.serve)


def main() -> None:
    """Run a command; what could not be done is one clear line on standard error."""
    try:
        app()
    except TversError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(sentence(error, read_settings().language), markup=False)
        sys.exit(2 if isinstance(error, WrongUse) else 1)
    except BrokenPipeError:
        sys.exit(1)
