"""What a file is shows in what is in it, and what cannot be read is one coded error."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from tvers.kernel import CannotRead
from tvers.services.ports import MOST_FILE_BYTES
from tvers.sources import read_profile_file

ON = date(2026, 11, 26)
CANDIDATE = (
    '<Candidate xmlns="http://www.hr-xml.org/3"><CandidateProfile><Licenses><License><LicenseTypeCode>B</LicenseTypeCode></License></Licenses>'
    "<PersonQualifications><PersonCompetency><CompetencyName>måling</CompetencyName></PersonCompetency></PersonQualifications>"
    "</CandidateProfile></Candidate>"
)
READ = {"licences": ["B"], "skills": ["måling"]}
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Candidate>&b;</Candidate>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Candidate>&a;</Candidate>'


def pdf(*attachments: bytes, password: str = "", algorithm: str = "RC4-128") -> bytes:
    """A PDF of one empty page with files attached."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for number, data in enumerate(attachments):
        writer.add_attachment(f"attachment{number}.xml", data)
    if password:
        writer.encrypt(password, algorithm=algorithm)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def code(file: bytes | Path) -> str:
    with pytest.raises(CannotRead) as caught:
        read_profile_file(file, on=ON)
    assert caught.value.fields["file"]
    return caught.value.code


@pytest.mark.parametrize(
    "content",
    [
        CANDIDATE.encode(),
        b"\xef\xbb\xbf\r\n" + CANDIDATE.encode(),
        CANDIDATE.encode("utf-16"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{CANDIDATE}'.encode("latin-1"),
        f'<?xml version="1.0" encoding="windows-1252"?>{CANDIDATE}'.encode("cp1252"),
        pdf(CANDIDATE.encode()),
        pdf(b"\x89PNG", CANDIDATE.encode("utf-16")),
    ],
    ids=["UTF-8", "with a mark", "UTF-16", "Latin-1", "Windows", "PDF", "PDF with two attachments"],
)
def test_a_document_is_read_in_every_encoding_and_out_of_a_pdf(content: bytes) -> None:
    if content.startswith(b"\xef\xbb\xbf\r\n"):
        content = content.replace(b"\r\n", b"", 1)
    assert read_profile_file(content, on=ON)[0] == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_profile_of_ours_is_handed_on_as_it_is_in_every_unicode(encoding: str) -> None:
    shape = {"text": "Lærer", "skills": ["PLS"], "shoe_size": 43}
    assert read_profile_file(json.dumps(shape, ensure_ascii=False).encode(encoding), on=ON) == (shape, ())


@pytest.mark.parametrize("content", ["[]", '["elektriker"]', '{"text": "%PDF-1.7"}', '{"text": "<html>"}'])
def test_json_is_json_whatever_it_says(content: str) -> None:
    assert read_profile_file(content.encode(), on=ON) == (json.loads(content), ())


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b" \n", "file.empty"),
    "too much": (lambda: b" " * MOST_FILE_BYTES + b"{}", "file.too_large"),
    "JSON in Latin-1": (lambda: '{"text": "lærer"}'.encode("latin-1"), "file.not_utf8"),
    "JSON that is cut off": (lambda: b'{"basics": {"label": "sve', "profile.not_json"),
    "JSON without end": (lambda: b"[" * 100_000, "profile.not_json"),
    "a number without end": (lambda: b"[" + b"9" * 5000 + b"]", "profile.not_json"),
    "words": (lambda: b"I am an electrician.", "profile.unknown_file"),
    "a Word document": (lambda: b"PK\x03\x04\x14\0\x06\0\x08\0" + bytes(range(256)), "profile.unknown_file"),
    "XML that is cut off": (CANDIDATE[:-30].encode, "file.truncated"),
    "XML that is cut off in a letter": (lambda: CANDIDATE.encode()[: CANDIDATE.index("åling") + 1], "file.truncated"),
    "XML that is cut off in UTF-16": (lambda: CANDIDATE[:-30].encode("utf-16"), "file.truncated"),
    "XML with a wrong tag": (lambda: CANDIDATE.replace("</License>", "</Licence>").encode(), "xml.broken"),
    "XML in an encoding that it does not name": (lambda: CANDIDATE.encode("latin-1"), "file.not_utf8"),
    "XML in an encoding that there is not": (f'<?xml version="1.0" encoding="x-none"?>{CANDIDATE}'.encode, "xml.broken"),
    "XML that grows without end": (BOMB.encode, "xml.unsafe"),
    "XML that asks for another file": (OUTSIDE.encode, "xml.unsafe"),
    "other XML": (lambda: b"<rss/>", "profile.unknown_file"),
    "a web page": (lambda: b"<!DOCTYPE html><html></html>", "file.web_page"),
    "a PDF without attachment": (pdf, "pdf.no_attachment"),
    "a PDF with a picture": (lambda: pdf(b"\x89PNG"), "pdf.no_attachment"),
    "a PDF with other XML": (lambda: pdf(b"<rss/>"), "profile.unknown_file"),
    "a PDF that is cut off": (lambda: pdf(CANDIDATE.encode())[:200], "pdf.broken"),
    "a PDF that is none": (lambda: b"%PDF-1.7\n%nothing", "pdf.broken"),
    "a PDF that is locked": (lambda: pdf(CANDIDATE.encode(), password="x"), "pdf.locked"),  # noqa: S106 - locked on purpose
    "a PDF with too much": (lambda: pdf(b"<x>" + b" " * MOST_FILE_BYTES + b"</x>"), "file.too_large"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_is_one_coded_error(case: str) -> None:
    content, expected = BROKEN[case]
    assert code(content()) == expected


def test_a_file_is_told_by_its_name_and_never_read_where_it_is_too_large(tmp_path: Path) -> None:
    large = tmp_path / "cv.pdf"
    with large.open("wb") as file:
        file.truncate(MOST_FILE_BYTES + 1)
    with pytest.raises(CannotRead) as caught:
        read_profile_file(large, on=ON)
    assert (caught.value.code, caught.value.fields) == ("file.too_large", {"file": "cv.pdf", "most": 5})
    assert code(tmp_path / "missing.xml") == "file.missing"
    assert code(tmp_path) == "file.is_folder"


def test_documents_nested_without_end_are_read_or_refused() -> None:
    deep = b'<Candidate xmlns="http://www.hr-xml.org/3"><CandidateProfile>' + b"<a>" * 200_000 + b"x" + b"</a>" * 200_000
    shape, unread = read_profile_file(deep + b"</CandidateProfile></Candidate>", on=ON)
    assert (shape, [one.field for one in unread]) == ({}, ["cv_other"])


@given(st.binary(max_size=60), st.sampled_from([b"", b"<", b"{", b"%PDF-1.7\n", b"<?xml version='1.0'?>", b'{"work": ']))
def test_any_bytes_are_a_profile_or_a_coded_error(content: bytes, start: bytes) -> None:
    try:
        read_profile_file(start + content, on=ON)
    except CannotRead as error:
        told = error.code
    else:
        told = ""
    assert "." in told or not told
