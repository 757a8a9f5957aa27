from pathlib import Path

import pytest

from tvers.ads import Ad
from tvers.kernel import Language
from tvers.linking import guess_language
from tvers.sources import read_ads


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi søker deg som ikke er redd for å klatre, og som har fagbrev", Language.NB),
        ("Vi søkjer deg som ikkje er redd for å klatre, og som har fagbrev", Language.NN),
        ("Vi söker dig som inte är rädd för att klättra, och som har yrkesbevis", Language.SV),
        ("Vi søger en medarbejder med uddannelse og erfaring inden for svejsning", Language.DA),
        ("We are looking for you who have experience with the grid", Language.EN),
    ],
)
def test_running_text_tells_its_language(text: str, language: Language) -> None:
    assert guess_language(text) is language


@pytest.mark.parametrize("text", ["", "PLC", "1234 !!!", "sveiser"])
def test_a_text_without_function_words_tells_nothing(text: str) -> None:
    assert guess_language(text) is None


def test_words_shared_with_swedish_decide_nothing_and_those_shared_with_danish_alone_are_bokmaal() -> None:
    assert guess_language("vi med på") is None
    assert guess_language("sveiser og elektriker") is Language.NB


def test_only_the_beginning_of_a_long_text_counts() -> None:
    norwegian = "Vi søker deg som ikke er redd for høyder. "

    assert guess_language(norwegian * 100 + "we are the team that you want to work with " * 1000) is Language.NB


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jeg er elektriker i Halden", Language.NB),
        ("jeg kan plc og vil jobbe i Sverige", Language.NB),
        ("Utdanna automatikar frå Volda, ser etter jobb", Language.NN),
        ("Jag är svetsare och bor i Årjäng", Language.SV),
        ("Uddannet tømrer, søger arbejde", Language.DA),
        ("I am a chemist in Oslo", Language.EN),
        ("Elektriker", None),
        ("", None),
    ],
)
def test_a_few_words_tell(text: str, language: Language | None) -> None:
    assert guess_language(text) is language


@pytest.mark.parametrize(
    ("file", "languages"),
    [
        ("nav-ads-2023.json", {Language.NB, Language.NN, Language.EN}),
        ("nav-ads-2024.json", {Language.NB, Language.EN}),
        ("jobtech-ads-2020.json", {Language.SV}),
        ("jobtech-ads-2025.json", {Language.SV, Language.EN}),
    ],
)
def test_no_real_ad_is_taken_for_danish_or_for_the_neighbours(reference_data: Path, file: str, languages: set[Language]) -> None:
    ads = [record for record in read_ads(reference_data / "ads" / file) if isinstance(record, Ad)]
    assert {guess_language(f"{ad.title}\n{ad.text}") for ad in ads} == languages
