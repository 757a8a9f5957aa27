"""Errors carry a code and fields; `tvers.words` makes the sentence in the reader's language.

TversError
├── CannotRead     a file or a record is not what it should be (exit code 1)
├── NotFound       nothing of that name or id is loaded (exit code 1)
├── Unavailable    the thing needed is locked, missing or not installed (exit code 1)
└── WrongUse       the question itself cannot be understood (exit code 2)
"""


class TversError(Exception):
    """Anything that a person can be told and can act on.

    ``code`` names the sentence in the catalogues (``error.<code>``); ``fields`` fill its gaps.
    """

    def __init__(self, code: str, /, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        """Code and fields, for logs; people read what `tvers.words` makes of them."""
        details = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code}({details})"


class CannotRead(TversError):
    """A file or record is broken, cut off, of another shape or of an unknown version."""


class NotFound(TversError):
    """Nothing of that id, code or name is loaded."""


class Unavailable(TversError):
    """Something needed is locked, missing or not installed."""


class WrongUse(TversError):
    """The question cannot be understood as it was put."""
