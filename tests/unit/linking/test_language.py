import pytest

from tvers.kernel import Language
from tvers.linking import guess_language


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


def test_words_that_two_languages_share_alone_decide_nothing() -> None:
    assert guess_language("sveiser og elektriker") is None


def test_only_the_beginning_of_a_long_text_counts() -> None:
    norwegian = "Vi søker deg som ikke er redd for høyder. "

    assert guess_language(norwegian * 100 + "we are the team that you want to work with " * 1000) is Language.NB
