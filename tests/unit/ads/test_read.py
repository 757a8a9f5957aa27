import pytest

from tvers.ads import (
    Ad,
    AdReader,
    AdReading,
    Employer,
    Engagement,
    Remote,
    Requirement,
    RequirementKind,
    Workplace,
    WorkTime,
    load_examples,
    read_ad,
    read_text,
)
from tvers.ads._facts import facts_of
from tvers.ads._wording import Openings
from tvers.ads._wording import wording as wording_table
from tvers.kernel import Country, Language
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy, load_starter

KIND = RequirementKind


def taxonomy() -> Taxonomy:
    plc = Concept(
        "plc", "tvers", ConceptKind.SKILL, "plc", (Name(Language.NB, "PLS-programmering"), Name(Language.SV, "PLC-programmering"))
    )
    welding = Concept("welding", "tvers", ConceptKind.SKILL, "welding", (Name(Language.NB, "sveising"), Name(Language.SV, "svetsning")))
    swedish = Concept("swedish", "tvers", ConceptKind.SKILL, "swedish", (Name(Language.NB, "svensk"),))
    welder = Concept("welder", "tvers", ConceptKind.OCCUPATION, "welder", (Name(Language.NB, "sveiser"),), isco08="7212")
    return Taxonomy([plc, welding, swedish, welder])


def ad(text: str, title: str = "Sveiser", country: Country = Country.NO, requirements: tuple[Requirement, ...] = ()) -> Ad:
    return Ad("test", "1", title, Employer("Prøve AS"), (Workplace(country, "Halden"),), text, requirements=requirements)


def read(text: str) -> AdReading:
    return read_ad(ad(text), taxonomy())


def asked(text: str, kind: RequirementKind) -> list[tuple[str, bool]]:
    return [(found.value, found.must) for found in read(text).requirements if found.kind is kind]


def wording(text: str) -> list[str]:
    return [text[found.start : found.end] for found in read_text(text)]


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("Du må ha fagbrev.", True),
        ("Fagbrev er en fordel.", False),
        ("Gjerne fagbrev.", False),
        ("Yrkesbevis är meriterande.", False),
        ("Yrkesbevis krävs.", True),
        ("A trade certificate is required.", True),
        ("A trade certificate is an advantage.", False),
    ],
)
def test_the_sentence_tells_must_from_nice(text: str, must: bool) -> None:  # noqa: FBT001 - a parameter of the table above
    assert asked(text, KIND.LEVEL) == [("isced3", must)]


def test_one_sentence_does_not_colour_the_next() -> None:
    assert asked("Sveising er en fordel. Du må kunne PLS-programmering.", KIND.SKILL) == [("welding", False), ("plc", True)]


def test_a_heading_colours_the_lines_below_it_until_the_next_heading() -> None:
    text = "Ønskelig:\n- sveising\n- førerkort klasse B\nKvalifikasjoner\n- PLS-programmering"

    assert asked(text, KIND.SKILL) == [("welding", False), ("plc", True)]
    assert asked(text, KIND.LICENCE) == [("B", False)]


def test_a_must_anywhere_wins_over_a_nice_elsewhere() -> None:
    assert asked("Gjerne sveising. Du må kunne sveising.", KIND.SKILL) == [("welding", True)]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Krav om doktorgrad.", "isced8"),
        ("Krav om mastergrad.", "isced7"),
        ("Civilingenjörsexamen krävs.", "isced7"),
        ("Krav om bachelorgrad.", "isced6"),
        ("Högskoleexamen krävs.", "isced6"),
        ("Krav om teknisk fagskole.", "isced5"),
        ("YH-utbildning krävs.", "isced5"),
        ("Krav om fagbrev.", "isced3"),
        ("Gymnasieutbildning krävs.", "isced3"),
    ],
)
def test_the_level_of_education_is_read(text: str, level: str) -> None:
    assert asked(text, KIND.LEVEL) == [(level, True)]


