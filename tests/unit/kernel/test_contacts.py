import pytest

from tvers.kernel import contact_spans, mask_contacts


@pytest.mark.parametrize(
    "number",
    [
        "69 12 34 56",
        "912 34 567",
        "912 345 67",
        "91 234 567",
        "91234567",
        "69.12.34.56",
        "913-45-678",
        "22\u00a012\u00a034\u00a056",
        "+47 69 12 34 56",
        "+4769123456",
        "(+47) 912 34 567",
        "0047 912 34 567",
        "815 00 000",
        "070-123 45 67",
        "070 123 45 67",
        "070-1234567",
        "0701234567",
        "0701-23 45 67",
        "073\u2013123 45 67",
        "031 - 12 34 56",
        "08-123 456 78",
        "08 123 45 67",
        "(08) 123 45 67",
        "010-516 51 00",
        "0520-123 45",
        "0520/12345",
        "0520123456",
        "+46 70 123 45 67",
        "+46 (0)70-123 45 67",
        "+46-520-12 34 56",
        "+45 12 34 56 78",
        "+358 40 1234567",
    ],
)
def test_telephone_numbers_are_masked_however_they_are_grouped(number: str) -> None:
    assert mask_contacts(f"Kontakt Kari, {number}, før jul") == "Kontakt Kari, […], før jul"
    assert mask_contacts(f"Tlf.{number}.") == "Tlf.[…]."


@pytest.mark.parametrize(
    "address",
    [
        "kari@example.no",
        "kari.nordmann+jobb@mail.example.se",
        "HR@arkiv-sentralen.no",
        "kari (at) example.no",
        "kari[at]example.no",
        "kari @ example.no",
        "[email]@example.se",
    ],
)
def test_addresses_are_masked_also_where_the_sign_is_written_out(address: str) -> None:
    assert mask_contacts(f"Skriv til {address}.") == "Skriv til […]."


def test_a_short_number_is_masked_after_a_word_that_says_what_it_is() -> None:
    assert mask_contacts("Ring 02800 eller mobil: 12 34 56") == "Ring […] eller mobil: […]"


@pytest.mark.parametrize(
    "text",
    [
        "Søknadsfrist 2026-11-01, oppstart 01.02.2027",
        "Fra 01.05.23 - 01.12.23, eller 01.08.23 \u2013 14.08.24",
        "20261101",
        "i årene 2024-2025 og 2024\u20132025",
        "Arbeidstid 07.00-16.00, 0700-1530 og 08-16",
        "må\u2013fre 08-17, uke 25-33",
        "ring 0800-1600",
        "ring 2026-11-01",
        "NEK 400, NS 8405, ISO 9001:2015, EN 60204-1, IEC 61508 og SS-EN 1090-2",
        "kr. 650 000 - kr. 850 000",
        "mellom 646 600 \u2013 777 900 og 726 000 - 781 500 kr",
        "NOK 25 123 456 eller 25 123 456 kr, i alt 25 500 000",
        "kr 10000000 og 25123456 SEK",
        "17.27 %, 15,85 % og 80-100 %",
        "org.nr. 987 654 321 og 987654321",
        "org.nr 556012-3456 og 5560123456",
        "0187 Oslo, 452 30 Strömstad",
        "Referansenr. 4760683464",
        "https://www.jobbnorge.no/stilling/91234567 og ?id=91234567",
        "jobbnr 46-91234567 og SOF:2020:21",
        "43 000 tkr för 19 200 invånare",
        "STYRK 2512 2514",
        "C++ 20, Python 3.12.4, 192.168.10.101",
        "@tvers på nettet",
        "les om oss @ www.example.com",
    ],
)
def test_dates_hours_amounts_standards_and_company_numbers_stay(text: str) -> None:
    assert mask_contacts(text) == text


def test_spans_are_where_the_details_stand() -> None:
    text = "a@b.no / 69 12 34 56"
    assert [text[start:end] for start, end in contact_spans(text)] == ["a@b.no", "69 12 34 56"]


def test_an_address_with_a_number_in_it_is_one_detail() -> None:
    assert mask_contacts("91234567@example.no, kari.91234567@example.no") == "[…], […]"


def test_a_number_does_not_swallow_the_date_after_it() -> None:
    assert mask_contacts("+47 691 23 456 30.11.2026") == "[…] 30.11.2026"
    assert mask_contacts("+46 8 123 45 67 2026-11-01") == "[…] 2026-11-01"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Kari Nordmann, avdelingsleder, tlf. 69 12 34 56", "[…], avdelingsleder, tlf. […]"),
        ("Spørsmål til seksjonsleder Ola A. Nordmann på ola@example.no", "Spørsmål til seksjonsleder […] på […]"),
        ("Facklig kontakt: Åsa Öberg-Lind, Unionen, 08-123 456 78", "Facklig kontakt: […], Unionen, […]"),
        ("Kontaktperson: Per von Essen", "Kontaktperson: […]"),
        ("Ring Anna Berg [phone] eller Bo Ek [phone]", "Ring […] [phone] eller […] [phone]"),
        ("Du rapporterar till Anna Berg.\nRing 0501-123 45", "Du rapporterar till Anna Berg.\nRing […]"),
        ("Vi søker folk i Halden. Grenselys Nett AS, tlf. 69 12 34 56", "Vi søker folk i Halden. Grenselys Nett AS, tlf. […]"),
        ("Erfaring med Siemens Step Seven og Microsoft Office", "Erfaring med Siemens Step Seven og Microsoft Office"),
    ],
)
def test_names_beside_contact_details_go_and_other_names_stay(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked
    assert mask_contacts(masked) == masked


def test_a_title_keeps_its_capitalised_words() -> None:
    assert mask_contacts("Account Managers Sökes – ring 08-123 456 78", names=False) == "Account Managers Sökes – ring […]"
