import gzip
import json
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tvers.ads import Ad, AdRecord, Unreadable, Withdrawal
from tvers.kernel import CannotRead, contact_spans
from tvers.sources import read_ads

NAV_AD = {"uuid": "n1", "title": "Ingeniør", "workLocations": [], "contactList": [{"name": "Kari"}]}
NAV_ENTRY = {"uuid": "n2", "status": "ACTIVE", "sistEndret": "2026-10-05T10:01:00+02:00", "ad_content": NAV_AD}
NAV_GONE = {"uuid": "n3", "status": "INACTIVE", "sistEndret": "2026-10-05T10:01:00+02:00"}
NAV_ITEM = {"id": "n1", "url": "/api/v1/feedentry/n1", "_feed_entry": {"uuid": "n1", "status": "ACTIVE", "title": "Ingeniør"}}
JOB_AD = {"id": "j1", "headline": "Ingenjör", "description": {"text": "Du ritar."}, "workplace_address": None, "removed": False}
JOB_GONE = {"id": "j2", "removed": True, "removed_date": "2026-05-02T08:00:11"}


def read_text(folder: Path, text: str | bytes, name: str = "file") -> list[AdRecord]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_ads(path))


def read_json(folder: Path, content: Any) -> list[AdRecord]:
    return read_text(folder, json.dumps(content, ensure_ascii=False))


def ids(records: list[AdRecord]) -> list[str]:
    return [f"{type(record).__name__} {record.source}:{record.source_id}" for record in records]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (NAV_AD, ["Ad nav:n1"]),
        ([NAV_AD, NAV_AD], ["Ad nav:n1", "Ad nav:n1"]),
        (NAV_ENTRY, ["Ad nav:n2"]),
        ([NAV_ENTRY, NAV_GONE], ["Ad nav:n2", "Withdrawal nav:n3"]),
        (JOB_AD, ["Ad jobtech:j1"]),
        ([JOB_AD, JOB_GONE], ["Ad jobtech:j1", "Withdrawal jobtech:j2"]),
        ({"total": {"value": 1}, "hits": [JOB_AD]}, ["Ad jobtech:j1"]),
        ([NAV_AD, JOB_AD], ["Ad nav:n1", "Ad jobtech:j1"]),
    ],
)
def test_a_file_is_known_by_what_is_in_it(tmp_path: Path, content: object, found: list[str]) -> None:
    assert ids(read_json(tmp_path, content)) == found


def test_one_ad_per_line_is_read_whatever_the_line_ends_and_empty_lines(tmp_path: Path) -> None:
    lines = [json.dumps(JOB_AD), "", json.dumps({**JOB_GONE, "note": "a\u2028b"}, ensure_ascii=False), ""]
    assert ids(read_text(tmp_path, "\r\n".join(lines))) == ["Ad jobtech:j1", "Withdrawal jobtech:j2"]


def packed(path: Path, lines: bytes, kind: str) -> Path:
    if kind == "gzip":
        path.write_bytes(gzip.compress(lines))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("2024.jsonl", lines)
            if kind == "zip of two":
                archive.writestr("2025.jsonl", lines)
    return path


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_lines_are_read_out_of_an_archive(tmp_path: Path, kind: str) -> None:
    lines = "".join(f"{json.dumps({**JOB_AD, 'id': str(number)})}\n" for number in range(2000)).encode()
    file = packed(tmp_path / "historical", lines, kind)
    assert len([ad for ad in read_ads(file) if isinstance(ad, Ad)]) == 2000


@pytest.mark.parametrize("part", [0.5, 0.01])
@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_an_archive_that_is_cut_off_is_told_to_be_so(tmp_path: Path, kind: str, part: float) -> None:
    lines = "".join(f"{json.dumps({**JOB_AD, 'id': str(number)})}\n" for number in range(2000)).encode()
    file = packed(tmp_path / "historical", lines, kind)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(CannotRead) as told:
        read_ads(file)
    assert told.value.code == ("file.truncated" if kind == "gzip" else "file.broken_zip")