def test_the_lowest_level_named_is_what_the_ad_asks() -> None:
    assert asked("Krav om bachelorgrad eller fagskole.", KIND.LEVEL) == [("isced5", True)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Du har minst 5 års erfaring med drift.", "5"),
        ("Minst tre års erfaring fra nettselskap.", "3"),
        ("Minst två års erfarenhet av underhåll.", "2"),
        ("Du har fem års erfarenhet av underhåll.", "5"),
        ("At least four years of experience.", "4"),
        ("Du har 3-5 års erfaring med drift.", "3"),
        ("Du har 3 til 5 års erfaring med drift.", "3"),
        ("Erfaring fra drift, minimum 2 år.", "2"),
    ],
)
def test_years_of_experience_are_read_in_digits_and_in_words(text: str, years: str) -> None:
    assert asked(text, KIND.EXPERIENCE) == [(years, True)]


@pytest.mark.parametrize("text", ["Selskapet har 30 års erfaring.", "Vi har erfaring fra 1999.", "Avtalen gjelder i 3 år."])
def test_other_numbers_are_not_years_that_are_asked_for(text: str) -> None:
    assert asked(text, KIND.EXPERIENCE) == []


def test_the_least_number_of_years_counts() -> None:
    assert asked("Du har 5 års erfaring med drift. Du har 2 års erfaring med ledelse.", KIND.EXPERIENCE) == [("2", True)]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Du behersker norsk og engelsk muntlig og skriftlig.", [("no", True), ("en", True)]),
        ("Svenska i tal och skrift krävs. Engelska är meriterande.", [("sv", True)]),
        ("God engelsk er en fordel.", [("en", False)]),
        ("Du snakker et skandinavisk språk.", [("no", True), ("sv", True), ("da", True)]),
        ("Vi lager norsk mat.", []),
    ],
)
def test_a_language_is_asked_for_beside_a_word_of_mastering_it(text: str, languages: list[tuple[str, bool]]) -> None:
    assert asked(text, KIND.LANGUAGE) == languages


def test_a_language_is_not_asked_for_as_a_skill_too() -> None:
    reading = read("Du behersker svensk muntlig.")

    assert [(found.kind, found.value) for found in reading.requirements] == [(KIND.LANGUAGE, "sv")]
    assert reading.language_stated


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("Krav om førerkort klasse B.", [("B", True)]),
        ("B-körkort krävs.", [("B", True)]),
        ("Körkort krävs.", [("B", True)]),
        ("CE-körkort krävs.", [("B", True), ("CE", True)]),
        ("Førerkort er en fordel.", [("B", False)]),
        ("Du har sertifikat for truck.", []),
    ],
)
def test_a_driving_licence_is_read(text: str, licences: list[tuple[str, bool]]) -> None:
    assert asked(text, KIND.LICENCE) == licences


def test_every_requirement_of_a_text_points_at_its_own_words() -> None:
    text = "Om deg\n- Bachelorgrad\n- Minst tre års erfaring\n- Førerkort klasse B\n- Du snakker norsk"

    assert wording(text) == ["Bachelor", "tre års erfaring", "Førerkort klasse B", "norsk"]


def test_letters_that_fold_to_two_do_not_move_the_places() -> None:
    assert wording("Straße i İzmir. Krav om norsk.") == ["norsk"]


def test_a_skill_points_at_its_own_words() -> None:
    text = "Straße! Du kan PLS-programmering og sveising."

    assert [text[found.start : found.end] for found in read(text).requirements] == ["PLS-programmering", "sveising"]


@pytest.mark.parametrize("text", ["Førerkort klasse B", "Sveiser med 5 års erfaring", "Om deg\nFagbrev\nStiller gjerne"])
def test_a_short_line_without_a_full_stop_is_no_heading_where_it_asks_for_something(text: str) -> None:
    assert len({found.start for found in read_text(text)}) == 1


def test_a_list_without_marks_keeps_the_colour_of_its_heading() -> None:
    assert [found.must for found in read_text("Meriterande\nEftergymnasial utbildning\nB-körkort")] == [False, False]


def test_a_field_of_the_feed_wins_over_the_text() -> None:
    given = Requirement(KIND.LEVEL, "isced6", must=True)

    reading = read_ad(ad("Krav om mastergrad. Krav om førerkort klasse B.", requirements=(given,)), taxonomy())

    assert reading.disputed == (KIND.LEVEL,)
    assert [(found.value, found.from_feed) for found in reading.requirements] == [("isced6", True), ("B", False)]


