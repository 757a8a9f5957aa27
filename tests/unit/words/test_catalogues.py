import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tvers.kernel import READER_LANGUAGES, Caveat, Language, NotFound
from tvers.words import codes, say, sentence

SOURCE = Path(__file__).parents[3] / "src" / "tvers"
ERRORS = {"CannotRead", "NotFound", "Unavailable", "WrongUse"}


def error_codes() -> set[str]:
    calls = (
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ERRORS and call.args)
    return {
        node.value for call in named for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_every_language_has_every_code(language: Language) -> None:
    assert codes(language) == codes(Language.EN)


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_every_error_and_caveat_has_a_sentence(language: Language) -> None:
    wanted = {f"error.{code}" for code in error_codes()} | {f"caveat.{caveat}" for caveat in Caveat}
    assert wanted - codes(language) == set()


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_every_code_named_in_a_template_has_a_sentence(language: Language) -> None:
    templates = (path.read_text(encoding="utf-8") for path in (SOURCE / "web" / "templates").rglob("*.html"))
    named = {code for text in templates for code in re.findall(r"""{% say ["']([a-z_.]+)["']""", text)}
    assert named
    assert named - codes(language) == set()


def test_the_gaps_are_the_same_in_all_languages() -> None:
    gaps: dict[str, dict[Language, set[str]]] = {}
    for language in READER_LANGUAGES:
        with (SOURCE / "words" / "data" / f"{language}.po").open("rb") as file:
            for message in read_po(file):
                if message.id:
                    code = message.id if isinstance(message.id, str) else message.id[0]
                    text = message.string if isinstance(message.string, str) else " ".join(message.string)
                    gaps.setdefault(code, {})[language] = set(re.findall(r"{(\w+)}", text))
    unlike = {code: found for code, found in gaps.items() if len({frozenset(names) for names in found.values()}) > 1}
    assert unlike == {}


def test_a_sentence_reads_as_a_native_would_write_it() -> None:
    assert say("reason.skills.have", Language.NB, skills=("EPLAN", "NEK 400", "PLS"), count=3) == "Du har: EPLAN, NEK 400 og PLS."
    assert say("value.years", Language.SV, years="10", count=10) == "10 års erfarenhet"


def test_an_error_offers_what_is_nearest() -> None:
    error = NotFound("concept.unknown", code="2511x", scheme="isco08", nearest=("2511", "2512"))
    assert sentence(error, Language.SV).endswith("2511 eller 2512?")
    assert "2511x" in sentence(error, Language.SV)
