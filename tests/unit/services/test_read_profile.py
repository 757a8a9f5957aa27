from dataclasses import replace

import pytest

from tvers.kernel import Country, Language
from tvers.linking import CodeHint
from tvers.person import Home, Profile
from tvers.services import Engine, read_profile
from tvers.taxonomy import Crosswalk, Mapping, Relation, Taxonomy, load_starter

ENGINE = Engine(load_starter())


def test_an_occupation_outside_what_is_loaded_is_not_covered_and_no_far_guess_is_offered() -> None:
    (lost,) = read_profile(Profile(occupations=("bryllupsfotograf",)), ENGINE).not_understood
    assert (lost.field, lost.reason, lost.nearest) == ("occupations", "not_covered", ())


def test_a_saved_profile_follows_an_id_that_was_replaced_and_one_that_was_split() -> None:
    starter = load_starter()
    first, second = (one.id for one in starter.occupations[:2])
    rows = [("tvers:gone", first), ("tvers:split", first), ("tvers:split", second)]
    history = Crosswalk("tvers", "tvers", "replaced concepts", tuple(Mapping(*row, Relation.EXACT) for row in rows))
    engine = Engine(Taxonomy(starter, (*starter.crosswalks, history), starter.schemes))
    assert dict(read_profile(Profile(occupations=("tvers:gone",)), engine).view.occupations) == {first: 1.0}
    split = read_profile(Profile(occupations=("tvers:split",)), engine)
    assert {concept for concept, _ in split.view.occupations} == {first, second}
    assert split.not_understood == ()


def test_an_unknown_place_is_named_with_the_nearest() -> None:
    read = read_profile(Profile(home=Home("Strömstadd")), ENGINE)
    assert read.view.home is None
    assert (read.not_understood[0].reason, read.not_understood[0].nearest[0]) == ("unknown_place", "Strömstad")


@pytest.mark.parametrize(
    "text", ["Elektriker i Halden", "Jeg er elektriker", "elektriker, Strömstad", "electrician near Halden", "Svetsare och elektriker"]
)
def test_a_few_words_are_enough_to_name_an_occupation(text: str) -> None:
    view = read_profile(Profile(text=text), ENGINE).view
    assert "elektriker" in [ENGINE.taxonomy.name(concept, Language.NB) for concept, _ in view.occupations]


def test_free_text_gives_occupation_years_place_and_names_the_rest() -> None:
    read = read_profile(Profile(text="Elektriker i Halden med fem års erfaring, kan NEK 400, liker qwxzrtp"), ENGINE)
    assert [ENGINE.taxonomy.name(concept, Language.NB) for concept, _ in read.view.occupations] == ["elektriker"]
    assert read.view.experience_years == 5
    assert read.view.home is not None
    assert read.view.home.name == "Halden"
    assert any("qwxzrtp" in lost.said for lost in read.not_understood)


def test_a_title_outside_the_codes_group_is_not_called_certain() -> None:
    inside = ENGINE.linker.link_occupation(["elektriker"], [CodeHint("styrk08", "7411")], Language.NB)
    outside = ENGINE.linker.link_occupation(["elektriker"], [CodeHint("styrk08", "7212")], Language.NB)
    assert inside.by_code
    assert outside.best is not None
    assert ENGINE.taxonomy.name(outside.best.concept_id, Language.NB) == "elektriker"
    assert not outside.by_code


def told(text: str) -> tuple[set[str], set[tuple[str, str]]]:
    """What is understood as names and values, and what is not with the reason."""
    read = read_profile(Profile(text=text), ENGINE)
    understood = {one.value or ENGINE.taxonomy.name(one.concept_id, Language.NB) for one in read.understood}
    return understood, {(one.said, one.reason) for one in read.not_understood}


@pytest.mark.parametrize(
    ("text", "age"),
    [("Jag är 18 år, svetsare", "18 år"), ("Elev på videregående, 17 år", "17 år"), ("I am 40 years old, welder", "40 years old")],
)
def test_an_age_is_never_experience(text: str, age: str) -> None:
    read = read_profile(Profile(text=text), ENGINE)
    assert read.view.experience_years is None
    assert (age, "age") in {(one.said, one.reason) for one in read.not_understood}