def test_a_skill_of_the_text_is_added_to_those_of_the_feed() -> None:
    given = Requirement(KIND.SKILL, "plc", must=True)

    reading = read_ad(ad("Du kan sveising.", requirements=(given,)), taxonomy())

    assert [found.value for found in reading.requirements] == ["plc", "welding"]


def test_an_ad_without_telling_words_is_in_the_language_of_its_country() -> None:
    assert read_ad(ad("", title="Operatør", country=Country.NO), taxonomy()).language is Language.NB
    assert read_ad(ad("", title="CNC", country=Country.SE), taxonomy()).language is Language.SV


def test_terms_of_the_work_are_read_out_of_the_text() -> None:
    reading = read_ad(ad("Heltid, med mulighet for hjemmekontor.", title="Sveiser, sommerjobb"), taxonomy())

    assert (reading.work_time, reading.remote, reading.engagement) == (WorkTime.FULL, Remote.PART, Engagement.SUMMER)


def test_what_the_ad_does_not_say_stays_unknown() -> None:
    reading = read("Vi er et verksted.")

    assert (reading.work_time, reading.remote, reading.engagement, reading.requirements) == (None, None, None, ())


def test_the_title_says_what_the_ad_is_for() -> None:
    reading = read("Vi er et verksted.")

    assert reading.occupations[0].concept_id == "welder"
    assert not reading.occupation_certain


def test_a_reading_names_the_taxonomy_it_was_made_with() -> None:
    assert AdReader(taxonomy()).version != AdReader(Taxonomy([])).version
    assert read("").version == AdReader(taxonomy()).version


@pytest.mark.parametrize(
    ("aside", "heading"),
    [("Om oss", "Kvalifikasjoner"), ("Vi erbjuder:", "Kvalifikationer"), ("Benefits", "Requirements"), ("Vi tilbyr", "Du har")],
)
def test_skills_named_of_the_employer_are_not_asked_for(aside: str, heading: str) -> None:
    assert asked(f"{aside}\nKurs i PLS-programmering.\n\n{heading}\nErfaring med sveising.", KIND.SKILL) == [("welding", True)]


@pytest.mark.parametrize(
    ("text", "levels", "languages"),
    [
        ("Krav om mastergrad, gjerne ph.d.", [("isced7", True)], []),
        ("Bachelorgrad er en fordel, men du må ha fagbrev.", [("isced3", True)], []),
        ("Norsk er et krav og engelsk er en fordel i språk.", [], [("no", True), ("en", False)]),
        ("Du måste behärska svenska i tal och skrift, meriterande med engelska.", [], [("sv", True), ("en", False)]),
        ("Meriterande om du har kunskaper i engelska och tyska.", [], [("en", False), ("de", False)]),
    ],
)
def test_in_one_sentence_each_thing_is_must_or_nice_by_the_words_beside_it(
    text: str, levels: list[tuple[str, bool]], languages: list[tuple[str, bool]]
) -> None:
    assert asked(text, KIND.LEVEL) == levels
    assert asked(text, KIND.LANGUAGE) == languages


@pytest.mark.parametrize(
    "text",
    [
        "Verkstedet vokser. Vi søker nå to dyktige sveisere til Halden.",
        "Som sveiser hos oss får du varierte oppdrag.",
        "I stillingen som sveiser møter du kunder.",
        "• Som sveiser jobber du i team",
        "Vi ser etter en sveiser som er nøyaktig.",
    ],
)
def test_an_ad_whose_title_says_nothing_is_for_what_its_text_announces(text: str) -> None:
    reading = read_ad(ad(text, title="Bli en av oss!"), taxonomy())

    assert reading.occupations[0].concept_id == "welder"
    assert reading.occupation_recognised


@pytest.mark.parametrize(
    "text",
    [
        "Du kan sveise og vil lære mer.",
        "Du samarbeider med sveisere og elektrikere.",
        "Vi søker deg som liker sveising.",
        "Vi søker Salgsleder Sveiser til butikken.",
    ],
)
def test_an_occupation_that_a_text_only_touches_on_is_not_what_the_ad_is_for(text: str) -> None:
    assert not read_ad(ad(text, title="Bli en av oss!"), taxonomy()).occupation_recognised


LEAD = "Verket leverer sveising til hele landet."


