"""One question, three doors, one answer."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from tvers.cli import app

TEXT = "Elektriker i Halden, fem års erfaring"
PROFILE = {"text": TEXT, "home": "Halden", "max_travel_minutes": 60}


@pytest.mark.django_db
def test_the_command_line_the_api_and_the_page_give_one_answer(tmp_path: Path) -> None:
    # GIVEN one profile
    file = tmp_path / "profile.json"
    file.write_text(json.dumps(PROFILE), encoding="utf-8")
    # WHEN it is asked at each door
    told = CliRunner().invoke(app, ["match", "--profile", str(file), "--lang", "nb", "--json"], catch_exceptions=False)
    client = Client()
    answered = client.post("/api/v1/match?language=nb", data=json.dumps(PROFILE), content_type="application/json")
    page = client.get("/nb/jobs", {"text": TEXT, "place": "Halden", "minutes": "60"})
    # THEN the answers are the same, with reasons, from both countries
    by_command, by_api = json.loads(told.stdout), answered.json()
    assert by_command == by_api
    ids = [one["ad"]["id"] for one in by_api["matches"]]
    html = page.content.decode()
    assert list(dict.fromkeys(re.findall(r"/nb/ad/([^?\"]+)", html))) == ids
    assert len(ids) >= 10
    assert {one["ad"]["country"] for one in by_api["matches"]} == {"NO", "SE"}
    assert all(one["reasons"] for one in by_api["matches"])
    for one in by_api["matches"]:
        assert all(reason["code"] for reason in one["reasons"])


@pytest.mark.django_db
def test_a_job_across_the_border_says_which_paper_it_needs() -> None:
    asked = {"text": "Elektriker med fagbrev", "home": "Strömstad"}
    answered = Client().post("/api/v1/match?language=nb&top=200", data=json.dumps(asked), content_type="application/json").json()
    across = {one["ad"]["country"] for one in answered["matches"] if one["papers"]}
    needed = [one["papers"] for one in answered["matches"] if one["papers"] and one["papers"]["regulated"]]
    assert across == {"NO"}
    assert any("DSB" in paper["short"] for paper in needed)
    page = Client().get("/nb/jobs", {"text": "Elektriker med fagbrev", "place": "Strömstad"}).content.decode()
    assert needed[0]["short"] in page
    told = CliRunner().invoke(app, ["match", "Elektriker med fagbrev i Strömstad", "--lang", "nb"], catch_exceptions=False)
    assert "! Krever godkjenning fra Direktoratet" in told.stdout


@pytest.mark.django_db
def test_a_cv_gives_the_same_answer_at_the_command_line_as_through_the_api(tmp_path: Path) -> None:
    # GIVEN a CV of others' format
    resume = {
        "basics": {"name": "N. N.", "label": "Elektriker", "location": {"city": "Halden", "countryCode": "NO"}},
        "work": [{"position": "Elektriker", "startDate": "2020-01-01"}],
        "skills": [{"name": "PLS", "keywords": ["Gåsedressur"]}],
        "interests": [{"name": "Fluefiske"}],
    }
    file = tmp_path / "cv.dat"
    file.write_text(json.dumps(resume), encoding="utf-8")
    # WHEN it is handed in at both doors
    told = CliRunner().invoke(app, ["match", "--profile", str(file), "--lang", "nb", "--json"], catch_exceptions=False)
    client = Client()
    given = client.post("/api/v1/profile?language=nb", data=file.read_bytes(), content_type="application/octet-stream").json()
    answered = client.post("/api/v1/match?language=nb", data=json.dumps(given["profile"]), content_type="application/json")
    # THEN the answers are the same, and every line is told as understood or not
    by_command, by_api = json.loads(told.stdout), answered.json()
    assert by_command["matches"] == by_api["matches"]
    assert by_command["understood"] == by_api["understood"]
    assert {one["said"] for one in by_command["understood"]} >= {"Elektriker", "PLS", "Halden"}
    lines = [one["text"] for one in by_command["not_understood"]]
    assert sorted(lines) == sorted(one["text"] for one in (*given["not_used"], *by_api["not_understood"]))
    assert {"Vi forsto ikke «Gåsedressur».", "Brukes ikke fra CV-en: interesser og hobbyer."} <= set(lines)
    assert "N. N." not in told.stdout


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_every_page_opens_in_every_language(language: str) -> None:
    client = Client()
    for address in (
        f"/{language}/",
        f"/{language}/jobs",
        f"/{language}/jobs?text=svetsare&place=Ukjentby",
        f"/{language}/ad/example:no-001?text=elektriker",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_an_unknown_place_is_named_and_the_nearest_offered() -> None:
    page = Client().get("/sv/jobs", {"text": "svetsare", "place": "Strömstadd"}).content.decode()
    assert "Vi känner inte till platsen ”Strömstadd”" in page
    assert "Strömstad" in page


@pytest.mark.django_db
def test_what_does_not_exist_says_so_gently() -> None:
    client = Client()
    assert client.get("/nb/ad/nav:none").status_code == 404
    answer = client.get("/api/v1/ads/nav:none", headers={"Accept-Language": "sv"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Det finns ingen annons med id nav:none."
    assert client.get("/zz/").status_code == 404


@pytest.mark.django_db
def test_the_front_page_follows_the_reader() -> None:
    assert Client().get("/", headers={"Accept-Language": "fi,sv;q=0.8"}).headers["Location"] == "/sv/"


@pytest.mark.django_db
def test_the_api_describes_itself() -> None:
    shape = Client().get("/api/v1/openapi.json").json()
    assert shape["openapi"].startswith("3.1")
    assert set(shape["paths"]) == {
        "/api/v1/match",
        "/api/v1/profile",
        "/api/v1/ads/{ad_id}",
        "/api/v1/link",
        "/api/v1/pay",
        "/api/v1/concepts",
        "/api/v1/health",
    }


@pytest.mark.django_db
def test_words_on_the_command_line_are_a_profile_of_one_text() -> None:
    told = CliRunner().invoke(app, ["match", TEXT, "--lang", "nb", "--json"], catch_exceptions=False)
    answered = Client().post("/api/v1/match?language=nb", data=json.dumps({"text": TEXT}), content_type="application/json")

    assert json.loads(told.stdout) == answered.json()
