from datetime import UTC, datetime

import pytest

from tvers.ads import Unreadable
from tvers.sources._ad_fields import (
    EXCERPT_LENGTH,
    RecordError,
    count,
    detail,
    excerpt,
    excerpt_of_line,
    fingerprint,
    guarded,
    identifier,
    instant,
    web_address,
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.no/sok?id=91234567", "https://example.no/sok?id=91234567"),
        (" http://example.se ", "http://example.se"),
        ("www.example.no/jobb", "https://www.example.no/jobb"),
        ("mailto:kari@example.no", ""),
        ("https://example.no/?til=kari%40example.no", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("https://example.no/to ord", ""),
        ("se nettsiden", ""),
        (None, ""),
    ],
)
def test_only_addresses_on_the_web_are_kept(given: str | None, kept: str) -> None:
    assert web_address(given) == kept


@pytest.mark.parametrize(
    ("given", "number"), [("3", 3), (4, 4), ("flere", None), ("0", None), ("-1", None), ("", None), (None, None), ("1.5", None)]
)
def test_positions_are_a_number_or_nothing(given: str | int | None, number: int | None) -> None:
    assert count(given) == number


def test_local_times_become_utc_in_summer_and_winter() -> None:
    assert instant("d", "2025-09-25T23:59:59", "Europe/Stockholm") == datetime(2025, 9, 25, 21, 59, 59, tzinfo=UTC)
    assert instant("d", "2026-02-28T23:59:59", "Europe/Stockholm") == datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC)


def test_an_offset_wins_over_the_zone() -> None:
    assert instant("d", "2026-11-02T00:00:00+01:00", "Europe/Stockholm") == datetime(2026, 11, 1, 23, tzinfo=UTC)
    assert instant("d", "2024-03-27T07:53:09.64392Z", "Europe/Oslo") == datetime(2024, 3, 27, 7, 53, 9, 643920, tzinfo=UTC)


@pytest.mark.parametrize("given", ["snart", "2026-02-30", "0001-01-01T00:00:00+02:00"])
def test_a_date_that_is_none_is_named_with_its_field(given: str) -> None:
    with pytest.raises(RecordError) as caught:
        instant("expires", given, "Europe/Oslo")
    assert (caught.value.reason, caught.value.detail) == ("record.bad_date", f"expires: {given}")


def test_an_id_may_be_a_number_but_not_a_list_or_nothing() -> None:
    assert identifier({"id": 23800448}, "id") == "23800448"
    assert identifier({"original_id": None, "id": " a1 "}, "original_id", "id") == "a1"
    for raw, reason in (
        ({"id": " "}, "record.no_id"),
        ({}, "record.no_id"),
        ({"id": [1]}, "record.wrong_type"),
        ({"id": True}, "record.wrong_type"),
    ):
        with pytest.raises(RecordError) as caught:
            identifier(raw, "id")
        assert caught.value.reason == reason


def test_the_fingerprint_follows_content_and_not_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": ["\ud800"]}) == fingerprint({"b": ["\ud800"], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_an_excerpt_names_no_contact_person() -> None:
    raw = {
        "contactList": [{"name": "Kari Eksempel"}],
        "employer": {"name": "Verk", "phone_number": "hemligt", "email": "a@b.se"},
        "application_contacts": [{"name": "Ola Exempel"}],
        "description": "Ring 69 12 34 56 eller skriv til kari@example.no",
    }
    assert excerpt(raw) == '{"employer": {"name": "Verk"}, "description": "Ring […] eller skriv til […]"}'


def test_an_excerpt_is_cut_after_masking() -> None:
    text = excerpt({"text": "x" * (EXCERPT_LENGTH - 15) + " 69 12 34 56"})
    assert len(text) == EXCERPT_LENGTH
    assert "69" not in text


def test_an_excerpt_of_a_broken_line_ends_before_contact_persons() -> None:
    assert excerpt_of_line('{"id": 1, "x": "69 12 34 56", "application_contacts": [{"name": "Ola"') == '{"id": 1, "x": "[…]",'


def test_a_detail_is_brief_and_masked() -> None:
    assert detail("title") == "title"
    assert detail("title", {"email": "a@b.no", "x": "91234567"}) == 'title: {"x": "[…]"}'
    assert len(detail("f", "y" * 500)) < 100


def test_a_fault_becomes_a_record_that_says_what_and_where() -> None:
    def broken(_raw: object) -> Unreadable:
        raise RecordError("record.no_title", "title")

    assert guarded("nav", {"uuid": "u1"}, ("uuid",), broken) == Unreadable("nav", "u1", "record.no_title", "title", '{"uuid": "u1"}')
    (number, other) = (guarded("nav", raw, ("uuid",), broken) for raw in (42, 43))
    assert isinstance(number, Unreadable)
    assert (number.reason, number.detail, number.excerpt) == ("record.not_object", "42", "42")
    assert number.source_id != other.source_id
