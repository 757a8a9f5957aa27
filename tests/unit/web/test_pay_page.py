"""The page of what is left of a pay."""

import re

import pytest
from django.test import Client

from tvers.web.pay import _amount

pytestmark = pytest.mark.django_db
ASKED = {"home": "Strömstad", "work": "Halden", "gross": "620 000", "per": "year", "year": "2026"}


def page(query: dict[str, str] | None = None, language: str = "nb", status: int = 200) -> str:
    answer = Client().get(f"/{language}/pay", query or {})
    assert answer.status_code == status
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def test_a_form_alone_answers_nothing() -> None:
    html = page()
    assert "<form" in html
    assert "answer" not in html


def test_the_answer_has_every_line_and_what_the_same_pay_would_leave_at_home() -> None:
    html = page(ASKED, "sv")
    assert "36 974 NOK" in html
    assert "37 378 SEK" in html
    assert "-185 117" in html.replace("\u2212", "-")
    assert "inte kontrollerat" in html
    assert 'value="620 000"' in html  # what was written stands in the form


def test_a_months_pay_is_twelve_in_a_year() -> None:
    by_year, by_month = page({**ASKED, "gross": "600000"}), page({**ASKED, "gross": "50 000 kr", "per": "month"})
    assert "443 682" not in by_year
    found = [re.search(r"<tfoot>.*?amount\">([\d ]+)<", html, re.DOTALL) for html in (by_year, by_month)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0][1] == found[1][1]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"gross": "mye"}, "mye"),
        ({"home": "Strømsta"}, "Strömstad"),
        ({"year": "1999"}, "1999"),
        ({"year": "x"}, "x"),
        ({"days": "-1"}, "-1"),
        ({"regime": "<script>"}, "&lt;script&gt;"),
        ({"work": "Våler"}, "NO:3114"),
    ],
)
def test_what_is_wrong_is_told_above_what_was_written(more: dict[str, str], told: str) -> None:
    html = page({**ASKED, **more}, status=400)
    said = re.search(r'role="alert">([^<]*)<', html)
    assert said
    assert told in said[1]
    assert 'value="Halden"' in html or "work" in more


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("620000", 620_000),
        ("620 000", 620_000),
        ("620.000 kr", 620_000),
        ("620,000", 620_000),
        ("51 666,67", 51_666),
        ("51.666,67 NOK", 51_666),
        ("620000:-", 620_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert _amount(text) == amount


def test_an_ad_leads_to_its_place_and_the_readers() -> None:
    html = Client().get("/nb/ad/example:no-001", {"text": "elektriker", "place": "Strömstad"}).content.decode()
    assert re.search(r'href="/nb/pay\?work=NO%3A\d{4}&amp;home=Str%C3%B6mstad"', html)


def test_the_menu_says_where_one_is() -> None:
    assert re.search(r'href="/nb/pay" aria-current="page"', page())
