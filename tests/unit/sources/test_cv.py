"""What a CV says, whatever its format, as the shape of a profile."""

from datetime import date
from typing import Any

import pytest

from tvers.person import NotUnderstood
from tvers.sources import _cv
from tvers.sources._cv import Cv, Job, Period, Study, Tongue

ON = date(2026, 11, 26)


def shape(**said: Any) -> dict[str, Any]:
    return _cv.shape_of(Cv(**said), ON)[0]


def unread(**said: Any) -> list[tuple[str, str, str]]:
    return [(one.field, one.said, one.reason) for one in _cv.shape_of(Cv(**said), ON)[1]]


def worked(*periods: tuple[str, str]) -> Any:
    return shape(jobs=tuple(Job("sveiser", Period(*period)) for period in periods)).get("experience_years")


def test_a_cv_that_says_nothing_is_an_empty_profile() -> None:
    assert _cv.shape_of(Cv(), ON) == ({}, ())


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        ([("2013-12-01", "2014-12-01")], 1.0),
        ([("2020-01", "2020-12")], 1.0),
        ([("2010", "2012")], 2.0),
        ([("2010", "2010")], None),
        ([("2020-01", "2021-12"), ("2021-01", "2022-12")], 3.0),  # overlapping: once
        ([("2015-01", "2015-12"), ("2014-01", "2017-12")], 4.0),  # one within the other
        ([("2010-01", "2010-12"), ("2020-01", "2020-12")], 2.0),  # the gap does not count
        ([("2021-11-26", "")], 5.0),
        ([("2021-11-26", "nå")], 5.0),
        ([("2021-11-26", "Present")], 5.0),
        ([("2021-11-26", "2030-01-01")], 5.0),  # no further than the day asked about
        ([("2030-01", "")], None),
        ([("", "2020")], None),
        ([("2022-12", "2022-01")], None),
    ],
)
def test_years_of_experience_are_counted_from_partial_dates(periods: list[tuple[str, str]], years: float | None) -> None:
    assert worked(*periods) == years


@pytest.mark.parametrize("wrong", ["våren 2010", "2010-13", "2010-02-30", "0000", "10000-01", "01/2010"])
def test_a_date_that_is_none_is_told_and_loses_only_its_period(wrong: str) -> None:
    jobs = (Job("sveiser", Period(wrong, "2012")), Job("elektriker", Period("2013-01", "2013-12")))
    assert unread(jobs=jobs) == [("experience_years", f"{wrong} – 2012", "wrong_kind")]
    assert shape(jobs=jobs)["experience_years"] == 1.0


def test_positions_are_occupations_the_newest_first_and_each_once() -> None:
    jobs = (
        Job("servitør", Period("2008", "2009")),
        Job("Elektriker", Period("2010", "2015")),
        Job("elkraftingeniør", Period("2016-01", "")),
        Job("elektriker", Period("2009", "2010")),
        Job("montør"),
    )
    assert shape(jobs=jobs, headlines=("Ingeniør",))["occupations"] == ["Ingeniør", "elkraftingeniør", "Elektriker", "servitør", "montør"]


def test_older_positions_than_five_are_told_as_not_used() -> None:
    jobs = tuple(Job(f"yrke {year}", Period(str(year), str(year + 1))) for year in range(2010, 2017))
    assert shape(jobs=jobs)["occupations"] == [f"yrke {year}" for year in (2016, 2015, 2014, 2013, 2012)]
    assert unread(jobs=jobs) == [("occupations", "yrke 2011", "not_used"), ("occupations", "yrke 2010", "not_used")]


def test_what_people_write_about_themselves_is_read_only_where_no_occupation_is_named() -> None:
    assert shape(text="Jeg liker å sveise")["text"] == "Jeg liker å sveise"
    assert "text" not in shape(text="Var en gang i Oslo", jobs=(Job("sveiser"),))
    assert unread(text="Var en gang i Oslo", jobs=(Job("sveiser"),)) == [("cv_summary", "", "cv_section")]


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Bachelor i informatikk", "isced6"),
        ("Master of Science", "isced7"),
        ("Civilingenjörsexamen", "isced7"),
        ("PhD in chemistry", "isced8"),
        ("Licentiatexamen", "isced8"),
        ("Kandidat i datalogi", "isced6"),
        ("Fagbrev som elektriker", "isced3"),
        ("Fagskule", "isced5"),
        ("Yrkeshögskoleexamen", "isced5"),
        ("Meisterbrev", "isced4"),
        ("High school diploma", "isced3"),
        ("Gymnasiet, teknikprogrammet", "isced3"),
        ("Grundskola", "isced2"),
    ],
)
def test_an_education_tells_its_level_in_words(title: str, level: str) -> None:
    assert shape(studies=(Study(title),))["education"] == {"level": level}


