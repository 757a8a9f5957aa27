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
        ("Du är utbildad sjuksköterska.", Kind.LEVEL, ["isced6"]),
        ("Du är legitimerad sjuksköterska.", Kind.LEVEL, []),  # a licence to practise, which is told as that
        ("Du har en examen från universitet eller högskola.", Kind.LEVEL, ["isced6"]),
        ("Examen från högskola/universitet inom systemvetenskap.", Kind.LEVEL, ["isced6"]),
        ("Du studerar vid högskola/universitet.", Kind.LEVEL, []),
        ("Du är fysioterapeut med flera års erfarenhet.", Kind.LEVEL, ["isced6"]),
        ("Deg som er psykolog.", Kind.LEVEL, ["isced7"]),
        ("Dig som är undersköterska.", Kind.LEVEL, ["isced3"]),
        ("Du får møte en lege.", Kind.LEVEL, []),
        ("Academic degree in a technical subject.", Kind.LEVEL, ["isced6"]),
        ("You will work with the Scrum masters.", Kind.LEVEL, []),
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
    ],
)
def test_facts_are_read_as_people_put_them(text: str, kind: Kind, values: list[str]) -> None:
    assert sorted({one.value for one in read_text(text) if one.kind is kind}) == values


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3-5+ years of experience in platform engineering.", ["3"]),
        ("At least seven years of experience as an Android developer.", ["7"]),
        ("You have a minimum of 5 years relevant working experience.", ["5"]),
        ("4+ years of education.", []),
        ("Vi söker dig som arbetat med systemutveckling i minst två år.", ["2"]),
        ("Har arbetat minst 5 år som programmerare.", ["5"]),
        ("Erfarenhet av C# .Net Core i minst 1 år.", ["1"]),
        ("Minst 6-12 månaders erfarenhet av försäljning.", ["0.5"]),
        ("Minimum 18 måneders erfaring fra lager.", ["1.5"]),
        ("Anställningen varar i 6 månader.", []),
    ],
)
def test_years_of_experience_are_read_as_people_put_them(text: str, years: list[str]) -> None:
    assert sorted({one.value for one in read_text(text) if one.kind is Kind.EXPERIENCE}) == years


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
