"""Values as a reader of a language writes them."""

from collections.abc import Iterable
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from tvers.kernel import Language


def _locale(language: Language) -> str:
    """The rules of a language; our English is that of Europe."""
    return "en_GB" if language is Language.EN else str(language)


def shown(value: object, language: Language) -> str:
    r"""A value in a sentence: numbers and dates by the language's rules, lists joined, everything else as it is.

    >>> shown(12345.5, Language.SV), shown(("a", "b", "c"), Language.NB)
    ('12\xa0345,5', 'a, b og c')
    """
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(format_decimal(value, locale=_locale(language)))
    if isinstance(value, datetime):
        return format_date(value.date(), "long", locale=_locale(language))
    if isinstance(value, date):
        return format_date(value, "long", locale=_locale(language))
    if isinstance(value, list | tuple):
        return join((shown(item, language) for item in value), language)
    return str(value)


def join(items: Iterable[str], language: Language, *, alternatives: bool = False) -> str:
    """A list in running text: "a, b og c", or for alternatives "a, b eller c"."""
    return format_list(list(items), style="or" if alternatives else "standard", locale=_locale(language))


def language_name(code: str, language: Language) -> str:
    """The name of a language, by ISO 639 code, in a reader's language; the code itself where nobody has named it."""
    return str(Locale.parse(_locale(language)).languages.get(code, code))
