"""The text of an ad: sanitised HTML, and plain text with a line for each paragraph and list item; contact details masked in both."""

import html
import re
import unicodedata
from dataclasses import dataclass

import nh3

from tvers.kernel import CONTACT_MARK, contact_spans, mask_contacts

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "div", "section", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr"}) | _HEADINGS
_INLINE = frozenset({"a", "strong", "b", "em", "i", "u", "br", "td", "th"})
_LAYOUT = frozenset({"section", "pre", "hr"})
"""Blocks that end a line but are not kept themselves."""
_REL = "noopener noreferrer nofollow"
_TAG = re.compile(r"</?(?:p|br|div|section|ul|ol|li|table|tr|td|h[1-6]|strong|b|em|i|u|a|span|font)\b[^<>]*>", re.IGNORECASE)
_BREAKING_TAG = re.compile(r"<(?:p|br|div|li|tr|h[1-6])\b", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_BULLETS = frozenset("•·▪◦‣●*\u2013-")
_BULLET = re.compile(r"^[•·▪◦‣●*\u2013-]\s+")
_EMPTY = re.compile(r"<(p|div|section|li|ul|ol|blockquote|strong|b|em|i|u|a|h[1-6])(?: [^<>]*)?>(?:\s|<br>)*</\1>")
_BLANK_RUN = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Markup:
    """Plain text, and the sanitised HTML it was made from; ``html`` is empty where the source gave none."""

    text: str
    html: str


def read_markup(source: str) -> Markup:
    """Read the text of an ad, HTML or plain.

    HTML keeps headings, paragraphs, lists, tables, emphasis, line breaks and http(s) links. In the text a list item begins with
    ``- ``, a heading stands after an empty line, entities are resolved, and there is never more than one empty line.
    """
    visible = _visible(source)
    if not _TAG.search(visible):
        return Markup(_plain(visible), "")
    if not _BREAKING_TAG.search(visible):
        visible = _LINE_END.sub("<br>", visible)
    reader = _Reader()
    reader.read(_sanitised(visible))
    return Markup(_joined(reader.lines), _without_empties("".join(reader.pieces)))


def read_line(source: str) -> str:
    """A title or another single line: entities resolved, white space as single spaces, contact details masked."""
    return mask_contacts(_SPACES.sub(" ", html.unescape(_visible(source))).strip(), names=False)


def _visible(source: str) -> str:
    """Without what nobody sees, and every letter composed: some editors write å as an a and a ring."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", source))


def as_html(text: str) -> str:
    """Plain text as paragraphs, for the end of a text that is HTML."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n") if line)


def _sanitised(source: str) -> str:
    return nh3.clean(
        source,
        tags=set(_BLOCKS | _INLINE),
        attributes={"a": {"href"}},
        attribute_filter=lambda _tag, _name, value: value if _keeps(value) else None,
        url_schemes={"http", "https"},
        link_rel=None,
    )


def _keeps(href: str) -> bool:
    """Whether a link may stay: it leads to the web and holds no address of a person."""
    return href.lower().startswith(("http://", "https://")) and "@" not in href.replace("%40", "@")


def _plain(source: str) -> str:
    return _joined([_line(mask_contacts(line)) for line in _LINE_END.split(html.unescape(source))])


def _line(text: str) -> str:
    line = " ".join(text.split())
    return _BULLET.sub("- ", line) if line[:1] in _BULLETS else line


def _joined(lines: list[str]) -> str:
    return _BLANK_RUN.sub("\n\n", "\n".join(lines)).strip()


def _without_empties(markup: str) -> str:
    while (smaller := _EMPTY.sub("", markup)) != markup:
        markup = smaller
    return markup.strip()


_TOKEN = re.compile(r'<(/?)([a-z0-9]+)(?: href="([^"]*)")?>|([^<]+)')
"""A tag or a piece of text, as the sanitiser writes them: nothing else comes out of it."""


class _Reader:
    """Walks sanitised HTML. ``pieces`` are tags and masked text in order, ``lines`` the plain text.

    A contact detail may be cut by emphasis (``<b>kari</b>@example.no``), so the text of a line is masked as a whole and dealt out
    to its nodes again.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.lines: list[str] = []
        self._texts: list[tuple[int, str]] = []
        self._bullet = ""
        self._links: list[bool] = []

    def read(self, sanitised: str) -> None:
        for end, tag, href, text in _TOKEN.findall(sanitised):
            if text:
                self._text(html.unescape(text))
            elif end:
                self._end(tag)
            else:
                self._start(tag, html.unescape(href))
        self.end_line()

    def _start(self, tag: str, href: str) -> None:
        if tag == "br":
            if not self.end_line():
                self.lines.append("")
        elif tag in _BLOCKS:
            self.end_line()
        if tag in _HEADINGS:
            self.lines.append("")
        elif tag == "li":
            self._bullet = "- "
        elif tag in ("td", "th"):
            self._text(" ")
        if tag == "a":
            self._links.append(bool(href))
            if href:
                self.pieces.append(f'<a href="{html.escape(href)}" rel="{_REL}">')
        elif tag not in _LAYOUT:
            self.pieces.append(f"<{tag}>")

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag == "li":
            self._bullet = ""
        if tag not in _LAYOUT and (tag != "a" or (self._links and self._links.pop())):
            self.pieces.append(f"</{tag}>")

    def _text(self, data: str) -> None:
        # Most texts hold single spaces alone, and to see that is faster than to put them there.
        self._texts.append((len(self.pieces), data if data.isprintable() and "  " not in data else _SPACES.sub(" ", data)))
        self.pieces.append("")

    def end_line(self) -> bool:
        """Mask and keep the text since the last line; whether there was any."""
        if not self._texts:
            return False
        masked = _masked([text for _, text in self._texts])
        for (place, _), text in zip(self._texts, masked, strict=True):
            self.pieces[place] = html.escape(text, quote=False)
        self._texts.clear()
        line = _line("".join(masked))
        if line:
            self.lines.append(self._bullet + line.removeprefix("- ") if self._bullet else line)
            self._bullet = ""
        return bool(line)


def _masked(texts: list[str]) -> list[str]:
    """The pieces of a line with contact details masked: the mark stands where a detail begins, its rest is gone."""
    spans = contact_spans("".join(texts))
    if not spans:
        return texts
    masked, begin = [], 0
    for text in texts:
        kept, done = "", begin
        for start, end in spans:
            if start < begin + len(text) and end > begin:
                kept += text[done - begin : max(start, begin) - begin] + (CONTACT_MARK if start >= begin else "")
                done = min(end, begin + len(text))
        masked.append(kept + text[done - begin :])
        begin += len(text)
    return masked
