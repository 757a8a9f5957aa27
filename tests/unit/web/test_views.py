import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tvers.bootstrap import services
from tvers.sources import nav
from tvers.storage.repositories import DjangoAds

pytestmark = pytest.mark.django_db


def page(address: str, **query: str) -> str:
    answer = Client().get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "given"),
    [("no", "nb"), ("nn-NO,nb;q=0.5", "nn"), ("sv-SE,sv;q=0.9", "sv"), ("fi,en;q=0.3", "en"), ("fi", "en"), ("", "en"), ("de,da,sv", "sv")],
)
def test_the_front_door_leads_to_the_first_language_of_the_readers_that_is_spoken(asked: str, given: str) -> None:
    answer = Client().get("/", headers={"Accept-Language": asked} if asked else {})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{given}/")


def test_what_is_written_comes_back_in_the_form_and_is_never_markup() -> None:
    evil = "<script>alert(1)</script> \"elektriker' & co"
    for html in (page("/nb/", text=evil, place=evil), page("/nb/jobs", text=evil, place=evil)):
        assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page("/nb/", text=evil)


def test_minutes_that_are_no_number_are_told_and_the_list_comes_all_the_same() -> None:
    html = page("/sv/jobs", text="elektriker", minutes="länge")
    assert "länge" in html
    assert html.count('class="card"') == 20


def test_a_place_alone_gives_what_is_near_and_no_judgement_of_fit() -> None:
    html = page("/nb/jobs", place="Halden")
    assert html.count("vi vet ikke hvor godt") == 20
    assert "<meter" not in html
    minutes = [int(found) for found in re.findall(r"ca\. (\d+) min", html)]
    assert min(minutes[:3]) <= 10  # work that is done wholly from home may come before


def test_the_language_changes_with_the_question_kept() -> None:
    html = page("/nb/jobs", text="elektriker", place="Halden")
    assert 'href="/sv/jobs?text=elektriker&amp;place=Halden"' in html


