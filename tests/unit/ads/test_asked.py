"""What an ad asks for is told from what it says of the work, of itself and of the person; what it states of the work has its place."""

from dataclasses import replace

import pytest

from tvers.ads import Ad, AdReading, Employer, Engagement, Remote, Requirement, RequirementKind, Workplace, WorkTime, read_ad, read_text
from tvers.kernel import Country, Language
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

KIND = RequirementKind


def skill(code: str, kind: str, nb: str, sv: str, en: str, scheme: str = "tvers") -> Concept:
    names = (Name(Language.NB, nb), Name(Language.SV, sv), Name(Language.EN, en))
    return Concept(code, scheme, ConceptKind.SKILL, code, names, skill_type=kind)


TAXONOMY = Taxonomy(
    [
        skill("welding", "skill", "sveising", "svetsning", "welding"),
        skill("plc", "skill", "PLS-programmering", "PLC-programmering", "PLC programming"),
        skill("telecom", "knowledge", "telekombransjen", "telekombranschen", "telecommunications"),
        skill("cad", "tool", "AutoCAD", "AutoCAD", "AutoCAD"),
        skill("team", "quality", "samarbeidsevner", "samarbetsförmåga", "teamwork"),
    ]
)


def ad(text: str, title: str = "Sveiser", language: Language = Language.NB) -> Ad:
    return Ad("test", "1", title, Employer("Prøve AS"), (Workplace(Country.NO, "Halden"),), text, language=language)


def read(text: str, language: Language = Language.NB) -> AdReading:
    return read_ad(ad(text, language=language), TAXONOMY)


def skills(text: str, language: Language = Language.NB) -> dict[str, bool]:
    return {one.value: one.must for one in read(text, language).requirements if one.kind is KIND.SKILL}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Arbeidsoppgaver\n- Sveising av rør\n- PLS-programmering", Language.NB),
        ("Arbeidsoppgåver\n- Sveising av røyr", Language.NN),
        ("Arbetsuppgifter:\n- Svetsning av rör", Language.SV),
        ("Responsibilities\n- Welding of pipes", Language.EN),
        ("Om oss\nVi har erfaring med sveising.", Language.NB),
        ("Vi tilbyr\n- Kurs i sveising", Language.NB),
        ("Verket har lang erfaring. Vi har lang erfaring med sveising, og du får erfaring med sveising.", Language.NB),
        ("Du blir del av et lag som driver med sveising.", Language.NB),
        ("Vi har lång erfarenhet av svetsning.", Language.SV),
        ("You will gain experience in welding.", Language.EN),
        ("Kvalifikasjoner\n- Gode samarbeidsevner", Language.NB),
        ("Kvalifikasjoner\n- Interesse for sveising", Language.NB),
        ("Vi söker dig som brinner för svetsning.", Language.SV),
        ("You have a passion for welding.", Language.EN),
        ("Vi søker deg uavhengig av religion, livssyn og sveising.", Language.NB),
        ("Du har erfarenhet från telekombranschen.", Language.SV),
        ("Du møter AutoCAD-teamet.", Language.NB),
    ],
)
def test_what_the_work_is_what_the_employer_offers_and_what_people_are_like_is_not_asked_for(text: str, language: Language) -> None:
    assert skills(text, language) == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Arbeidsoppgaver\n- Montasje\n- Du må ha erfaring med sveising", Language.NB),
        ("Kvalifikasjoner\n- Sveising", Language.NB),
        ("Kvalifikasjoner\n- Interesse for og erfaring med sveising", Language.NB),
        ("Kvalifikasjoner\n- Gode norskkunnskaper, interesse for fag, sveising", Language.NB),
        ("Hvem ser vi etter?\n- Sveising", Language.NB),
        ("Kven ser vi etter?\n- Sveising", Language.NN),
        ("Du har røynsle med sveising.", Language.NN),
        ("Du meistrar sveising og har fagbrev.", Language.NN),
        ("Vi søker deg som behersker sveising.", Language.NB),
        ("Vi söker dig som behärskar svetsning.", Language.SV),
        ("Vem är du?\n- Svetsning", Language.SV),
        ("Vi tror att du trivs om du har koll på...\n- Svetsning", Language.SV),
        ("I denna roll söker vi dig som har arbetat i flera år med följande och gärna kan visa det:\n- Svetsning", Language.SV),
        ("What you bring\n- Welding", Language.EN),
        ("Proficiency in welding is needed.", Language.EN),
    ],
)
def test_what_is_asked_for_is_found_under_its_heading_or_by_the_words_of_its_sentence(text: str, language: Language) -> None:
    assert set(skills(text, language)) == {"welding"}


