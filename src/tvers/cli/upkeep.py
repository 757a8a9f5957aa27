"""`tvers backup`, `tvers restore`, `tvers doctor`: looking after an installation."""

from pathlib import Path
from typing import Annotated

import typer

from tvers.bootstrap import back_up, examine, read_settings, restore
from tvers.cli._output import JsonOption, line, print_json, reader_language, the_services
from tvers.words import say


def backup(file: Annotated[Path, typer.Argument(help="Where to save it; must not be there yet.")]) -> None:
    """Save ads, taxonomies and how far the feeds are taken in as one file, for any kind of database. The secret key is left out."""
    counts = back_up(file)
    line(say("cli.backup.done", reader_language(""), ads=the_services().ad_count(), concepts=counts["ConceptRow"], file=str(file)))


def restore_(file: Annotated[Path, typer.Argument(help="A file that tvers backup made.")]) -> None:
    """Put a backup in place of what is here, all of it or nothing. What is here is saved first, in the folder backups of TVERS_HOME."""
    counts, before = restore(file, read_settings())
    line(say("cli.restore.done", reader_language(""), ads=the_services().ad_count(), concepts=counts["ConceptRow"], before=str(before)))


def doctor(as_json: JsonOption = False) -> None:  # noqa: FBT002 - a switch on the command line
    """Look at whether all is well: folder, database, market, feeds, key. Exits with 1 where somebody should act."""
    language = reader_language("")
    findings = examine(read_settings())
    if as_json:
        print_json(
            [
                {"code": one.code, "well": one.well, "text": say(one.code, language, **dict(one.fields)), **dict(one.fields)}
                for one in findings
            ]
        )
    else:
        for one in findings:
            line(f"{'+' if one.well else '−'} {say(one.code, language, **dict(one.fields))}")
    if not all(one.well for one in findings):
        raise typer.Exit(1)
