"""Finding e-mail addresses and telephone numbers in a text, as people in Norway and Sweden write them."""

import re

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
_FEW_DIGITS = re.compile(r"(?:\d\D*){5}")
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


def contact_spans(text: str) -> list[tuple[int, int]]:
    """Where e-mail addresses and telephone numbers stand in a text, in order.

    Numbers are known by how they are grouped, or by a word such as "tlf" before them; so dates, hours, years, amounts of money,
    percentages, standards (NEK 400) and company numbers (nine digits in Norway, six and four in Sweden) are left alone. Where a
    group of digits could be either, it counts as a telephone number: to keep one is worse than to lose a figure.
    """
    addresses = [found.span() for found in _ADDRESS.finditer(text)] if _AT.search(text) else []
    if not _FEW_DIGITS.search(text):
        return addresses
    numbers = [found.span("labelled" if found["labelled"] else 0) for found in _NUMBER.finditer(text) if _is_number(found)]
    apart = [(start, end) for start, end in numbers if all(end <= first or start >= last for first, last in addresses)]
    return sorted((*addresses, *apart))


def mask_contacts(text: str) -> str:
    """Replace e-mail addresses and telephone numbers by ``[…]``; see `contact_spans` for what stays.

    >>> mask_contacts("Ring Kari 69 12 34 56 eller kari@example.no før 2026-11-01")
    'Ring Kari […] eller […] før 2026-11-01'
    """
    pieces, done = [], 0
    for start, end in contact_spans(text):
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
