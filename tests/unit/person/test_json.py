import pytest

from tvers.kernel import Country, WrongUse
from tvers.person import Education, Home, NotUnderstood, Profile, Wage, profile_from_json


def test_every_field_is_read() -> None:
    shape = {
        "text": "  Fagarbeider i elektro ",
        "occupations": ["elektriker"],
        "skills": ["PLS", ""],
        "education": {"level": "isced3", "field": "0713"},
        "experience_years": 4,
        "languages": {"nn": "c2", "sv": "B1"},
        "licences": ["b", "CE", "B"],
        "home": {"country": "no", "place": "Halden"},
        "max_travel_minutes": 44.6,
        "remote": False,
        "work_time": "part",
        "wage_now_monthly": {"amount": 48000, "currency": "NOK"},
        "days_at_home": 2,
    }

    profile, unread = profile_from_json(shape)

    assert unread == ()
    assert profile == Profile(
        text="Fagarbeider i elektro",
        occupations=("elektriker",),
        skills=("PLS",),
        education=Education("isced3", "0713"),
        experience_years=4.0,
        languages=(("no", "C2"), ("sv", "B1")),
        licences=("B", "CE"),
        home=Home("Halden", Country.NO),
        max_travel_minutes=45,
        remote=False,
        work_time="part",
        wage_now_monthly=Wage(48000.0, "NOK"),
        days_at_home=2.0,
    )


def test_an_empty_object_is_an_empty_profile() -> None:
    assert profile_from_json({}) == (Profile(), ())


def test_null_means_that_the_person_said_nothing() -> None:
    assert profile_from_json({"remote": None, "home": None}) == (Profile(), ())


def test_one_text_is_read_as_a_list_of_one() -> None:
    profile, _ = profile_from_json({"skills": "sveising"})

    assert profile.skills == ("sveising",)


def test_a_home_may_be_given_by_its_name_alone() -> None:
    profile, _ = profile_from_json({"home": "Strömstad"})

    assert profile.home == Home("Strömstad")


def test_an_unknown_field_is_named_and_loses_only_itself() -> None:
    profile, unread = profile_from_json({"shoe_size": 43, "text": "hei"})

    assert profile.text == "hei"
    assert unread == (NotUnderstood("shoe_size", "43", "unknown_field"),)


@pytest.mark.parametrize("field", ["name", "gender", "age", "birthplace"])
def test_who_the_person_is_has_no_field(field: str) -> None:
    profile, unread = profile_from_json({field: "x"})

    assert profile == Profile()
    assert [line.reason for line in unread] == ["unknown_field"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", 7),
        ("occupations", {"a": 1}),
        ("skills", [1]),
        ("education", {"level": "isced9"}),
        ("education", {"field": "elkraft"}),
        ("education", {"school": "Østfold"}),
        ("experience_years", -1),
        ("experience_years", 81),
        ("experience_years", True),
        ("experience_years", float("nan")),
        ("languages", {"sv": "flytende"}),
        ("languages", ["sv"]),
        ("licences", 5),
        ("home", {"country": "DK", "place": "Skagen"}),
        ("home", {"street": "Storgata 1"}),
        ("max_travel_minutes", 1441),
        ("max_travel_minutes", "lang"),
        ("remote", "ja"),
        ("work_time", "some"),
        ("wage_now_monthly", {"amount": 1, "currency": "EUR"}),
        ("wage_now_monthly", 48000),
        ("days_at_home", 8),
    ],
)
def test_a_value_of_the_wrong_kind_loses_only_its_own_field(field: str, value: object) -> None:
    profile, unread = profile_from_json({field: value, "work_time" if field != "work_time" else "text": "full"})

    assert [(line.field, line.reason) for line in unread] == [(field, "wrong_kind")]
    assert "full" in (profile.work_time, profile.text)


def test_what_could_not_be_read_is_shown_in_short() -> None:
    _, (line,) = profile_from_json({"remote": "ja " * 100})

    assert line.said == ("ja " * 100)[:80]


@pytest.mark.parametrize("shape", [[], "text", None, 3])
def test_a_shape_that_is_no_object_is_refused(shape: object) -> None:
    with pytest.raises(WrongUse) as error:
        profile_from_json(shape)

    assert error.value.code == "profile.not_object"


@pytest.mark.parametrize(
    ("shape", "field", "value"),
    [
        ({"experience_years": "10"}, "experience_years", 10.0),
        ({"experience_years": "2,5"}, "experience_years", 2.5),
        ({"work_time": "FULL"}, "work_time", "full"),
        ({"max_travel_minutes": " 45 "}, "max_travel_minutes", 45),
    ],
)
def test_a_value_written_a_little_otherwise_is_read(shape: dict[str, str], field: str, value: object) -> None:
    profile, unread = profile_from_json(shape)

    assert unread == ()
    assert getattr(profile, field) == value


@pytest.mark.parametrize(
    ("shape", "allowed"),
    [
        ({"work_time": "noen ganger"}, ("full", "part")),
        ({"remote": "ja"}, ("true", "false")),
        ({"languages": {"sv": "godt"}}, ("A1", "A2", "B1", "B2", "C1", "C2")),
        ({"experience_years": 200}, ("0–80",)),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_those_that_would(shape: dict[str, object], allowed: tuple[str, ...]) -> None:
    _, (line,) = profile_from_json(shape)

    assert (line.reason, line.nearest) == ("wrong_kind", allowed)


def test_a_text_without_end_is_read_from_its_beginning_and_the_rest_is_told() -> None:
    profile, (line,) = profile_from_json({"text": "a" * 20_000 + "slutten"})

    assert len(profile.text) == 20_000
    assert (line.reason, line.said) == ("too_long", "…slutten…")
