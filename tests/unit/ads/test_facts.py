"""Ways of putting things that the gold set's development half taught."""

import pytest

from tvers.ads import RequirementKind as Kind
from tvers.ads import read_text


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("Du er utdannet sykepleier.", Kind.LEVEL, ["isced6"]),
        ("Du er utdanna sjukepleiar.", Kind.LEVEL, ["isced6"]),
        ("Barnehagelærerutdanning kreves.", Kind.LEVEL, ["isced6"]),
        ("Du är legitimerad sjuksköterska.", Kind.LEVEL, ["isced6"]),
        ("Eftergymnasial utbildning inom ekonomi krävs.", Kind.LEVEL, ["isced5"]),
        ("Du må være utdannet helsefagarbeider.", Kind.LEVEL, ["isced3"]),
        ("Utbildad undersköterska krävs.", Kind.LEVEL, ["isced3"]),
        ("Du blir vår nya Scrum Master.", Kind.LEVEL, []),
        ("You like to learn and master Django.", Kind.LEVEL, []),
        ("Du undervisar på magisterprogrammet.", Kind.LEVEL, []),
        ("Krav: svensk medborgare.", Kind.LANGUAGE, []),
        ("Språkkunnskaper i ukrainsk, russisk og arabisk er et krav.", Kind.LANGUAGE, ["ar", "ru", "uk"]),
        ("Good communication skills in Norwegian.", Kind.LANGUAGE, ["no"]),
        ("Førekort er eit krav.", Kind.LICENCE, ["B"]),
        ("Førekort klasse B er eit krav.", Kind.LICENCE, ["B"]),
        ("Førerkort klasse C1 kreves.", Kind.LICENCE, ["C1"]),
        ("Utökat B-kort krävs.", Kind.LICENCE, ["B96"]),
        ("3-5+ years of experience in platform engineering.", Kind.EXPERIENCE, ["3"]),
    ],
)
def test_facts_are_read_as_people_put_them(text: str, kind: Kind, values: list[str]) -> None:
    assert sorted({one.value for one in read_text(text) if one.kind is kind}) == values


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Norsk og engelsk: Flytende muntlig og skriftlig", {"no": "C1", "en": "C1"}),
        ("Du uttrycker dig mycket väl på svenska i tal och skrift.", {"sv": "C1"}),
        ("Du snakkar godt norsk, minst B1.", {"no": "B2"}),
        ("Norskkunnskaper på nivå B1 er et krav.", {"no": "B1"}),
        ("Grundläggande kunskaper i svenska.", {"sv": "A2"}),
        ("Good communication skills in English – Norwegian language is a plus.", {"en": "B2", "no": ""}),
        ("Goda kunskaper i svenska, och gärna engelska.", {"sv": "B2", "en": ""}),
        ("Muntlig og skriftlig norsk er et krav.", {"no": ""}),
    ],
)
def test_how_well_a_language_must_be_known_is_told_by_the_words_beside_it(text: str, levels: dict[str, str]) -> None:
    assert {one.value: one.cefr for one in read_text(text) if one.kind is Kind.LANGUAGE} == levels
