"""`{% say "code" field=value %}`: a sentence in the page's language; `{% shown value %}`: a date or a number as the language writes it."""

from typing import Any

from django import template

from tvers.kernel import Language
from tvers.words import say as sentence
from tvers.words import shown as written

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], code: str, **fields: object) -> str:
    """The sentence of a code in the language of the page."""
    return sentence(code, Language(context["language"]), **fields)


@register.simple_tag(takes_context=True)
def say_code(context: dict[str, Any], group: str, value: object) -> str:
    """The name of a value of a closed list, in the language of the page."""
    return sentence(f"{group}.{value}", Language(context["language"]))


@register.simple_tag(takes_context=True)
def shown(context: dict[str, Any], value: object) -> str:
    """A date or a number as the language of the page writes it."""
    return written(value, Language(context["language"]))