def test_a_tool_that_the_work_is_done_with_is_nice_to_know() -> None:
    assert skills("Arbeidsoppgaver\n- Tegning i AutoCAD\n- Sveising") == {"cad": False}
    assert skills("Kvalifikasjoner\n- AutoCAD") == {"cad": True}
    assert skills("Om oss\nVi bruker AutoCAD.") == {}


def test_a_short_line_below_another_is_an_item_and_one_after_an_empty_line_a_heading() -> None:
    assert skills("Meriterande kompetenser:\nUtökat B-kort\nSvetsning\nAutoCAD", Language.SV) == {"welding": False, "cad": False}
    assert skills("Kvalifikationer\nNoggrannhet\n\nHuman IT\nSvetsning är vår vardag.", Language.SV) == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Bachelorgrad innen elkraft.", "0713"),
        ("Utdanningsretning\n- Elektronikk", "0714"),
        ("Du har høgare utdanning innan økonomi.", "041"),
        ("Akademisk utbildning inom it krävs.", "061"),
        ("Vi söker dig med utbildning inom bygg- och anläggning.", "0732"),
        ("Bachelor's degree in Computer Science required.", "061"),
        ("Du är utbildad socionom.", "0923"),
        ("Du må være utdannet sykepleier.", "0913"),
    ],
)
def test_a_field_of_study_is_read_beside_a_word_of_schooling(text: str, field: str) -> None:
    assert {one.value for one in read_text(text) if one.kind is KIND.FIELD} == {field}


@pytest.mark.parametrize(
    "text",
    [
        "Vi leverer til elkraft og bygg.",
        "Om oss\nVi har utdannet folk innen elkraft.",
        "Make it a degree better.",
        "Du bliver Scrum Master i IT.",
    ],
)
def test_a_branch_is_no_field_of_study(text: str) -> None:
    assert [one.value for one in read_text(text) if one.kind is KIND.FIELD] == []


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        ("Du har fagbrev som sveiser.", KIND.CERTIFICATE, "trade", "fagbrev som "),
        ("Du har sveinebrev.", KIND.CERTIFICATE, "trade", "sveinebrev"),
        ("Krav om politiattest.", KIND.CERTIFICATE, "vetting", "politiattest"),
        ("Säkerhetsprövning görs.", KIND.CERTIFICATE, "vetting", "Säkerhetspröv"),
        ("Norsk autorisasjon som sykepleier.", KIND.AUTHORISATION, "health", "Norsk autorisasjon"),
        ("Du är legitimerad fysioterapeut.", KIND.AUTHORISATION, "health", "legitimerad fysioterapeut"),
        ("Lärarlegitimation krävs.", KIND.AUTHORISATION, "school", "Lärarlegitimation"),
        ("Mulighet for hjemmekontor.", KIND.REMOTE, "part", "hjemmekontor"),
        ("Høve til heimekontor.", KIND.REMOTE, "part", "heimekontor"),
        ("Arbetet görs helt på distans.", KIND.REMOTE, "full", "helt på distans"),
        ("Det er ikke mulighet for hjemmekontor.", KIND.REMOTE, "none", "ikke mulighet for hjemmekontor"),
        ("Tjänsten är på heltid.", KIND.WORK_TIME, "full", "heltid"),
        ("Ledig 60 % stilling.", KIND.WORK_TIME, "part", "60 % stilling"),
        ("Stillingsprosent: 100%", KIND.WORK_TIME, "full", "100%"),
        ("Det er ei fast stilling.", KIND.ENGAGEMENT, "permanent", "fast stilling"),
        ("Stillingen er et vikariat.", KIND.ENGAGEMENT, "fixed_term", "vikariat"),
        ("Tillsvidareanställning", KIND.ENGAGEMENT, "permanent", "Tillsvidare"),
        ("Vi söker sommarvikarier.", KIND.ENGAGEMENT, "summer", "sommarvikar"),
        ("Vi søker lærling i sveisefaget.", KIND.ENGAGEMENT, "apprenticeship", "søker lærling"),
        ("Hos oss kan du skriva ditt examensarbete.", KIND.ENGAGEMENT, "thesis", "skriva ditt examensarbete"),
    ],
)
def test_papers_and_terms_are_read_with_their_places(text: str, kind: RequirementKind, value: str, words: str) -> None:
    found = [one for one in read_text(text) if one.kind is kind]
    assert [(one.value, text[one.start : one.end]) for one in found][:1] == [(value, words)]