def test_the_highest_finished_education_counts_with_its_field_and_a_code_wins_over_words() -> None:
    studies = (
        Study("Bachelor", Period("2010", "2013"), level="isced5", field="0713"),
        Study("Fagbrev", Period("2006", "2010"), level="isced3", field="07"),
        Study("Master i elkraft", Period("2025-08", "")),
        Study("Doktorgrad", Period("2026-08", "2029-06")),
        Study("Kurs i fluefiske", Period("2011", "2011")),
    )
    assert shape(studies=studies)["education"] == {"level": "isced5", "field": "0713"}
    assert unread(studies=studies) == [
        ("education", "Master i elkraft", "not_used"),
        ("education", "Doktorgrad", "not_used"),
        ("education", "Kurs i fluefiske", "unknown_word"),
    ]


@pytest.mark.parametrize(
    ("levels", "cefr"),
    [
        ((), "C1"),
        (("B2", "C1", "B1"), "B1"),
        (("c2 - proficient",), "C2"),
        (("Native speaker",), "C2"),
        (("Modersmål",), "C2"),
        (("Flytende muntlig",), "C1"),
        (("Mycket goda kunskaper",), "C1"),
        (("God",), "B2"),
        (("Upper intermediate",), "B2"),
        (("Limited working proficiency",), "B1"),
        (("Grunnleggjande",), "A2"),
    ],
)
def test_a_language_is_as_well_known_as_the_weakest_of_its_levels(levels: tuple[str, ...], cefr: str) -> None:
    assert shape(tongues=(Tongue("swe", levels),))["languages"] == {"sv": cefr}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nob", "no"),
        ("nno", "no"),
        ("Norwegian Bokmål", "no"),
        ("EN", "en"),
        ("engelska (UK)", "en"),
        ("tysk", "de"),
        ("est", "et"),
        ("sme", "se"),
    ],
)
def test_a_language_is_known_by_code_and_by_name(name: str, code: str) -> None:
    assert _cv.language_code(name) == code


def test_a_language_that_is_not_known_and_a_level_that_is_none_are_told() -> None:
    tongues = (Tongue("klingonsk", ("C2",)), Tongue("Svenska", ("so-so",)), Tongue("nno", ("B1",)), Tongue("nob", ("C2",)))
    assert shape(tongues=tongues)["languages"] == {"no": "C2"}
    assert unread(tongues=tongues) == [("languages", "klingonsk", "unknown_word"), ("languages", "Svenska: so-so", "wrong_kind")]


def test_a_licence_that_is_none_for_the_road_is_told() -> None:
    assert shape(licences=("B", "be", "T4"))["licences"] == ["B", "be"]
    assert unread(licences=("B", "be", "T4")) == [("licences", "T4", "unknown_word")]


@pytest.mark.parametrize(
    ("place", "country", "home"),
    [
        ("Halden", "no", {"country": "NO", "place": "Halden"}),
        ("1771 Halden", "NO", {"country": "NO", "place": "Halden"}),
        ("452 30 Strömstad", "SE", {"country": "SE", "place": "Strömstad"}),
        ("Halden", "", {"place": "Halden"}),
        ("", "NO", None),
    ],
)
def test_of_an_address_the_place_and_the_country_are_read(place: str, country: str, home: object) -> None:
    assert shape(place=place, country=country).get("home") == home


def test_a_home_in_another_country_is_never_taken_for_a_place_of_that_name_here() -> None:
    assert "home" not in shape(place="Lund", country="DK")
    assert unread(place="Lund", country="DK") == [("home", "Lund, DK", "unknown_place")]


def test_the_same_thing_is_told_once() -> None:
    twice = (NotUnderstood("cv_events", "seminars", "cv_section"),) * 2
    assert unread(unread=twice) == [("cv_events", "seminars", "cv_section")]


def test_lists_in_running_text_are_cut_into_their_parts() -> None:
    text = "<p>Språk: Python, C++</p><ul><li>PLS</li><li>CI/CD</li></ul>"
    assert _cv.phrases(text) == ("Språk", "Python", "C++", "PLS", "CI/CD")


def test_contact_details_are_masked_wherever_they_stand() -> None:
    assert "@" not in _cv.line("Elektriker kari@example.no")
    assert "90 12" not in _cv.prose("Ring meg på 90 12 34 56.")
