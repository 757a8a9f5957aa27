"""XML read with care: no entities, no outside files, and told where it breaks off. Elements are found by name, whatever their namespace."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tvers.kernel import CannotRead
from tvers.sources._raw import RawFile

_ENDS_EARLY = frozenset({3, 5, 6, 20})
"""Expat's codes for: no element found, unclosed token, partial character, unclosed CDATA section."""
_DECLARED = re.compile(rb"<\?xml[^>]*encoding")
_NAMESPACE = re.compile(r"\{([^}]*)\}(.*)", re.DOTALL)


def parse_xml(raw: RawFile) -> Element:
    """The root element. Raises `CannotRead` for XML that is broken, cut off, wrongly encoded, or tries to define entities."""
    try:
        root: Element = fromstring(raw.data, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        if error.code in _ENDS_EARLY:
            raise CannotRead("file.truncated", file=raw.name, line=line) from error
        _check_utf8(raw)
        raise CannotRead("xml.broken", file=raw.name, line=line, column=column + 1) from error
    except DefusedXmlException as error:
        raise CannotRead("xml.unsafe", file=raw.name) from error
    except (ValueError, LookupError) as error:  # an encoding that is not known here
        raise CannotRead("xml.broken", file=raw.name, line=1, column=1) from error
    return root


def _check_utf8(raw: RawFile) -> None:
    """Raise `CannotRead` where XML that names no encoding is not in UTF-8, which it then must be."""
    try:
        raw.data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not _DECLARED.match(raw.data):
            raise CannotRead("file.not_utf8", file=raw.name, line=raw.data.count(b"\n", 0, error.start) + 1) from error


def name_of(element: Element) -> tuple[str, str]:
    """Namespace and local name of an element."""
    found = _NAMESPACE.fullmatch(str(element.tag))
    return (found[1], found[2]) if found else ("", str(element.tag))


def each(element: Element, *path: str) -> Iterator[Element]:
    """Elements at the end of a path of local names, in order; ``*`` is any."""
    found = [element]
    for step in path:
        found = [child for parent in found for child in parent if step in (name_of(child)[1], "*")]
    return iter(found)


def text_at(element: Element, *path: str) -> str:
    """The text of the first element at the end of a path that has any; empty where there is none."""
    return next((text for found in each(element, *path) if (text := "".join(found.itertext()).strip())), "")