@pytest.mark.parametrize(
    "text",
    [
        "20 % rabatt i butikken.",
        "Fast lønn.",
        "Vi tar imot lærlinger hvert år.",
        "Bygger hybridbiler.",
        "Vi har 100 ansatte.",
        "Du har erfaring fra sommerjobb.",
        "We provide temporary housing.",
    ],
)
def test_words_that_only_look_like_terms_are_none(text: str) -> None:
    assert read_text(text) == ()


def test_of_several_terms_of_a_kind_that_first_which_counts_and_what_the_title_says_too() -> None:
    reading = read_ad(ad("Heltid eller deltid. Fast stilling.", title="Sommerjobb som sveiser"), TAXONOMY)
    assert (reading.work_time, reading.remote, reading.engagement) == (WorkTime.PART, None, Engagement.SUMMER)
    assert [(one.kind, one.value, one.from_feed) for one in reading.terms] == [
        (KIND.WORK_TIME, "part", False),
        (KIND.WORK_TIME, "full", False),
        (KIND.ENGAGEMENT, "summer", True),
        (KIND.ENGAGEMENT, "permanent", False),
    ]


def test_fields_of_the_feed_win_over_the_text_and_where_they_differ_that_is_told() -> None:
    given = replace(ad("Vikariat på heltid. Mulighet for hjemmekontor."), engagement=Engagement.PERMANENT, remote=Remote.PART)
    reading = read_ad(given, TAXONOMY)
    assert (reading.engagement, reading.remote, reading.work_time) == (Engagement.PERMANENT, Remote.PART, WorkTime.FULL)
    assert reading.disputed == (KIND.ENGAGEMENT,)
    assert read_ad(replace(given, engagement=Engagement.FIXED_TERM), TAXONOMY).disputed == ()
    assert read_ad(replace(given, text="Fast jobb etterpå.", engagement=Engagement.APPRENTICESHIP), TAXONOMY).disputed == ()
    assert read_ad(replace(given, text="Sommerjobb hos oss.", engagement=Engagement.FIXED_TERM), TAXONOMY).disputed == ()


def test_a_skill_of_the_feed_that_nobody_has_imported_is_known_by_what_the_feed_calls_it() -> None:
    given = (
        Requirement(KIND.SKILL, "jobtech:abcd", must=True, label="Svetsning"),
        Requirement(KIND.SKILL, "jobtech:efgh", must=False, label="Blästring av gjutgods"),
    )
    found = read_ad(replace(ad(""), requirements=given), TAXONOMY).requirements
    assert [(one.value, one.label) for one in found] == [("welding", "Svetsning"), ("jobtech:efgh", "Blästring av gjutgods")]
