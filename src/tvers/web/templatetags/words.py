"""`{% say "code" field=value %}`: a sentence in the page's language."""

from typing import Any

from django import template

from tvers.kernel import Language
from tvers.words import say as sentence

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], code: str, **fields: object) -> str:
    """The sentence of a code in the language of the page."""
    return sentence(code, Language(context["language"]), **fields)
