import pytest

from tvers.kernel import Language
from tvers.linking import CodeHint
from tvers.person import Home, Profile
from tvers.services import Engine, read_profile
from tvers.taxonomy import load_starter

ENGINE = Engine(load_starter())


def test_an_occupation_outside_what_is_loaded_is_not_covered_and_no_far_guess_is_offered() -> None:
    (lost,) = read_profile(Profile(occupations=("fiolinbygger",)), ENGINE).not_understood
    assert (lost.field, lost.reason, lost.nearest) == ("occupations", "not_covered", ())


def test_an_unknown_place_is_named_with_the_nearest() -> None:
    read = read_profile(Profile(home=Home("Strömstadd")), ENGINE)
    assert read.view.home is None
    assert (read.not_understood[0].reason, read.not_understood[0].nearest[0]) == ("unknown_place", "Strömstad")


@pytest.mark.parametrize(
    "text", ["Elektriker i Halden", "Jeg er elektriker", "elektriker, Strömstad", "electrician near Halden", "Svetsare och elektriker"]
)
def test_a_few_words_are_enough_to_name_an_occupation(text: str) -> None:
    view = read_profile(Profile(text=text), ENGINE).view
    assert "elektriker" in [ENGINE.taxonomy.name(concept, Language.NB) for concept, _ in view.occupations]


def test_free_text_gives_occupation_years_place_and_names_the_rest() -> None:
    read = read_profile(Profile(text="Elektriker i Halden med fem års erfaring, kan NEK 400, liker qwxzrtp"), ENGINE)
    assert [ENGINE.taxonomy.name(concept, Language.NB) for concept, _ in read.view.occupations] == ["elektriker"]
    assert read.view.experience_years == 5
    assert read.view.home is not None
    assert read.view.home.name == "Halden"
    assert any("qwxzrtp" in lost.said for lost in read.not_understood)


def test_a_title_outside_the_codes_group_is_not_called_certain() -> None:
    inside = ENGINE.linker.link_occupation(["elektriker"], [CodeHint("styrk08", "7411")], Language.NB)
    outside = ENGINE.linker.link_occupation(["elektriker"], [CodeHint("styrk08", "7212")], Language.NB)
    assert inside.by_code
    assert outside.best is not None
    assert ENGINE.taxonomy.name(outside.best.concept_id, Language.NB) == "elektriker"
    assert not outside.by_code