@pytest.mark.parametrize("address", ["/nb/ad/nav:nothing", "/nb/nothing", "/nothing"])
def test_what_is_not_there_is_a_page_that_leads_home(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 404
    assert re.search(r'<a class="brand" href="/(nb|en)/"', answer.content.decode())


def test_pages_are_only_read_and_set_no_cookie() -> None:
    for address in ("/nb/", "/nb/jobs", "/nb/ad/example:no-001"):
        assert Client().post(address).status_code == 405
        answer = Client().get(address)
        assert not answer.cookies
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_example_ad_is_marked_on_the_list_and_on_its_own_page() -> None:
    assert page("/nb/jobs", text="elektriker").count(">eksempel<") == 20
    assert ">eksempel<" in page("/nb/ad/example:se-001")


def test_an_ad_says_why_only_where_a_question_came_with_it() -> None:
    assert "Hvor godt jobben passer" in page("/nb/ad/example:no-001", text="elkraftingeniør", place="Halden")
    assert "Hvor godt jobben passer" not in page("/nb/ad/example:no-001")


def test_a_card_says_first_which_occupation_the_job_is_for() -> None:
    html = page("/nb/jobs", text="elkraftingeniør", place="Halden")
    cards = html.split('class="card"')[1:]
    assert len(cards) == 20
    shown = [card.split("<details")[0] for card in cards]
    assert all("De søker" in card or "Annonsens yrke ble ikke gjenkjent" in card for card in shown)
    assert sum("De søker" in card for card in shown) >= 15


def test_another_day_is_asked_about_said_and_kept() -> None:
    html = page("/nb/jobs", text="elektriker", on="2026-10-20")
    assert "Slik det var 20. oktober 2026." in html
    assert 0 < html.count('class="card"') <= 20
    assert "on=2026-10-20" in html
    assert 'name="on" value="2026-10-20"' in page("/nb/", on="2026-10-20")
    answer = Client().get("/nb/jobs", {"on": "2026-02-30"})
    assert answer.status_code == 400
    assert "2026-02-30" in answer.content.decode()


def test_the_sources_own_headings_and_lists_are_kept_and_its_scripts_are_gone() -> None:
    html = "<h1>Om jobben</h1><p>Du har <strong>fagbrev</strong>.</p><ul><li>vakt</li></ul><script>alert(1)</script>"
    html += "<a href=javascript:alert(2)>her</a>"
    ad = {"uuid": "web-1", "title": "Elektriker", "description": html, "workLocations": [{"city": "HALDEN", "postalCode": "1771"}]}
    services().import_ads([nav.read(ad)])
    shown = page("/nb/ad/nav:web-1")
    assert "<h3>Om jobben</h3>" in shown
    assert '<strong><mark class="must" title="videregående opplæring eller fagbrev" id="r0">fagbrev</mark></strong>' in shown
    assert "<li>vakt</li>" in shown
    assert "alert(" not in shown
    assert shown.count("<h1") == 1


@pytest.mark.parametrize(("language", "told"), [("nb", "Annonseteksten er slettet her"), ("sv", "Annonstexten är borttagen här")])
def test_where_the_text_is_past_its_time_the_page_says_so_and_shows_what_was_read(language: str, told: str) -> None:
    body = "Du må ha førerkort klasse B og kunne AutoCAD. Vi ligger ved elva i Sarpsborg."
    ad = {
        "uuid": "web-2",
        "title": "Elektriker",
        "description": body,
        "expires": "2024-03-01T00:00:00",
        "workLocations": [{"city": "HALDEN"}],
    }
    services().import_ads([nav.read(ad)])
    assert (told in page(f"/{language}/ad/nav:web-2"), "ved elva" in page(f"/{language}/ad/nav:web-2")) == (False, True)
    DjangoAds().drop_texts(datetime.now(UTC) + timedelta(days=2), timedelta(days=1))
    shown = page(f"/{language}/ad/nav:web-2")
    assert (told in shown, "ved elva" in shown, "AutoCAD" in shown) == (True, False, True)


def test_nobody_is_sent_to_apply_for_what_has_closed() -> None:
    ad = {
        "uuid": "web-3",
        "title": "Elektriker",
        "description": "Du har fagbrev.",
        "expires": "2024-03-01T00:00:00",
        "link": "https://nav.example.no/3",
    }
    services().import_ads([nav.read({**ad, "workLocations": [{"city": "HALDEN"}], "applicationUrl": "https://example.no/apply"})])
    assert ("Fristen er ute" in page("/nb/ad/nav:web-3"), "Søk på jobben" in page("/nb/ad/nav:web-3")) == (True, False)
    then = page("/nb/ad/nav:web-3", on="2024-02-01")
    assert ("Fristen er ute" in then, "Søk på jobben" in then) == (False, True)


def test_a_plain_text_has_its_lists_as_lists() -> None:
    shown = page("/nb/ad/example:no-001")
    assert re.search(r'<li><mark class="must" title="førerkort klasse B" id="r\d">Førerkort klasse B</mark></li>', shown)
    assert "<br>\n- " not in shown


def test_more_jobs_are_shown_when_asked_for() -> None:
    first = page("/nb/jobs", text="elektriker")
    assert "top=40#job-20" in first
    second = page("/nb/jobs", text="elektriker", top="40")
    assert second.count('class="card"') == 40
    assert "top=60#job-40" in second
    assert page("/nb/jobs", text="elektriker", top="mange").count('class="card"') == 20


def test_an_ad_tells_its_source_and_days_in_the_readers_language() -> None:
    html = page("/sv/ad/example:se-001")
    assert "exempelannons" in html
    assert "5 oktober 2026" in html


def test_a_job_that_is_out_in_two_places_stands_once_and_leads_to_both() -> None:
    body = "Du bygger om tavler i Tistedal, tegner i Gerica og måler hos kunder i hele distriktet. " * 3
    places = [{"city": "HALDEN"}]
    ad = {"uuid": "one-job", "title": "Automatiker", "description": body, "workLocations": places, "employer": {"name": "Tavler AS"}}
    services().import_ads([nav.read(ad), replace(nav.read(ad), source="eures", source_id="another")])
    listed = page("/nb/jobs", text="automatiker", place="Halden")
    assert listed.count("/ad/nav:one-job") + listed.count("/ad/eures:another") == 1
    assert "Også utlyst hos" in listed
    assert "/nb/ad/eures:another" in page("/nb/ad/nav:one-job")
    assert "/sv/ad/nav:one-job" in page("/sv/ad/eures:another")
    assert [one["id"] for one in Client().get("/api/v1/ads/nav:one-job").json()["same_as"]] == ["eures:another"]
