"""The page of commands, rendered from commands of this test's own."""

from typing import Annotated

import pytest
import typer
from tools import cli_reference


@pytest.fixture
def given_page() -> str:
    app, ads = typer.Typer(), typer.Typer(help="Ads.")
    app.add_typer(ads, name="ads")

    @app.command()
    def serve(port: Annotated[int, typer.Option(help="Where to listen.", envvar="PORT")] = 8000) -> None:
        """Start the site."""

    @ads.command("import")
    def import_(file: Annotated[str, typer.Argument(help="A file | folder.")]) -> None:
        """Read ads."""

    @ads.command(hidden=True)
    def secret() -> None:
        """For tests."""

    return cli_reference.render(typer.main.get_command(app))


def test_every_command_has_a_heading_and_its_help(given_page: str) -> None:
    assert "## `tvers ads import`\n\nRead ads.\n" in given_page
    assert "## `tvers serve`\n\nStart the site.\n" in given_page


def test_options_show_help_variable_and_default(given_page: str) -> None:
    assert "| `--port` | Where to listen. (or `PORT`) | `8000` |" in given_page


def test_arguments_are_required_and_strokes_do_not_break_the_table(given_page: str) -> None:
    assert "| `FILE` | A file \\| folder. | required |" in given_page


def test_hidden_commands_stay_hidden(given_page: str) -> None:
    assert "tvers ads secret" not in given_page
