import pytest

from tvers.sources._markup import as_html, read_line, read_markup


def test_paragraphs_items_and_headings_become_lines() -> None:
    markup = read_markup("<p>Vi søker <strong>deg</strong>.</p><h2>Krav</h2><ul><li><p>Python</p></li><li>• SQL</li></ul><p>Søk nå</p>")
    assert markup.text == "Vi søker deg.\n\nKrav\n- Python\n- SQL\nSøk nå"


def test_entities_are_resolved_and_white_space_is_reduced() -> None:
    assert read_markup("<p>R&amp;D&nbsp;&nbsp; i\n  Halden</p><p>&lt;3</p>").text == "R&D i Halden\n<3"


def test_runs_of_line_breaks_leave_one_empty_line() -> None:
    assert read_markup("<p>En<br><br><br><br />To<br>Tre</p>").text == "En\n\nTo\nTre"


def test_table_cells_do_not_run_together() -> None:
    assert read_markup("<table><tr><th>Oppstart</th><td>snarest</td></tr></table>").text == "Oppstart snarest"


def test_html_keeps_structure_and_loses_what_can_act() -> None:
    source = '<h2 onclick="x()">Om</h2><script>alert(1)</script><style>p{}</style><p style="color:red">Vi <em>er</em> <img src=x>her</p>'
    assert read_markup(source).html == "<h2>Om</h2><p>Vi <em>er</em> her</p>"


def test_empty_elements_are_left_out() -> None:
    assert read_markup("<p><strong> </strong></p><p>En</p><p><br></p><p>&nbsp;</p>").html == "<p>En</p>"


@pytest.mark.parametrize(
    "href", ["mailto:kari@example.no", "tel:+4769123456", "javascript:x()", "/sok", "https://example.no/?til=kari@example.no"]
)
def test_only_links_to_the_web_stay_links(href: str) -> None:
    assert read_markup(f'<p><a href="{href}">søk her</a></p>').html == "<p>søk her</p>"


def test_links_to_the_web_stay_and_vouch_for_nothing() -> None:
    wanted = '<p><a href="https://example.no/?a=1&amp;b=2" rel="noopener noreferrer nofollow">søk</a></p>'
    assert read_markup('<p><a target="_top" href="https://example.no/?a=1&amp;b=2">søk</a></p>').html == wanted


def test_contact_details_are_masked_in_text_and_html() -> None:
    markup = read_markup('<p>Ring Kari, 69 12 34 56, <a href="mailto:kari@example.no">kari@example.no</a></p>')
    assert markup.text == "Ring Kari, […], […]"
    assert markup.html == "<p>Ring Kari, […], […]</p>"


def test_a_contact_detail_cut_by_emphasis_is_masked_whole() -> None:
    markup = read_markup("<p>Skriv <b>kari</b>@example.no eller ring <i>69 12</i> 34 56 i dag</p><p>2 &lt; 3</p>")
    assert markup.text == "Skriv […] eller ring […] i dag\n2 < 3"
    assert markup.html == "<p>Skriv <b>[…]</b> eller ring <i>[…]</i> i dag</p><p>2 &lt; 3</p>"


def test_plain_text_keeps_its_lines_and_has_no_html() -> None:
    markup = read_markup("Om tjänsten\r\n\r\n\r\n\r\n• Svetsa &amp; slipa\r\n\u2013  Ring 070-123 45 67  ")
    assert (markup.text, markup.html) == ("Om tjänsten\n\n- Svetsa & slipa\n- Ring […]", "")


def test_plain_text_with_a_less_than_sign_is_no_html() -> None:
    assert read_markup("Erfarenhet < 2 år & Python").text == "Erfarenhet < 2 år & Python"


def test_lines_of_a_text_with_emphasis_only_stay_lines() -> None:
    assert read_markup("<b>Om</b>\nVi svetsar").text == "Om\nVi svetsar"


def test_invisible_characters_hide_no_address() -> None:
    assert read_markup("kari\u200b@example.no og elek\u00adtro").text == "[…] og elektro"


def test_unclosed_and_nested_markup_is_still_read() -> None:
    assert read_markup("<ul><li>En<li>To<p>Tre").text == "- En\n- To\nTre"


def test_a_single_line_is_cleaned() -> None:
    assert read_line("  R&amp;D\n ingeniør, ring 91234567 ") == "R&D ingeniør, ring […]"


def test_plain_text_becomes_paragraphs_that_are_escaped() -> None:
    assert as_html("a < b\n\nc") == "<p>a &lt; b</p><p>c</p>"