def test_before_the_first_heading_an_ad_speaks_of_the_employer_until_it_speaks_to_the_reader() -> None:
    assert asked(f"{LEAD}\n\nKvalifikasjoner\n- PLS-programmering", KIND.SKILL) == [("plc", True)]
    assert asked(f"{LEAD} Du behersker sveising.\n\nKvalifikasjoner\n- PLS-programmering", KIND.SKILL) == [("welding", True), ("plc", True)]
    assert asked(LEAD, KIND.SKILL) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [("Three years or more of embedded C.", "3"), ("5+ years of Java", "5"), ("Minst to års erfaring med PLS", "2")],
)
def test_years_are_read_however_they_are_put(text: str, years: str) -> None:
    assert asked(text, KIND.EXPERIENCE) == [(years, True)]


@pytest.mark.parametrize("word", ["fordeling av", "fördelningsstationer och", "plusser på"])
def test_a_word_that_only_begins_like_one_of_wishing_makes_nothing_nice(word: str) -> None:
    assert asked(f"{word} fagbrev", KIND.LEVEL) == [("isced3", True)]


def test_what_is_said_to_be_useful_and_no_requirement_is_nice() -> None:
    found = read("Good English. Spoken Norwegian or Swedish is useful in the coffee break but not a requirement.").requirements

    assert {(one.value, one.must) for one in found if one.kind is KIND.LANGUAGE} == {("en", True), ("no", False), ("sv", False)}


@pytest.mark.parametrize(
    ("text", "level", "experience"),
    [
        ("Fagbrev og fem års erfaring, gjerne fra prosessindustri.", [True], [True]),
        ("Minst fem års erfarenhet, helst från industrin; yrkesbevis.", [False], [True]),
        ("Gjerne fagbrev.", [False], []),
        ("Du har fem års erfaring og gjerne fagbrev.", [False], [True]),
        ("Fagbrev er en fordel. Fem års erfaring er et krav.", [False], [True]),
        ("At least five years of experience, preferably with a trade certificate.", [False], [True]),
    ],
)
def test_rather_tells_only_of_what_follows(text: str, level: list[bool], experience: list[bool]) -> None:
    assert [must for _, must in asked(text, KIND.LEVEL)] == level
    assert [must for _, must in asked(text, KIND.EXPERIENCE)] == experience


def test_a_master_that_may_rather_be_a_doctor_is_still_a_must() -> None:
    found = [(one.value, one.must) for one in read_text("Krav om mastergrad, gjerne ph.d.") if one.kind is KIND.LEVEL]

    assert sorted(found) == [("isced7", True), ("isced8", False)]


def test_no_pattern_is_passed_over_where_it_would_match() -> None:
    table = wording_table()
    texts = [f"{one.title}\n{one.text}".lower() for one in load_examples()]
    soughts = [*(sought for _, _, sought in table.facts), *(sought for _, sought in table.titled_engagement.pairs)]
    worth_it = {text: Openings(soughts).numbers(text) for text in texts}
    matching = {text: [number for number, sought in enumerate(soughts) if sought.pattern.search(text)] for text in texts}

    assert all(set(matching[text]) <= set(worth_it[text]) for text in texts)
    assert sum(map(len, worth_it.values())) < len(soughts) * len(texts) / 2


def test_every_word_that_announces_is_found_by_its_opening_letters() -> None:
    table = wording_table()
    texts = [one.text.lower() for one in load_examples()]
    slowly = [[found.end() for found in table.announced.pattern.finditer(text)] for text in texts]

    assert [list(table.announcements(text)) for text in texts] == slowly
    assert sum(map(len, slowly)) > len(texts) / 2


def test_a_language_is_asked_for_as_a_language_and_never_as_a_skill() -> None:
    reading = read_ad(ad("Norwegian er et flyselskap. Du leser engelske manualer. Du snakker flytende svensk."), load_starter())

    assert [(one.kind, one.value) for one in reading.requirements] == [(KIND.LANGUAGE, "sv")]


def test_looking_only_where_letters_stand_finds_what_looking_everywhere_finds() -> None:
    table = wording_table()
    for ad in load_examples():
        sections, _ = facts_of(ad.text)
        found = {(one.kind, one.start) for one in read_text(ad.text)}
        for section in sections:
            for kind, _, sought in table.facts:
                hit = sought.pattern.search(section.words)
                if hit and kind in (KIND.LEVEL, KIND.LICENCE):
                    assert (kind, section.start + hit.start()) in found
