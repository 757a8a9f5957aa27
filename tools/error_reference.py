"""docs/reference/errors.md, out of the code that raises them and the English catalogue."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import read_po

from tools.documented import called, parse, raises

HEAD = """\
# Errors

Written by `python3 dev.py docs` from the code and the English catalogue; do not edit by hand.

An error carries a code and fields; the sentence comes in the reader's language. The command line prints it and ends with the exit code
below; the API answers with `application/problem+json` and the code in `code`.

| kind | what | exit code | HTTP status |
|---|---|---|---|
| CannotRead | a file or a record is not what it should be | 1 | 422 |
| NotFound | nothing of that name or id is loaded | 1 | 404 |
| Unavailable | the thing needed is locked, missing or not installed | 1 | 503 |
| WrongUse | the question itself cannot be understood | 2 | 400 |

| code | kind | fields | sentence |
|---|---|---|---|
"""


@dataclass(slots=True)
class Raised:
    """What the code says of one error code."""

    kinds: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)


def raised(package: Path) -> dict[str, Raised]:
    """Every error code with the kinds it is raised as and the fields it carries."""
    found: dict[str, Raised] = defaultdict(Raised)
    for tree in parse(package):
        for call, codes in raises(tree):
            for code in codes:
                found[code].kinds.add(called(call))
                found[code].fields.update(keyword.arg for keyword in call.keywords if keyword.arg)
    return found


def sentences(catalogue: Path) -> dict[str, str]:
    """Message by id; of a plural the form for many. Raises ``LookupError`` where there is no catalogue."""
    if not catalogue.exists():
        raise LookupError(f"there is no catalogue {catalogue.name}")
    with catalogue.open("rb") as file:
        messages = list(read_po(file, locale=catalogue.stem))
    return {str(entry.id if isinstance(entry.id, str) else entry.id[0]): last(entry.string) for entry in messages if entry.id}


def last(text: str | tuple[str, ...] | list[str]) -> str:
    """A message, or the last of its plural forms."""
    return text if isinstance(text, str) else text[-1]


def render(package: Path) -> str:
    """The page. Raises ``LookupError`` that names the codes without an English sentence."""
    words = sentences(package / "words" / "data" / "en.po")
    found = sorted(raised(package).items())
    silent = [code for code, _ in found if not words.get(f"error.{code}")]
    if silent:
        raise LookupError(f"no English sentence in words/data/en.po for {', '.join(silent)}")
    return HEAD + "".join(row(code, entry, words[f"error.{code}"]) for code, entry in found)


def row(code: str, entry: Raised, sentence: str) -> str:
    """One line of the table."""
    fields = ", ".join(f"`{name}`" for name in sorted(entry.fields))
    text = " ".join(sentence.replace("{{", "{").replace("}}", "}").split()).replace("|", "\\|")
    return f"| `{code}` | {', '.join(sorted(entry.kinds))} | {fields} | {text} |\n"
