"""Whatever the code can say has a sentence whose gaps are filled, in each of the reader languages."""

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from tools import documented

from tvers.ads import Engagement, Remote, RequirementKind, WorkTime
from tvers.ads._wording import wording
from tvers.border import CAVEATS, KINDS, LINES, NOTES, Regime
from tvers.kernel import READER_LANGUAGES, Caveat, Country, Language
from tvers.matching._factors import LEARNER_ENGAGEMENTS
from tvers.person import Profile
from tvers.sources._cv import SECTIONS
from tvers.taxonomy import ConceptKind, Relation
from tvers.words import codes, say

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "tvers"
REASON = re.compile(r"[a-z_]+\.[a-z_]+")
GAPS_IN_REASON_CODES = {
    "prefix": ("", "usual_"),
    "group": ("have", "implied", "near", "missing", "wished"),
    "reading.remote": ("full", "part"),
    "reading.engagement": tuple(sorted(LEARNER_ENGAGEMENTS)),
}
"""What the placeholders in the codes of `_explain.py` stand for; one that is new fails the test until it is told here."""


OF_THE_BORDER: dict[str, list[object]] = {
    "pay.regime": list(Regime),
    "pay.line": list(LINES),
    "pay.caveat": list(CAVEATS),
    "papers.kind": list(KINDS),
    "papers.note": list(NOTES),
    "papers.text": ["needed", "perhaps", "none"],
    "papers.short": ["needed", "perhaps"],
}


@cache
def forms(language: Language) -> dict[str, tuple[str, ...]]:
    """The sentence of every code, with both forms of a plural."""
    with (PACKAGE / "words" / "data" / f"{language}.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=str(language)) if message.id]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (message.string,)
        if isinstance(message.string, str)
        else tuple(message.string)
        for message in messages
    }


def gaps(texts: tuple[str, ...]) -> set[str]:
    """Names of the gaps in any form of a sentence."""
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def reason_codes() -> set[str]:
    """Every reason code that `_explain.py` writes out, its placeholders filled."""
    tree = ast.parse((PACKAGE / "matching" / "_explain.py").read_text(encoding="utf-8"))
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    plain = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside}
    built = {code for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for code in filled(node)}
    return {code for code in plain | built if REASON.fullmatch(code)}


def filled(node: ast.JoinedStr) -> set[str]:
    """Every text that a formatted string can become."""
    texts = {""}
    for part in node.values:
        ends = (str(part.value),) if isinstance(part, ast.Constant) else GAPS_IN_REASON_CODES[ast.unparse(part.value)]  # type: ignore[attr-defined] # no constant, so a placeholder
        texts = {text + end for text in texts for end in ends}
    return texts


def said_codes() -> set[str]:
    """Every code that a call of `say` writes out."""
    return {
        str(node.args[0].value)
        for tree in documented.parse(PACKAGE)
        for node in documented.calls(tree)
        if documented.called(node) == "say" and node.args and isinstance(node.args[0], ast.Constant)
    }


def read_out_of_ads() -> dict[str, list[object]]:
    """The values that the reader of ads can find."""
    found: dict[str, list[object]] = {"work_time": list(WorkTime), "remote": list(Remote), "engagement": list(Engagement)}
    kinds = {"isced_f": RequirementKind.FIELD, "certificate": RequirementKind.CERTIFICATE, "authorisation": RequirementKind.AUTHORISATION}
    return {**found, **{group: [value for one, value, _ in wording().facts if one is kind] for group, kind in kinds.items()}}


