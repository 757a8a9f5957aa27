"""Finding e-mail addresses, telephone numbers and the names beside them in a text, as people in Norway and Sweden write them."""

import re
from collections.abc import Iterator

CONTACT_MARK = "[…]"
"""What stands where a contact detail stood."""

_S = "[ \t\u00a0\u2009\u202f]"
_DASH = "[-\u2010\u2011\u2013]"
_GAP = "[ \t\u00a0\u2009\u202f.()/\u2010\u2011\u2013-]{0,3}"

_WRITTEN_AT = r"[\[(](?:at|a|alfakrøll|krøllalfa|snabel-?a)[\])]"
_HALF_MASKED = r"\[\w+\]"
"""What some publishers put for the name in an address, and leave the rest: ``[email]@example.se``."""
_ADDRESS = re.compile(
    rf"(?:{_HALF_MASKED}|(?<![\w.+'-])[\w.+'-]*[\w+]){_S}?(?:@|{_WRITTEN_AT}){_S}?(?!www\.)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_AT = re.compile(f"@|{_WRITTEN_AT}", re.IGNORECASE)
_FEW_DIGITS = re.compile(r"(?:\d\D*+){5}")
"""A text without so many holds no telephone number; most lines of an ad are such."""
_LABEL = (
    rf"\b(?:tlf|tel|tfn|telefon(?:nummer|nr)?|mob|mobil(?:nummer|telefon)?|phone|växel|sentralbord|ring|sms)\b[.:]?{_S}{{0,2}}"
    rf"(?P<labelled>\d(?:(?:{_S}|{_DASH})?\d){{4,11}})(?!\d)"
)
_ABROAD = rf"(?:\(?\+|00){_S}?(?:47\)?(?:{_GAP}\d){{8}}|[1-9]\d{{0,2}}\)?(?:{_GAP}\d){{7,11}})(?!\d)"
_MOBILE_SE = rf"\(?07[02369](?:{_GAP}\d){{7}}(?!\d)"
_FIXED_SE = (
    rf"(?P<fixed>\(?0[1-9]\d{{0,2}}\)?(?:{_S}?(?:{_DASH}|/){_S}?|{_S})"
    rf"(?:\d{{2,3}}(?:{_S}\d{{2,3}}){{1,3}}|\d{{5,8}}|\d{{3,4}}{_S}\d{{3,4}}))(?!\d)"
)
_GROUPED_NO = (
    rf"(?:[2-9]\d(?P<a>{_S}|[.-])\d\d(?P=a)\d\d(?P=a)\d\d"  # 69 12 34 56
    rf"|[2-9]\d\d(?P<b>{_S}|[.-])\d\d(?P=b)\d{{3}}"  # 912 34 567
    rf"|[2-9]\d\d(?P<c>{_S})\d{{3}}(?P=c)\d\d"  # 912 345 67
    rf"|(?P<thousands>[2-9]\d(?P<d>{_S})\d{{3}}(?P=d)\d{{3}}))"  # 91 234 567, which may be an amount too
    rf"(?!\d|[.,-]\d|{_S}\d{{3}}(?!\d))"
)
_PLAIN = r"(?<!/)(?P<plain>[2-9]\d{7}|0[1-9]\d{6,8})(?!\d|[.,-]\d)"

_NUMBER = re.compile(
    rf"{_LABEL}|(?<![\w=])(?<!\d[.,/-])(?<!\d\u2013)(?<!\w-)(?:{_ABROAD}|{_MOBILE_SE}|{_FIXED_SE}|{_GROUPED_NO}|{_PLAIN})",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])")
