"""What went wrong, in the reader's language."""

from typing import Any

from tvers.kernel import Language, TversError
from tvers.words._catalogue import say
from tvers.words._format import join


def sentence(error: TversError, language: Language) -> str:
    """What happened, where, and what to do."""
    fields = dict(error.fields)
    found = fields.get("nearest")
    nearest = [str(one) for one in found] if isinstance(found, list | tuple) else []
    text = say(f"error.{error.code}", language, **fields)
    return f"{text} {say('error.nearest', language, nearest=join(nearest, language, alternatives=True))}" if nearest else text


def error_as_json(error: TversError, language: Language, *, status: int) -> dict[str, Any]:
    """An error as problem+json (RFC 9457)."""
    return {"type": f"urn:tvers:error:{error.code}", "title": sentence(error, language), "status": status, "code": error.code}
