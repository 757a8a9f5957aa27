"""The catalogues and the one function that speaks."""

from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tvers.kernel import Language
from tvers.words._format import shown


@cache
def _catalogue(language: Language) -> Catalog:
    with (files(__package__) / "data" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=str(language))


def codes(language: Language) -> frozenset[str]:
    """Every code that has a sentence in a language."""
    return frozenset(message.id if isinstance(message.id, str) else message.id[0] for message in _catalogue(language) if message.id)


def say(code: str, language: Language, /, **fields: object) -> str:
    """The sentence of a code, its gaps filled. A sentence with a plural form chooses by the field ``count``.

    Raises ``KeyError`` for a code without a sentence: the tests see to it that there is none.

    >>> say("country.SE", Language.NB)
    'Sverige'
    """
    message = _catalogue(language).get(code)
    if message is None or not message.string:
        raise KeyError(code)
    forms = message.string
    text = forms if isinstance(forms, str) else forms[0 if fields.get("count") == 1 else 1]
    return text.format_map({name: shown(value, language) for name, value in fields.items()})