_HOURS_OR_YEARS = re.compile(rf"\d{{4}}(?:{_S}|{_DASH})\d{{4}}")
_CURRENCY_BEFORE = re.compile(rf"(?:\b(?:kr|nok|sek|eur|usd|dkk)\b\.?|[€$£]){_S}?$", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(rf"{_S}?(?:(?:kr|kroner|kronor|nok|sek|eur|usd|dkk|tkr|mkr)\b|[€$£%]|,-|:-)", re.IGNORECASE)
_LEAST_DIGITS_FIXED = 7

_WORD = r"[A-ZÆØÅÄÖÉ][a-zæøåäöéüè]+(?:-[A-ZÆØÅÄÖÉ][a-zæøåäöéüè]+)?"
_NAME = re.compile(
    rf"(?<![\w-]){_WORD}(?:{_S}(?:[A-ZÆØÅÄÖ]\.|(?:av|af|von|van|de|der){_S}{_WORD}|{_WORD})){{1,3}}+(?![\w-]|{_S}(?:ASA?|AB|HF|SA|ANS|NUF|HB|KB)\b)"
)
"""Two to four capitalised words, initials and particles among them."""
_NO_NAME = re.compile(
    r"\b(?:AS|ASA|AB|HF|NAV|Kommune|Kommun|Region|Regionen|Stad|Universitet\w*|Skole\w*|Skola\w*|Group|Norge|Sverige|Norway|Sweden|"
    r"Human|Resources|Manager|Director|Head|Team|Lead|Talent|Acquisition|Engineer|Senior|Oslo|Stockholm|Vennlig|Hilsen|Med|Kontakt|Ring|"
    r"Send|Søknad|Ansökan|For|Ved|Vid|Har|Du|Tel|Tlf|Telefon|Mobil|Phone|Mail|Epost)\b"
)
"""Words that show that capitalised words are no person's name, or that only the rest of them is."""
_BEFORE = 60
"""How far before a contact detail, in letters of its line, a name belongs to it."""
_SENTENCE_END = re.compile(r"(?<!\btlf)(?<!\btel)(?<!\bmob)(?<!\bnr)[.!?][ \t]")
_NEXT = re.compile(r"[ \t,;:/()–-]*(?:(?:og|och|eller|or|and|samt)[ \t]+)?")
_ANCHOR = re.compile(r"\[(?:phone|e-?mail|telefon|epost|mobil)\]|\[…\]", re.IGNORECASE)
"""What publishers leave where they took a contact detail away themselves."""
_INTRODUCED = re.compile(
    r"(?:(?i:\b(?:kontaktperson(?:er)?|kontakt(?:a|er)?|contact(?: person)?s?|facklig\w*(?: \w+)?|rekryterare|ansvarig chef)\b[:,]?)"
    r"|(?i:\b(?:spørsmål|spurnader|frågor|upplysningar|questions)\b[^.\n:]{0,60}?\b(?:til|av|to|till|hos)\b:?))"
    r"[ \t\u00a0]{1,3}(?:[a-zæøåäö-]+[ \t]){0,2}(?=[A-ZÆØÅÄÖ])",
)
"""Words that introduce a contact person, and up to two that say what that person is."""


_INTRODUCING = re.compile("kontakt|contact|facklig|rekryterare|ansvarig chef|spørsmål|spurnader|frågor|upplysningar|questions")
"""Some of these letters stand in everything that introduces a person: looking for them first is faster."""


def contact_spans(text: str, *, names: bool = True) -> list[tuple[int, int]]:
    """Where e-mail addresses, telephone numbers and the names of contact persons stand in a text, in order.

    Numbers are known by how they are grouped, or by a word such as "tlf" before them; so dates, hours, years, amounts of money,
    percentages, standards (NEK 400) and company numbers (nine digits in Norway, six and four in Sweden) are left alone. Where a
    group of digits could be either, it counts as a telephone number: to keep one is worse than to lose a figure. A name is two to four
    capitalised words beside such a detail, or after a word that introduces a contact person; other names stay, and all of them where
    ``names`` is false, as it should be for a title.
    """
    details = _details(text)
    return sorted((*details, *(_names(text, details) if names else ())))


def _details(text: str) -> list[tuple[int, int]]:
    may_be_written = "@" in text or "[" in text or "(" in text
    addresses = [found.span() for found in _ADDRESS.finditer(text)] if may_be_written and _AT.search(text) else []
    if not _FEW_DIGITS.search(text):
        return addresses
    numbers = [found.span("labelled" if found["labelled"] else 0) for found in _NUMBER.finditer(text) if _is_number(found)]
    apart = [(start, end) for start, end in numbers if all(end <= first or start >= last for first, last in addresses)]
    return sorted((*addresses, *apart))


def _names(text: str, details: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names beside contact details, and after words that introduce a contact person."""
    anchors = [*details, *(found.span() for found in _ANCHOR.finditer(text))] if "[" in text else details
    introduced = list(_INTRODUCED.finditer(text)) if _INTRODUCING.search(text.lower()) else []
    if not (anchors or introduced):
        return []  # as most lines
    found = [_NAME.match(text, introduction.end()) for introduction in introduced]
    for line, names in _lines_with(text, anchors):
        found += (name for name in names if any(_beside(text, name.span(), anchor) for anchor in line))
    spans = {_person(name) for name in found if name and not any(start < name.end() and name.start() < end for start, end in details)}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _lines_with(text: str, anchors: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], list[re.Match[str]]]]:
    """For each line that has anchors, those and the capitalised words in it."""
    by_line: dict[int, list[tuple[int, int]]] = {}
    for anchor in anchors:
        by_line.setdefault(text.rfind("\n", 0, anchor[0]) + 1, []).append(anchor)
    for start, inside in by_line.items():
        end = text.find("\n", inside[-1][1])
        yield inside, list(_NAME.finditer(text, start, len(text) if end < 0 else end))


def _beside(text: str, name: tuple[int, int], anchor: tuple[int, int]) -> bool:
    """Whether a name stands a little before a contact detail in the same sentence, or right behind it."""
    if name[1] <= anchor[0]:
        return anchor[0] - name[1] <= _BEFORE and not _SENTENCE_END.search(text, name[1], anchor[0])
    return name[0] >= anchor[1] and _NEXT.fullmatch(text, anchor[1], name[0]) is not None


def _person(name: re.Match[str]) -> tuple[int, int]:
    """The part of capitalised words that may be a person's name; empty where none is left."""
    words = list(re.finditer(r"\S+", name.group()))
    while words and _NO_NAME.fullmatch(words[0].group()):
        words.pop(0)
    if len(words) < 2 or any(_NO_NAME.fullmatch(word.group()) for word in words):  # noqa: PLR2004 - one word alone is no full name
        return name.start(), name.start()
    return name.start() + words[0].start(), name.start() + words[-1].end()


def mask_contacts(text: str, *, names: bool = True) -> str:
    """Replace contact details, and the names beside them, by ``[…]``; see `contact_spans` for what stays.

    >>> mask_contacts("Ring Kari 69 12 34 56 eller kari@example.no før 2026-11-01")
    'Ring Kari […] eller […] før 2026-11-01'
    >>> mask_contacts("Spørsmål til avdelingsleder Kari Nordmann, tlf. 69 12 34 56")
    'Spørsmål til avdelingsleder […], tlf. […]'
    """
    pieces, done = [], 0
    for start, end in contact_spans(text, names=names):
        pieces += [text[done:start], CONTACT_MARK]
        done = end
    return "".join((*pieces, text[done:]))


def _is_number(found: re.Match[str]) -> bool:
    """Whether a find is none of the things that look alike."""
    if found["labelled"]:
        return not (_DATE.match(found["labelled"]) or _HOURS_OR_YEARS.fullmatch(found["labelled"]))
    if found["plain"] and _DATE.fullmatch(found["plain"]):
        return False
    if found["plain"] or found["thousands"]:
        amount = _CURRENCY_BEFORE.search(found.string, max(0, found.start() - 6), found.start()) or _CURRENCY_AFTER.match(
            found.string, found.end()
        )
        return not (amount or (found["thousands"] and found["thousands"].endswith("000")))
    return not found["fixed"] or sum(sign.isdigit() for sign in found["fixed"]) >= _LEAST_DIGITS_FIXED
