"""docs/reference/cli.md, out of the commands themselves."""

from collections.abc import Iterator
from typing import Any

import typer

HEAD = """\
# The command line

Written by `python3 dev.py docs` from the commands themselves; do not edit by hand.

Exit codes: 0 done, 1 could not, 2 wrong use.
"""


def command_tree() -> Any:
    """The whole command line as one click command."""
    from tvers.cli import app  # noqa: PLC0415 - the page can be rendered of any command, ours or a test's

    return typer.main.get_command(app)


def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Every command below one, itself included, with its full name; hidden ones left out."""
    yield " ".join(path), command
    for name, below in sorted(getattr(command, "commands", {}).items()):
        if not below.hidden:
            yield from walk(below, (*path, name))


def render(root: Any) -> str:
    """The page: a heading for each command, then its usage, help, arguments and options."""
    parts = [HEAD]
    for name, command in walk(root, ("tvers",)):
        parts.append(f"## `{name}`\n\n{paragraphs(command.help)}\n")
        rows = [row for parameter in command.params if not getattr(parameter, "hidden", False) for row in describe(parameter)]
        if rows:
            parts.append("| argument or option | what | default |\n|---|---|---|\n" + "\n".join(rows) + "\n")
        below = sorted(verb for verb, inner in getattr(command, "commands", {}).items() if not inner.hidden)
        if below:
            parts.append("Commands: " + ", ".join(f"`{name} {verb}`" for verb in below) + "\n")
    return "\n".join(parts)


def paragraphs(text: str | None) -> str:
    """A help text as Markdown: lines joined, paragraphs kept."""
    blocks = (text or "").replace("\b", "").strip().split("\n\n")
    return "\n\n".join(" ".join(block.split()) for block in blocks)


def describe(parameter: Any) -> Iterator[str]:
    """A table row for one argument or option."""
    names = (
        [*parameter.opts, *parameter.secondary_opts]
        if parameter.param_type_name == "option"
        else [parameter.metavar or parameter.name.upper()]
    )
    if "--help" in names or "--install-completion" in names or "--show-completion" in names:
        return
    default = parameter.default if isinstance(parameter.default, str | int | float) and not isinstance(parameter.default, bool) else ""
    shown = f"`{default}`" if default != "" else ("required" if parameter.required else "")
    variable = f" (or `{parameter.envvar}`)" if parameter.envvar else ""
    text = " ".join((getattr(parameter, "help", None) or "").split()).replace("|", "\\|")
    yield f"| {', '.join(f'`{name}`' for name in names)} | {text}{variable} | {shown} |"
