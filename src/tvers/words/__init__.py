"""Codes and fields become sentences in Bokmål, Nynorsk, Swedish and English. Every door speaks through this room.

The catalogues are gettext files whose message ids are codes, one file a language; a code lacking in one of them fails the tests.
"""

from tvers.words._answer import (
    ad_as_json,
    answer_as_json,
    concept_as_json,
    import_as_json,
    link_as_json,
    not_understood_as_json,
    walks_as_json,
)
from tvers.words._catalogue import codes, say
from tvers.words._errors import error_as_json, sentence
from tvers.words._format import join, shown
from tvers.words._papers import papers_as_json
from tvers.words._pay import pay_as_json

__all__ = [
    "ad_as_json",
    "answer_as_json",
    "codes",
    "concept_as_json",
    "error_as_json",
    "import_as_json",
    "join",
    "link_as_json",
    "not_understood_as_json",
    "papers_as_json",
    "pay_as_json",
    "say",
    "sentence",
    "shown",
    "walks_as_json",
]
