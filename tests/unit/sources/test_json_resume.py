"""JSON Resume: a made-up person without a name."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tvers.kernel import CannotRead
from tvers.person import profile_from_json
from tvers.sources import json_resume, read_profile_file

ON = date(2026, 11, 26)
PERSON: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json",
    "basics": {
        "name": "Secret Name",
        "label": "Elkraftingeniør",
        "email": "secret@example.no",
        "image": "secret.png",
        "summary": "Secret summary.",
        "location": {"address": "Secret street 1", "postalCode": "1771", "city": "Halden", "countryCode": "NO"},
    },
    "work": [
        {"name": "Secret employer", "position": "Elektriker", "startDate": "2010-01", "endDate": "2014-12", "summary": "Secret."},
        {"position": "Elkraftingeniør", "startDate": "2015-01"},
    ],
    "volunteer": [{"organization": "Secret club", "position": "Trener"}],
    "education": [{"institution": "Secret school", "area": "Elkraft", "studyType": "Bachelor", "startDate": "2007", "endDate": "2010"}],
    "skills": [{"name": "Automasjon", "level": "Master", "keywords": ["PLS", "EPLAN"]}],
    "languages": [{"language": "Norsk", "fluency": "Morsmål"}, {"language": "Swedish", "fluency": "B2"}],
    "interests": [{"name": "Fluefiske"}],
    "references": [{"name": "Secret referee", "reference": "Secret praise."}],
    "meta": {"version": "v1.2.1"},
    "x-shoe-size": 43,
}


def read(content: object) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    shape, unread = read_profile_file(json.dumps(content).encode(), on=ON)
    assert isinstance(shape, dict)
    return shape, [(one.field, one.said, one.reason) for one in unread]


def test_a_resume_becomes_a_profile_and_tells_what_it_leaves_out() -> None:
    shape, unread = read(PERSON)

    assert shape == {
        "occupations": ["Elkraftingeniør", "Elektriker"],
        "skills": ["Automasjon", "PLS", "EPLAN"],
        "education": {"level": "isced6"},
        "experience_years": 16.9,
        "languages": {"no": "C2", "sv": "B2"},
        "home": {"country": "NO", "place": "Halden"},
    }
    assert unread == [
        ("cv_summary", "", "cv_section"),
        ("cv_person", "basics", "cv_section"),
        ("cv_details", "work", "cv_section"),
        ("cv_volunteering", "volunteer", "cv_section"),
        ("cv_interests", "interests", "cv_section"),
        ("cv_references", "references", "cv_section"),
        ("x-shoe-size", "", "unknown_field"),
    ]


def test_names_contact_details_addresses_and_referees_are_never_read() -> None:
    shape, unread = read(PERSON)
    assert "secret" not in json.dumps([shape, unread]).casefold()


def test_values_of_the_wrong_kind_are_told_and_lose_only_themselves() -> None:
    shape, unread = read(
        {
            "basics": {"label": ["sveiser"], "location": "Halden"},
            "work": "Elektriker hos Strøm AS",
            "education": {"studyType": "Bachelor"},
            "skills": ["PLS", 7, {"name": "EPLAN", "keywords": "CAD"}, None, ["x"]],
            "languages": [{"language": "svenska", "fluency": {"level": "B2"}}],
            "interests": None,
        }
    )
    assert shape == {"skills": ["PLS", "EPLAN", "CAD"], "languages": {"sv": "B2"}}
    assert sorted(unread) == [
        ("education", '{"studyType": "Bachelor"}', "wrong_kind"),
        ("home", "location", "wrong_kind"),
        ("occupations", "Elektriker hos Strøm AS", "wrong_kind"),
        ("occupations", '["sveiser"]', "wrong_kind"),
        ("skills", "7", "wrong_kind"),
        ("skills", '["x"]', "wrong_kind"),
    ]


def test_basics_that_are_no_object_are_told_without_what_stands_in_them() -> None:
    assert read({"basics": ["Secret Name"], "work": []})[1] == [("cv_person", "basics", "wrong_kind")]


def test_what_is_a_resume_shows_in_its_sections() -> None:
    assert json_resume.fits({"work": []})
    assert json_resume.fits({"education": [], "skills": []})
    assert not json_resume.fits({"skills": ["PLS"], "education": {"level": "isced3"}, "languages": {"sv": "C1"}})
    assert not json_resume.fits([])


def test_the_published_sample_is_read(reference_data: Path) -> None:
    shape, unread = read_profile_file(reference_data / "formats" / "jsonresume_sample.COPIED.json", on=ON)
    assert isinstance(shape, dict)
    assert shape["occupations"] == ["Programmer", "CEO/President"]
    assert (shape["experience_years"], shape["education"], shape["languages"]) == (1.0, {"level": "isced6"}, {"en": "C2"})
    assert {"HTML", "CSS", "Javascript"} < set(shape["skills"])
    assert ("home", "San Francisco, US") in {(one.field, one.said) for one in unread}
    assert {one.field for one in unread if one.reason == "cv_section"} >= {"cv_person", "cv_publications", "cv_references", "cv_interests"}


KEYS = st.sampled_from(
    ["position", "startDate", "endDate", "name", "keywords", "language", "fluency", "studyType", "location", "city", "label"]
)
SECTIONS = st.sampled_from(["basics", "work", "education", "skills", "languages", "interests", "volunteer", "$schema", "text", "home"])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["2020-01", "B2", "swe"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | KEYS, inner, max_size=4),
    max_leaves=12,
)

REASONS = {"unknown_field", "unknown_place", "unknown_word", "wrong_kind", "not_used", "cv_section"}


@given(st.dictionaries(SECTIONS | st.text(max_size=6), JSON, max_size=6))
def test_any_object_is_a_profile_or_a_coded_error(content: dict[str, object]) -> None:
    try:
        shape, unread = read_profile_file(json.dumps(content).encode(), on=ON)
    except CannotRead:
        return
    profile, _ = profile_from_json(shape)
    assert profile.experience_years is None or profile.experience_years >= 0
    assert all(one.reason in REASONS for one in unread)


def test_halves_of_characters_are_left_out() -> None:
    shape, _ = read({"basics": {"summary": "hei \ud800", "label": "\udfff"}, "skills": [{"name": "PLS\ud800"}]})
    assert shape == {"text": "hei", "skills": ["PLS"]}
