import pytest

from tvers.kernel import Language
from tvers.linking import Spotter
from tvers.taxonomy import Concept, ConceptKind, Name


def skill(slug: str, *names: str, language: Language = Language.NB, skill_type: str = "skill", scheme: str = "tvers") -> Concept:
    return Concept(slug, scheme, ConceptKind.SKILL, slug, tuple(Name(language, name) for name in names), skill_type=skill_type)


def spotted(text: str, *skills: Concept, language: Language = Language.NB) -> list[tuple[str, str]]:
    return [(mention.concept_id, text[mention.start : mention.end]) for mention in Spotter(skills, language).spot(text)]


@pytest.mark.parametrize(
    ("text", "wording"), [("Kjenner transformatorene godt", "transformatorene"), ("en transformator", "transformator")]
)
def test_an_inflected_name_is_found_with_its_own_wording(text: str, wording: str) -> None:
    assert spotted(text, skill("transformer", "transformatorer")) == [("transformer", wording)]


def test_a_swedish_inflection_is_found_in_a_swedish_text() -> None:
    welding = skill("welding", "svetsning", language=Language.SV)

    assert spotted("Du kan svetsningen", welding, language=Language.SV) == [("welding", "svetsningen")]


def test_a_name_in_capitals_stands_in_capitals_in_the_text_too() -> None:
    assert spotted("Erfaring med FAT hos kunde", skill("fat", "FAT")) == [("fat", "FAT")]
    assert spotted("Vi har mat på fat", skill("fat", "FAT")) == []


def test_a_long_abbreviation_is_found_in_any_case() -> None:
    assert spotted("vi bruker scada", skill("scada", "SCADA")) == [("scada", "scada")]


def test_a_product_named_like_an_everyday_word_needs_a_capital() -> None:
    react = skill("react", "React", skill_type="tool")

    assert spotted("erfaring med React", react) == [("react", "React")]
    assert spotted("you react fast", react) == []


@pytest.mark.parametrize("mark", [", ", ". ", ": ", "; ", " (", "\n"])
def test_punctuation_parts_a_name(mark: str) -> None:
    assert spotted(f"vi har drift{mark}vedlikehold", skill("upkeep", "drift vedlikehold")) == []


@pytest.mark.parametrize("mark", [" ", "-", " / ", "\u2011"])
def test_spaces_hyphens_and_strokes_do_not_part_a_name(mark: str) -> None:
    assert spotted(f"vi har drift{mark}vedlikehold", skill("upkeep", "drift vedlikehold")) == [("upkeep", f"drift{mark}vedlikehold")]


def test_the_longest_name_is_found_and_none_overlaps_another() -> None:
    skills = (skill("plc", "PLS"), skill("programming", "programmering"), skill("plc-programming", "PLS-programmering"))

    assert spotted("PLS-programmering og programmering", *skills) == [
        ("plc-programming", "PLS-programmering"),
        ("programming", "programmering"),
    ]


def test_an_english_name_of_a_tool_counts_in_a_norwegian_text_but_that_of_a_skill_does_not() -> None:
    tool = skill("autocad", "Drafting Suite", language=Language.EN, skill_type="tool")
    other = skill("safety", "machine safety", language=Language.EN)

    assert spotted("Drafting Suite og machine safety", tool, other) == [("autocad", "Drafting Suite")]


def test_a_nynorsk_name_counts_in_a_bokmal_text() -> None:
    assert spotted("Kan sveising og brannvern", skill("fire", "brannvern", language=Language.NN)) == [("fire", "brannvern")]


def test_a_one_word_name_in_lower_case_from_esco_in_english_is_left_out() -> None:
    assert spotted("our history", skill("history", "history", language=Language.EN, scheme="esco"), language=Language.EN) == []
    assert spotted("our history", skill("history", "history", language=Language.EN), language=Language.EN) == [("history", "history")]


def test_a_name_of_two_letters_counts_only_in_capitals() -> None:
    assert spotted("Vi har ei og EI", skill("ei", "EI")) == [("ei", "EI")]
    assert spotted("Vi har ei", skill("ei", "ei")) == []


def test_nothing_is_found_in_an_empty_text() -> None:
    assert spotted("", skill("plc", "PLS")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi søker utviklere", ["utviklere"]),
        ("Utvikleren hos oss", ["Utvikleren"]),
        ("Liker du å utvikle?", []),
        ("faglig utvikling", []),
        ("godt med utviklerne", ["utviklerne"]),
    ],
)
def test_with_inflections_only_what_somebody_does_is_not_what_somebody_is(text: str, found: list[str]) -> None:
    developer = Concept("dev", "tvers", ConceptKind.OCCUPATION, "dev", (Name(Language.NB, "utvikler", preferred=True),))

    spotter = Spotter([developer], Language.NB, inflections=True)

    assert [text[mention.start : mention.end] for mention in spotter.spot(text)] == found


def test_of_two_that_share_a_name_the_one_called_so_is_found() -> None:
    also = Concept("also", "tvers", ConceptKind.OCCUPATION, "also", (Name(Language.NB, "elektriker"),))
    called = Concept("called", "tvers", ConceptKind.OCCUPATION, "called", (Name(Language.NB, "elektriker", preferred=True),))

    spotter = Spotter([also, called], Language.NB, inflections=True)

    assert [mention.concept_id for mention in spotter.spot("en elektriker")] == ["called"]


def test_words_that_only_share_a_short_stem_are_no_family() -> None:
    leading = skill("leadership", "ledelse")

    assert spotted("ledig stilling", leading) == []
    assert spotted("lede et team", leading) == [("leadership", "lede")]


@pytest.mark.parametrize("text", ["Statens vegvesen", "statlige krav"])
def test_a_product_is_no_word_that_only_begins_like_it(text: str) -> None:
    assert spotted(text, skill("stata", "Stata", skill_type="tool")) == []


@pytest.mark.parametrize("text", ["vi dock", "i dock"])
def test_a_product_is_not_what_its_stem_is(text: str) -> None:
    assert spotted(text, skill("docker", "Docker", skill_type="tool")) == []
    assert spotted("Siemens", skill("siem", "SIEM", skill_type="tool")) == []


def test_a_law_is_not_its_matter() -> None:
    act = skill("act", "arbeidsmiljøloven")

    assert spotted("godt arbeidsmiljø", act) == []
    assert spotted("kjenner arbeidsmiljøloven", act) == [("act", "arbeidsmiljøloven")]


def test_a_name_that_begins_with_a_full_stop_is_found() -> None:
    assert spotted("C# og .NET", skill("dotnet", ".NET", skill_type="tool")) == [("dotnet", ".NET")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Erfaring fra store prosjekter", []),
        ("Du kan prosjektere anlegg", ["prosjektere"]),
        ("Prosjektering av anlegg", ["Prosjektering"]),
    ],
)
def test_a_noun_is_not_what_the_verb_made_of_it_does(text: str, found: list[str]) -> None:
    assert [wording for _, wording in spotted(text, skill("design", "prosjektering", "prosjektere"))] == found


def test_who_analyses_makes_an_analysis() -> None:
    assert spotted("God på analyse", skill("analysis", "analysere")) == [("analysis", "analyse")]
