import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvers.sources._markup import read_markup
from tvers.web._marked import Place, as_html, marked


def place(text: str, words: str, kind: str = "must") -> Place:
    start = text.index(words)
    return Place(start, start + len(words), f"r{start}", kind, "navn")


begun, further = '<mark class="must" title="navn" id="r0">{}</mark>', '<mark class="must" title="navn">{}</mark>'


@pytest.mark.parametrize(
    ("source", "words", "shown"),
    [
        ("<p>Du har fagbrev.</p>", "fagbrev", '<p>Du har <mark class="must" title="navn" id="r7">fagbrev</mark>.</p>'),
        ("<ul><li>fagbrev</li></ul>", "fagbrev", '<ul><li><mark class="must" title="navn" id="r2">fagbrev</mark></li></ul>'),
        (
            "<p>Tre <b>års er</b>faring</p>",
            "Tre års erfaring",
            f"<p>{begun.format('Tre')} <b>{further.format('års er')}</b>{further.format('faring')}</p>",
        ),
        ("<p>• C &amp; C++</p>", "C & C++", '<p>• <mark class="must" title="navn" id="r2">C &amp; C++</mark></p>'),
    ],
)
def test_the_words_of_a_place_are_marked_in_the_sources_own_html(source: str, words: str, shown: str) -> None:
    markup = read_markup(source)
    assert marked(markup.html, markup.text, [place(markup.text, words)]) == shown


def test_a_plain_text_has_its_lists_as_lists_and_is_marked_alike() -> None:
    text = "Krav:\n- fagbrev\n- norsk & engelsk\n\nFast stilling"
    assert as_html(text) == "<p>Krav:</p><ul><li>fagbrev</li><li>norsk &amp; engelsk</li></ul><p>Fast stilling</p>"
    assert '<p><mark class="term" title="navn" id="r35">Fast stilling</mark></p>' in marked(
        as_html(text), text, [place(text, "Fast stilling", "term")]
    )


def test_of_places_that_overlap_the_first_is_marked() -> None:
    text = "fagbrev som elektriker"
    shown = marked(as_html(text), text, [place(text, "brev som elektriker"), place(text, "fagbrev")])
    assert shown.count("<mark") == 1
    assert ">fagbrev</mark>" in shown


def test_html_that_says_something_else_than_the_text_is_left_as_it_is() -> None:
    assert marked("<p>noe annet</p>", "fagbrev", [Place(0, 7, "r0", "must", "navn")]) == "<p>noe annet</p>"


LETTERS = st.text(st.sampled_from("ab &<>•-*\n\"'æ"), max_size=60)


@given(LETTERS, st.integers(0, 50), st.integers(1, 20))
def test_whatever_is_marked_the_words_stay_the_same(text: str, start: int, length: int) -> None:
    plain = as_html(text)
    shown = marked(plain, text, [Place(start, start + length, 'r"0', "must", '<"navn">')])
    assert (
        shown.replace("</mark>", "")
        .replace('<mark class="must" title="&lt;&quot;navn&quot;&gt;" id="r&quot;0">', "")
        .replace('<mark class="must" title="&lt;&quot;navn&quot;&gt;">', "")
        == plain
    )