def expected() -> set[str]:
    """Every code that the product can ask a sentence for, as far as its code and its closed lists tell."""
    reasons = reason_codes()
    trees = list(documented.parse(PACKAGE))
    lists: dict[str, list[object]] = {
        "country": list(Country),
        "level": list(range(9)),
        "kind": [*ConceptKind, *RequirementKind],
        **read_out_of_ads(),
        "relation": list(Relation),
        "lost": ["nothing", "nuance", "choice", "detail", "likeness"],
        "fit": ["very_good", "good", "fair", "weak", "unknown"],
        "value": ["minutes", "years", "licence", "field", "remote_true", "remote_false"],
        "caveat": list(Caveat),
        "field": [*(field.name for field in fields(Profile)), *SECTIONS],
        "reason": [*reasons, *(f"{code}_across" for code in reasons if code.startswith("travel."))],
        "error": [code for tree in trees for code in documented.error_codes(tree)],
        "hint": ["not_covered", "no_ads", "no_open_ads", "nothing_said", "nothing_in_reach"],
        "not_understood": [
            "unknown_place",
            "unknown_word",
            "not_covered",
            "unknown_field",
            "wrong_kind",
            "not_used",
            "denied",
            "age",
            "too_long",
            "cv_section",
            "nearest",
        ],
        "source": ["example", "nav", "jobtech", "schema_org", "eures"],
        "left_out": ["no_relation", "target_not_four_digits", "source_unknown", "target_unknown"],
        "doctor": [
            text.removeprefix("doctor.") for tree in trees for text in documented.strings(tree) if re.fullmatch(r"doctor(\.[a-z_]+)+", text)
        ],
        **OF_THE_BORDER,
        "quarantine": [text for tree in trees for text in documented.strings(tree) if re.fullmatch(r"record\.[a-z_]+", text)],
    }
    return said_codes() | {f"{group}.{value}" for group, values in lists.items() for value in values}


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_everything_that_can_be_said_has_a_sentence(language: Language) -> None:
    assert expected() - codes(language) == set()


def test_the_codes_are_found_where_they_are_written() -> None:
    found = expected()
    assert {"reason.skills.usual_missing", "reason.travel.beyond_across", "reason.engagement.thesis", "reason.remote.none"} <= found
    assert {"error.file.empty", "error.database.locked", "cli.import.done", "quarantine.record.no_id"} <= found


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_no_sentence_is_empty(language: Language) -> None:
    assert [code for code, texts in forms(language).items() if not all(text.strip() for text in texts)] == []


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_the_same_codes_have_plurals_in_every_language(language: Language) -> None:
    english = forms(Language.EN)
    assert {code: len(texts) for code, texts in forms(language).items()} == {code: len(texts) for code, texts in english.items()}


def test_an_error_sentence_uses_only_fields_that_every_raise_of_its_code_gives() -> None:
    # GIVEN every place that raises one of our errors
    english = forms(Language.EN)
    lacking = {}
    for tree in documented.parse(PACKAGE):
        for call, names in documented.raises(tree):
            given = {keyword.arg for keyword in call.keywords}
            # WHEN its sentence has gaps
            for code in names:
                wanted = gaps(english[f"error.{code}"]) - given
                if wanted:
                    lacking[f"{code} (line {call.lineno})"] = wanted
    # THEN the fields fill all of them
    assert lacking == {}


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        (Language.NB, 1, "Rangert blant 1 åpen annonse."),
        (Language.NB, 12345, "Rangert blant 12\xa0345 åpne annonser."),
        (Language.SV, 1, "Rangordnat bland 1 öppen annons."),
        (Language.SV, 0, "Rangordnat bland 0 öppna annonser."),
    ],
)
def test_a_count_chooses_its_form_and_is_written_by_the_language(language: Language, count: int, text: str) -> None:
    assert say("page.list.open_ads", language, count=count) == text


def test_a_journey_over_the_border_says_so() -> None:
    text = say("reason.travel.within_across", Language.SV, minutes=45, limit=75, home="Strömstad", crosses_border=True)
    assert text == "Ungefär 45 minuter från Strömstad, över gränsen och inom det du vill resa."


def test_a_code_without_a_sentence_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"caveat\.made_up"):
        say("caveat.made_up", Language.NB)


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_no_sentence_waits_for_somebody_to_say_it(language: Language) -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "web" / "templates").rglob("*.html"))
    shown = set(re.findall(r"""{% say ["']([a-z_.]+)["']""", templates))
    assert (
        codes(language) - expected() - shown - {"cli.show.members", "cli.show.replaced_by", "cli.show.essential", "cli.show.optional"}
        == set()
    )
