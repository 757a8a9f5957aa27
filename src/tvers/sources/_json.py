"""JSON read with care: where it ends early, and which key a record lacks."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from tvers.kernel import CannotRead, nearest
from tvers.sources._raw import RawFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A parsed file under the name that people are told."""

    name: str
    content: Any

    def get(self, item: Any, key: str, of: type[T], where: int) -> T:
        """A value of a record. Raises `CannotRead` where the key is missing (with the nearest there is) or its value of another type."""
        if not isinstance(item, dict) or key not in item:
            near = nearest(key, item, count=1) if isinstance(item, dict) else ()
            raise CannotRead("json.key_missing", file=self.name, key=key, nearest=near, record=where + 1)
        value = item[key]
        return value if isinstance(value, of) else self.bad_value(key, str(value), where)

    def text(self, item: Any, key: str, where: int) -> str:
        """A text of a record that is not empty."""
        return self.get(item, key, str, where).strip() or self.bad_value(key, "", where)

    def bad_value(self, key: str, value: str, where: int) -> NoReturn:
        """Raise `CannotRead` for a value that cannot stand at its key. ``where`` counts records from 0."""
        raise CannotRead("json.value", file=self.name, key=key, value=value[:80], record=where + 1)


def open_json(raw: RawFile) -> JsonFile:
    """Parse a file. Raises `CannotRead` for one that ends early, and for one that is no JSON with the line where it stops being so."""
    text = raw.text()
    try:
        return JsonFile(raw.name, json.loads(text))
    except json.JSONDecodeError as error:
        if not text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
            raise CannotRead("file.truncated", file=raw.name, line=error.lineno) from error
        raise CannotRead("json.broken", file=raw.name, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise CannotRead("json.broken", file=raw.name, line=1, column=1) from error