@pytest.mark.parametrize("text", ["har ingen erfarenhet", "Uten erfaring", "no work experience", "Jeg har ikke noe arbeidserfaring"])
def test_no_experience_is_none(text: str) -> None:
    assert read_profile(Profile(text=text), ENGINE).view.experience_years == 0


@pytest.mark.parametrize("text", ["Elektriker, 5 år", "fem års erfaring", "Sveiser med ti år i faget", "10 years as a welder"])
def test_years_in_a_trade_are_experience(text: str) -> None:
    assert read_profile(Profile(text=text), ENGINE).view.experience_years in (5, 10)


@pytest.mark.parametrize("text", ["Har inte körkort", "Ingen førerkort", "I have no driving licence", "Jeg mangler førerkort klasse B"])
def test_a_licence_that_is_denied_is_not_held(text: str) -> None:
    read = read_profile(Profile(text=text), ENGINE)
    assert read.view.licences == ()
    assert read.view.skills == ()
    assert "denied" in {one.reason for one in read.not_understood}


def test_an_occupation_that_is_denied_is_told_and_not_used() -> None:
    understood, lost = told("Jeg er ikke elektriker, men sveiser")
    assert understood == {"sveiser"}
    assert lost == {("ikke elektriker", "denied")}
    assert told("Ikke bare elektriker")[0] == {"elektriker"}


def test_an_occupation_that_is_not_covered_is_told_also_beside_what_is_understood() -> None:
    assert ("undersköterska", "unknown_word") in told("Jag är undersköterska och bor i Strömstad")[1]
    assert ("Advokat", "unknown_word") in told("Advokat med 6 års erfaring")[1]


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Nyutdannet sivilingeniør i kjemi fra Moss", "kjemiingeniør"),
        ("I teach science and maths at lower secondary school", "naturfaglærer i ungdomsskolen"),
    ],
)
def test_an_occupation_put_in_other_words_is_found(text: str, occupation: str) -> None:
    view = read_profile(Profile(text=text), ENGINE).view
    assert occupation in [ENGINE.taxonomy.name(concept, Language.NB) for concept, _ in view.occupations]


def test_a_thing_said_a_hundred_times_is_told_once() -> None:
    read = read_profile(Profile(text="Elektriker, tio års erfarenhet. " * 100), ENGINE)
    assert len(read.understood) == 2


@pytest.mark.parametrize(
    ("text", "level", "meant"),
    [
        ("Jeg går andre året på bachelor i Halden", 3, "studies:isced6"),
        ("Elev på videregående", 2, "studies:isced3"),
        ("Student, siste år bachelor elkraft", 6, "level:isced6"),
        ("Går sista året på teknikprogrammet", 3, "level:isced3"),
        ("jag går i trean på gymnasiet", 3, "level:isced3"),
        ("Ferdig med bachelor og går på master", 6, "level:isced6"),
        ("Har fagbrev som elektriker", 3, "level:isced3"),
    ],
)
def test_an_education_under_way_counts_as_what_lies_before_it(text: str, level: int, meant: str) -> None:
    person = read_profile(Profile(text=text), ENGINE)

    assert person.view.level == level
    assert meant in {one.value for one in person.understood}


@pytest.mark.parametrize(("text", "cefr"), [("snakker litt svensk", 2), ("flytende svensk", 5)])
def test_how_well_a_language_is_known_is_told(text: str, cefr: int) -> None:
    person = read_profile(Profile(text=text), ENGINE)

    assert person.view.languages == (("sv", cefr),)
    assert f"language:sv {'A2' if cefr == 2 else 'C1'}" in {one.value for one in person.understood}


@pytest.mark.parametrize("text", ["Elektriker, Halden", "Halden - elektriker", "Elektriker\nHalden"])
def test_a_place_that_stands_alone_is_where_somebody_lives(text: str) -> None:
    home = read_profile(Profile(text=text), ENGINE).view.home

    assert home is not None
    assert home.name == "Halden"


