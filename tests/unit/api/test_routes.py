import json
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
JSON = "application/json"


def ask(body: str, query: str = "", language: str = "en") -> Any:
    return Client().post(f"/api/v1/match{query}", data=body, content_type=JSON, headers={"Accept-Language": language})


@pytest.mark.parametrize(
    ("body", "query", "code"),
    [
        ('{"text":', "", "request.not_json"),
        ("[]", "", "profile.not_object"),
        ('"elektriker"', "", "profile.not_object"),
        ("{}", "?on=tomorrow", "request.field"),
        ("{}", "?top=many", "request.field"),
        ("{}", "?language=fi", "language.unknown"),
    ],
)
def test_a_question_that_cannot_be_read_is_a_problem_in_the_readers_language(body: str, query: str, code: str) -> None:
    said = {language: ask(body, query, language) for language in ("nb", "sv")}
    for answer in said.values():
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert {"type": f"urn:tvers:error:{code}", "status": 400, "code": code}.items() <= answer.json().items()
    assert said["nb"].json()["title"] != said["sv"].json()["title"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/ads/nav:nothing", 404, "ad.unknown"),
        ("/api/v1/concepts?code=9999x", 404, "concept.unknown"),
        ("/api/v1/concepts", 400, "request.field"),
        ("/api/v1/link?text=elektriker&kind=town", 400, "link.kind"),
        ("/api/v1/link?text=elektriker&language=xx", 400, "language.unknown_of_phrase"),
        ("/api/v1/link?text=%20", 400, "link.empty"),
        ("/api/v1/link?text=elektriker&top=x", 400, "request.field"),
        ("/api/v1/nothing", 404, "address.unknown"),
    ],
)
def test_what_is_not_there_is_a_problem_too(address: str, status: int, code: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_empty_profile_is_answered_and_told_what_would_help() -> None:
    answer = ask("{}").json()
    assert [hint["code"] for hint in answer["hints"]] == ["nothing_said"]
    assert {one["fit_code"] for one in answer["matches"]} == {"unknown"}


def test_fields_that_cannot_be_read_lose_only_themselves() -> None:
    answer = ask(json.dumps({"occupations": ["elektriker"], "home": 7, "shoe_size": 43})).json()
    assert {(one["field"], one["reason"]) for one in answer["not_understood"]} == {("home", "wrong_kind"), ("shoe_size", "unknown_field")}
    assert answer["matches"]


def test_as_many_matches_come_as_were_asked_for() -> None:
    for top, count in ((1, 1), (3, 3), (200, 132)):
        assert len(ask("{}", f"?top={top}").json()["matches"]) == count


@pytest.mark.parametrize("top", [0, 201, -3])
def test_a_number_of_matches_out_of_bounds_is_a_problem(top: int) -> None:
    answer = ask("{}", f"?top={top}")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.field")
    assert "top" in answer.json()["title"]


def test_another_method_is_a_problem_that_says_which_is_taken() -> None:
    answer = Client().get("/api/v1/match", headers={"Accept-Language": "sv"})
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Allow"]) == (405, "application/problem+json", "POST")
    assert "POST" in answer.json()["title"]


def test_an_ad_comes_with_its_requirements_where_they_stand_in_its_text() -> None:
    ad = Client().get("/api/v1/ads/example:no-001?language=sv").json()
    read = [item for item in ad["requirements"] if "start" in item]
    assert {item["kind"] for item in read} >= {"level", "experience", "licence", "language", "skill"}
    assert all(0 <= item["start"] < item["end"] <= len(ad["text"]) for item in read)


def test_a_concept_is_found_by_code_and_by_address() -> None:
    by_code = Client().get("/api/v1/concepts?code=electrical-engineer&language=nb").json()
    by_address = Client().get("/api/v1/concepts", {"code": by_code["id"], "language": "nb"}).json()
    assert by_code == by_address
    assert by_code["name"] == "elektroingeniør"
    assert by_code["essential"]


def test_the_published_description_is_openapi_3_1_and_names_every_field_of_a_profile() -> None:
    shape = Client().get("/api/v1/openapi.json").json()
    assert shape["openapi"].startswith("3.1")
    assert {"text", "occupations", "skills", "home", "max_travel_minutes"} <= shape["components"]["schemas"]["ProfileShape"][
        "properties"
    ].keys()


def test_the_service_says_that_it_is_alive() -> None:
    assert Client().get("/api/v1/health").json()["status"] == "ok"


def test_a_body_without_end_is_a_problem_too() -> None:
    answer = ask(json.dumps({"text": "a" * 1_100_000}), "?language=nb")
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")
    assert "1 000 000" in answer.json()["title"].replace("\xa0", " ")


CV = """<Candidate xmlns="http://www.hr-xml.org/3"><CandidatePerson><BirthDate>1980-01-02</BirthDate></CandidatePerson><CandidateProfile>
<EmploymentHistory><EmployerHistory><PositionHistory><PositionTitle>Elektriker</PositionTitle><EmploymentPeriod><StartDate>
<FormattedDateTime>2016-11-26</FormattedDateTime></StartDate></EmploymentPeriod></PositionHistory></EmployerHistory></EmploymentHistory>
</CandidateProfile></Candidate>"""


def hand_in(body: bytes, query: str = "") -> Any:
    return Client().post(f"/api/v1/profile{query}", data=body, content_type="application/octet-stream")


def test_a_cv_is_given_back_as_a_profile_that_can_be_asked_with() -> None:
    answer = hand_in(CV.encode(), "?on=2026-11-26&language=nb").json()
    assert answer["profile"] == {"occupations": ["Elektriker"], "experience_years": 10.0}
    assert [(one["field"], one["reason"]) for one in answer["not_used"]] == [("cv_person", "cv_section"), ("cv_details", "cv_section")]
    assert answer["not_used"][0]["text"] == "Brukes ikke fra CV-en: navn, kontaktopplysninger og andre personopplysninger."
    assert "1980" not in json.dumps(answer)
    understood = {one["field"] for one in ask(json.dumps(answer["profile"])).json()["understood"]}
    assert understood == {"occupations", "experience_years"}


def test_a_profile_of_ours_comes_back_with_what_it_has_that_is_not_known() -> None:
    answer = hand_in(b'{"skills": ["PLS"], "shoe_size": 43}').json()
    assert answer["profile"] == {"skills": ["PLS"], "shoe_size": 43}
    assert [(one["field"], one["reason"]) for one in answer["not_used"]] == [("shoe_size", "unknown_field")]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "file.empty"),
        (b"I am an electrician.", 422, "profile.unknown_file"),
        (CV[:200].encode(), 422, "file.truncated"),
        (b"[]", 400, "profile.not_object"),
        (b"{" + b" " * 5_000_001, 422, "file.too_large"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(body: bytes, status: int, code: str) -> None:
    answer = hand_in(body, "?language=sv")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_cv_may_be_larger_than_other_bodies() -> None:
    assert hand_in(CV.encode() + b" " * 2_000_000).status_code == 200
