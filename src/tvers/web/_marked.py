"""The words of an ad as HTML, with what it asks for marked in them."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_TOKEN = re.compile(r"<[^<>]*>|[^<]+")
_BULLETS = frozenset("•·▪◦‣●*\u2013-")


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a text to mark: ``text[start:end]``, ``name`` what it was understood as, ``anchor`` where links lead."""

    start: int
    end: int
    anchor: str
    kind: str
    name: str


def as_html(text: str) -> str:
    """A plain text as paragraphs and lists."""
    return "".join(_blocks(text))


def _blocks(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        written = [line for line in part.split("\n") if line.strip()]
        for is_list, group in groupby(written, key=lambda line: line.startswith("- ")):
            lines = [html.escape(line.removeprefix("- ") if is_list else line, quote=False) for line in group]
            yield "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>" if is_list else f"<p>{'<br>'.join(lines)}</p>"


def marked(markup: str, text: str, places: Sequence[Place]) -> str:
    """Sanitised HTML with the places of its plain text marked; as it was, where the two do not say the same.

    Of places that overlap the first is marked.
    """
    wanted: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not wanted or place.start >= wanted[-1].end:
            wanted.append(place)
    pieces = _Pieces(text, wanted)
    found = [token if token.startswith("<") else pieces.of(html.unescape(token), after) for after, token in _with_tag_before(markup)]
    return markup if pieces.lost else "".join(found)


def _with_tag_before(markup: str) -> Iterator[tuple[str, str]]:
    tag = ""
    for token in _TOKEN.findall(markup):
        yield tag, token
        tag = token if token.startswith("<") else ""


class _Pieces:
    """Walks a plain text along with the pieces of its HTML, which differ from it in white space and bullets alone."""

    def __init__(self, text: str, places: list[Place]) -> None:
        self._text = text
        self._places = places
        self._at = 0
        self._number = 0
        self._begun: set[int] = set()
        self.lost = False

    def of(self, piece: str, tag: str) -> str:
        """A piece of text behind a tag, escaped, with marks."""
        numbers: list[int | None] = []
        for place, letter in enumerate(piece):
            if letter.isspace():
                after = next((one for one in piece[place:] if not one.isspace()), None)
                numbers.append(numbers[-1] if numbers and after is not None and self._inside(self._skip_space()) == numbers[-1] else None)
            else:
                numbers.append(self._inside(self._next(letter, first_of_item=tag.startswith("<li"))))
                tag = ""
        groups = groupby(zip(piece, numbers, strict=True), key=lambda pair: pair[1])
        return "".join(self._mark(html.escape("".join(letter for letter, _ in group), quote=False), number) for number, group in groups)

    def _mark(self, said: str, number: int | None) -> str:
        if number is None:
            return said
        place = self._places[number]
        anchor = "" if number in self._begun else f' id="{html.escape(place.anchor)}"'
        self._begun.add(number)
        return f'<mark class="{html.escape(place.kind)}" title="{html.escape(place.name)}"{anchor}>{said}</mark>'

    def _skip_space(self) -> int:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at

    def _next(self, letter: str, *, first_of_item: bool) -> int:
        """Where a letter stands in the text, -1 for a bullet that the text has written otherwise."""
        at = self._skip_space()
        bullet = self._text.startswith("- ", at) and (not at or self._text[at - 1] == "\n")
        if bullet and (first_of_item or letter not in _BULLETS):
            self._at += 2
            at = self._skip_space()
        elif bullet:
            self._at += 1
            return -1
        if self._text.startswith(letter, at):
            self._at += 1
            return at
        self.lost = self.lost or letter not in _BULLETS
        return -1

    def _inside(self, at: int) -> int | None:
        if at < 0:
            return None
        while self._number < len(self._places) and self._places[self._number].end <= at:
            self._number += 1
        inside = self._number < len(self._places) and self._places[self._number].start <= at
        return self._number if inside else None