def test_a_place_that_is_only_in_the_other_country_is_taken_to_be_there() -> None:
    home = read_profile(Profile(home=Home("Strömstad", Country.NO)), ENGINE).view.home

    assert home is not None
    assert home.country is Country.SE


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Norsk B2 og engelsk B1. Elektriker", (("en", 3), ("no", 4))),
        ("kan ikke engelsk så godt", (("en", 2), ("no", 5))),
        ("C1 i svensk, elektriker", (("sv", 5),)),
        ("PLS, litt svensk", (("sv", 2),)),
        ("jeg kan ikke engelsk", ()),
    ],
)
def test_a_level_given_beside_a_language_is_taken(text: str, languages: tuple[tuple[str, int], ...]) -> None:
    assert read_profile(Profile(text=text), ENGINE).view.languages == languages


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("65 år, pensjonist, elektriker", None),
        ("Elektriker, har undervist i videregående skole i 14 år", 14.0),
        ("Elev på videregående, 17 år", None),
    ],
)
def test_an_age_and_years_at_work_are_told_apart(text: str, years: float | None) -> None:
    assert read_profile(Profile(text=text), ENGINE).view.experience_years == years


@pytest.mark.parametrize(
    ("text", "licences"), [("Sjåfør, førerkort D", ("D",)), ("sertifikat klasse BE", ("BE",)), ("No driving licence.", ())]
)
def test_the_class_of_a_licence_is_read(text: str, licences: tuple[str, ...]) -> None:
    assert read_profile(Profile(text=text), ENGINE).view.licences == licences


def test_what_somebody_was_counts_less_than_what_somebody_is() -> None:
    view = read_profile(Profile(text="Jeg var elektriker før, nå er jeg frontendutvikler"), ENGINE).view

    assert sorted(sure for _, sure in view.occupations) == [0.6, 1.0]


@pytest.mark.parametrize("text", ["Python", "C#", "Ingeniør", "programmering"])
def test_a_skill_or_a_word_for_everything_is_no_occupation(text: str) -> None:
    assert read_profile(Profile(text=text), ENGINE).view.occupations == ()


def test_wishes_in_running_words_are_those_of_the_form() -> None:
    said = Profile(text="Elektriker, gjerne hjemmekontor, deltid, maks 45 minutter reisevei")
    view = read_profile(said, ENGINE).view

    assert (view.remote, view.work_time, view.max_travel_minutes) == (True, "part", 45)
    kept = read_profile(replace(said, remote=False, work_time="full", max_travel_minutes=90), ENGINE).view
    assert (kept.remote, kept.work_time, kept.max_travel_minutes) == (False, "full", 90)


def test_a_place_in_the_text_is_no_unknown_word_where_home_is_given() -> None:
    person = read_profile(Profile(text="Elektriker i Halden", home=Home("Halden")), ENGINE)

    assert person.not_understood == ()


def test_who_names_some_languages_knows_that_which_they_write_too() -> None:
    assert read_profile(Profile(text="Jeg er elektriker og kan engelsk B2"), ENGINE).view.languages == (("en", 4), ("no", 5))
    assert read_profile(Profile(text="Jag är elektriker"), ENGINE).view.languages == ()


def test_the_longest_name_counts_whatever_its_language() -> None:
    occupations = read_profile(Profile(text="biomedicinsk analytiker"), ENGINE).view.occupations

    assert [ENGINE.taxonomy.name(concept_id, Language.NB) for concept_id, _ in occupations] == ["bioingeniør"]


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    view = read_profile(Profile(text="İİİİ İstanbul. Norsk B2, ti år som elektriker i Halden"), ENGINE).view

    assert view.languages == (("no", 4),)
    assert view.experience_years == 10.0
    assert view.home is not None
    assert view.home.name == "Halden"


def test_a_concept_named_by_its_id_is_understood_as_itself_and_never_as_another_kind() -> None:
    occupation, skill = next(iter(ENGINE.taxonomy.occupations)), next(one for one in ENGINE.taxonomy if one.kind == "skill")
    read = read_profile(Profile(occupations=(occupation.id,), skills=(skill.id, occupation.id)), ENGINE)
    assert (occupation.id, 1.0) in read.view.occupations
    assert (skill.id, 1.0) in read.view.skills
    assert occupation.id not in dict(read.view.skills)