def test_of_a_zip_with_several_files_none_is_chosen(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as told:
        read_ads(packed(tmp_path / "historical", f"{json.dumps(JOB_AD)}\n".encode() * 2, "zip of two"))
    assert told.value.code == "ads.archive"


def test_one_object_spread_over_lines_is_one_ad(tmp_path: Path) -> None:
    assert ids(read_text(tmp_path, json.dumps({**JOB_AD, "must_have": {"skills": [{"label": "x"}]}}, indent=0))) == ["Ad jobtech:j1"]


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    assert ids(read_text(tmp_path, "\ufeff" + json.dumps(NAV_AD))) == ["Ad nav:n1"]


def test_a_record_that_cannot_be_read_never_stops_the_rest(tmp_path: Path) -> None:
    records = read_json(
        tmp_path, [42, {}, {"headline": "utan id"}, JOB_AD, None, {**JOB_AD, "headline": ""}, {**JOB_AD, "description": None}]
    )
    assert [record.reason if isinstance(record, Unreadable) else "read" for record in records] == [
        "record.not_object",
        "record.no_id",
        "record.no_id",
        "read",
        "record.not_object",
        "record.no_title",
        "record.no_content",
    ]
    assert len({record.source_id for record in records if isinstance(record, Unreadable)} - {"j1"}) == 4
    assert {record.source for record in records} == {"jobtech"}


def test_a_broken_line_among_others_is_a_record_that_cannot_be_read(tmp_path: Path) -> None:
    lines = [json.dumps(JOB_AD), '{"id": 7, "x": "ring 70 12 34 56", "application_contacts": [{"name": "Ola"', json.dumps(JOB_GONE)]
    records = read_text(tmp_path, "\n".join(lines))
    assert [one.split("?")[0] for one in ids(records)] == ["Ad jobtech:j1", "Unreadable jobtech:", "Withdrawal jobtech:j2"]
    broken = records[1]
    assert isinstance(broken, Unreadable)
    assert (broken.reason, broken.detail, broken.excerpt) == ("record.not_json", "line 2", '{"id": 7, "x": "ring […]",')


def test_numbers_that_are_no_json_count_as_not_given(tmp_path: Path) -> None:
    (record,) = read_text(
        tmp_path, '{"id": "j1", "headline": "x", "description": {"text": "y"}, "workplace_address": {"coordinates": [NaN, Infinity]}}'
    )
    assert isinstance(record, Ad)
    assert record.workplaces[0].latitude is None


@pytest.mark.parametrize(
    ("text", "code", "fields"),
    [
        ("", "file.empty", {}),
        (" \n\t", "file.empty", {}),
        ("\ufeff", "file.empty", {}),
        ("<!DOCTYPE html><html><body>502</body></html>", "file.web_page", {}),
        (b"PK\x03\x04rest", "file.broken_zip", {"reason": "File is not a zip file"}),
        (b"\x1f\x8b\x08rest", "file.truncated", {"line": 1}),
        (gzip.compress(b"no lines of JSON", mtime=0), "ads.archive", {"kind": "gzip"}),
        (json.dumps(NAV_AD, ensure_ascii=False).encode("utf-16"), "file.not_utf8", {"line": 1, "found": "UTF-16"}),
        (b'[\n{"title": "Ingeni\xf8r", "uuid": "1"}]', "file.not_utf8", {"line": 2, "found": ""}),
        (json.dumps(NAV_AD).encode("utf-16-le"), "file.not_text", {}),
        (b'[{"title": "Ingeni\xc3', "file.truncated", {"line": 1}),
        ("ikke JSON", "json.broken", {"line": 1, "column": 1}),
        ("[" * 100_000, "json.broken", {"line": 1, "column": 1}),
        ('[{"uuid": "n1",}]', "json.broken", {"line": 1, "column": 16}),
        ("[]", "ads.none", {}),
        ('{"total": {"value": 0}, "hits": []}', "ads.none", {}),
        ('{"uri": 1, "notation": 2}', "ads.unknown_shape", {"keys": "uri, notation"}),
        ('"tekst"', "ads.unknown_shape", {"keys": "str"}),
        ("[1, 2]", "ads.unknown_shape", {"keys": "int"}),
        ('{"a": 1}\n{"a": 2}', "ads.unknown_shape", {"keys": "a"}),
        (json.dumps({"version": "1.0", "next_url": None, "items": [NAV_ITEM]}), "ads.only_references", {"count": 1}),
        (json.dumps({"feed_url": "/api/v1/feed/1", "items": []}), "ads.only_references", {"count": 0}),
        (json.dumps([NAV_ITEM, NAV_ITEM]), "ads.only_references", {"count": 2}),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str | bytes, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(CannotRead) as caught:
        read_text(tmp_path, text)
    assert caught.value.code == code
    assert caught.value.fields == {"file": "file", **fields}


@pytest.mark.parametrize("content", [[NAV_AD, NAV_ENTRY], NAV_ENTRY, {"hits": [JOB_AD], "total": False}])
def test_json_cut_anywhere_is_called_cut_off(tmp_path: Path, content: object) -> None:
    whole = json.dumps(content, indent=1)
    for end in range(1, len(whole)):
        with pytest.raises(CannotRead) as caught:
            read_text(tmp_path, whole[:end])
        assert caught.value.code == "file.truncated", whole[:end]
        assert caught.value.fields["line"] == whole[:end].rstrip().count("\n") + 1


def test_lines_cut_inside_the_last_are_not_read_at_all(tmp_path: Path) -> None:
    text = json.dumps(JOB_AD) + "\n" + json.dumps(JOB_GONE)[:-3]
    with pytest.raises(CannotRead) as caught:
        read_text(tmp_path, text)
    assert (caught.value.code, caught.value.fields["line"]) == ("file.truncated", 2)


def test_a_file_is_checked_before_its_records_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        read_ads(tmp_path / "missing.json")
    assert caught.value.code == "file.missing"


LEFT_OVER = re.compile(r"@|\+4[67]")
FILES = {
    "ads/nav-ads-2024.json": {"Ad": 69},
    "ads/nav-ads-2023.json": {"Ad": 28},
    "ads/jobtech-ads-2020.json": {"Ad": 10, "Withdrawal": 14},
    "ads/jobtech-ads-2025.json": {"Ad": 43},
    "formats/nav_feedentry_active.RECONSTRUCTED.json": {"Ad": 1},
    "formats/nav_feedentry_inactive.RECONSTRUCTED.json": {"Withdrawal": 1},
    "formats/af_jobad_full.DERIVED.json": {"Ad": 1},
    "formats/af_jobsearch_search.RECONSTRUCTED.json": {"Ad": 1},
    "formats/af_jobstream_v2.RECONSTRUCTED.jsonl": {"Ad": 1, "Withdrawal": 1},
    "formats/af_historical.RECONSTRUCTED.jsonl": {"Withdrawal": 1},
}


@pytest.mark.reference_data
@pytest.mark.parametrize(("name", "counts"), FILES.items())
def test_real_files_are_accounted_for(reference_data: Path, name: str, counts: dict[str, int]) -> None:
    records = list(read_ads(reference_data / name))
    assert Counter(type(record).__name__ for record in records) == counts


@pytest.mark.reference_data
@pytest.mark.parametrize("name", FILES)
def test_real_ads_hold_no_contact_details(reference_data: Path, name: str) -> None:
    for ad in _ads(reference_data / name):
        for stored in (ad.title, ad.job_title, ad.text, re.sub(r"<[^>]*>", " ", ad.html), ad.pay_text, ad.employer.name):
            assert not contact_spans(stored, names=False)  # with its tags gone, a page runs lines together
            assert not LEFT_OVER.search(stored), stored
        assert not contact_spans(ad.text)


@pytest.mark.reference_data
@pytest.mark.parametrize("name", FILES)
def test_real_places_in_the_two_countries_have_their_municipality(reference_data: Path, name: str) -> None:
    unknown = {
        (ad.id, place.name)
        for ad in _ads(reference_data / name)
        for place in ad.workplaces
        if place.country and not place.municipality_code
    }
    assert unknown == set()
    abroad = {place.name for ad in _ads(reference_data / name) for place in ad.workplaces if place.country is None}
    assert abroad == ({"Grønland", "Tsjekkia"} if name == "ads/nav-ads-2023.json" else set())


@pytest.mark.reference_data
@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("ads/")])
def test_real_ads_have_what_a_match_needs(reference_data: Path, name: str) -> None:
    for ad in _ads(reference_data / name):
        assert ad.workplaces
        assert ad.occupation_codes
        assert ad.published
        assert ad.expires
        assert len(ad.text) > 100
        assert ad.url.startswith("https://")
        assert "\\r" not in ad.text
        assert "&nbsp;" not in ad.text


@pytest.mark.reference_data
def test_real_dates_are_right(reference_data: Path) -> None:
    nav = next(ad for ad in _ads(reference_data / "ads/nav-ads-2024.json") if ad.source_id.startswith("24d0c588"))
    assert dict(nav.dates_as_given)["published"] == nav.published.isoformat().replace("+00:00", "Z")  # type: ignore[union-attr] # it has one
    swedish = {ad.source_id: ad for ad in _ads(reference_data / "ads/jobtech-ads-2020.json")}
    assert swedish["23905080"].expires == datetime(2020, 3, 28, 22, 59, 59, tzinfo=UTC)
    gone = [record for record in read_ads(reference_data / "ads/jobtech-ads-2020.json") if isinstance(record, Withdrawal)]
    assert {record.at.date().isoformat() for record in gone if record.at} == {"2020-02-28"}
    assert all(record.at for record in gone)


@pytest.mark.reference_data
def test_real_feed_pages_only_refer(reference_data: Path) -> None:
    with pytest.raises(CannotRead, match=r"ads\.only_references"):
        read_ads(reference_data / "formats/nav_feed_page.RECONSTRUCTED.json")


@pytest.mark.reference_data
@pytest.mark.parametrize("name", ["formats/nav_internal_ad1_for_eures.COPIED-MASKED.json", "ads/texts-nav-electricians.jsonl"])
def test_real_files_of_another_shape_are_not_taken_for_ads(reference_data: Path, name: str) -> None:
    with pytest.raises(CannotRead, match=r"ads\.unknown_shape"):
        read_ads(reference_data / name)


def _ads(path: Path) -> list[Ad]:
    return [record for record in read_ads(path) if isinstance(record, Ad)]
