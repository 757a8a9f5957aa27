"""What counts as read right, on marks of our own; how well ads are read is printed by `python -m tools.measure_reader`."""

from tools.gold import GoldAd, Mark
from tools.measure_reader import Counts, ad_of, compare

from tvers.ads import AdReader, Requirement, RequirementKind
from tvers.taxonomy import load_starter

ESCO = "http://data.europa.eu/esco/skill/"


def gold(*marks: Mark) -> GoldAd:
    return GoldAd("nav:1", "", "", "nb", marks)


def skill(value: str, start: int = 0, end: int = 5) -> Requirement:
    return Requirement(RequirementKind.SKILL, f"{ESCO}{value}", must=True, start=start, end=end)


def test_a_skill_is_right_by_any_concept_of_a_mark_and_each_thing_counts_once() -> None:
    marks = gold(
        Mark("skill", 0, 5, must=True, concepts=("a", "b")),
        Mark("skill", 9, 12, must=True, concepts=("a", "b")),
        Mark("certificate", 20, 25, must=True, concepts=("c",)),
    )
    assert compare(marks, (skill("b"), skill("x")), "skill") == Counts(right=1, wrong=1, missed=1, alike=1)
    assert compare(marks, (skill("a"), skill("b"), skill("c")), "skill") == Counts(right=2, alike=2)


def test_what_nobody_has_a_concept_for_counts_neither_way() -> None:
    marks = gold(Mark("skill", 10, 20, must=True))
    assert compare(marks, (skill("x", 12, 15),), "skill") == Counts()
    assert compare(marks, (skill("x", 30, 35),), "skill") == Counts(wrong=1)


def test_of_levels_and_years_an_ad_has_the_least_that_it_asks_for() -> None:
    marks = gold(
        Mark("level", 0, 3, must=True, value="isced7"),
        Mark("level", 4, 8, must=True, value="isced6"),
        Mark("level", 9, 12, must=False, value="isced3"),
        Mark("experience", 20, 24, must=True, value="3"),
        Mark("experience", 30, 34, must=True),
    )
    assert compare(marks, (Requirement(RequirementKind.LEVEL, "isced6", must=True),), "level") == Counts(right=1, alike=1)
    assert compare(marks, (Requirement(RequirementKind.LEVEL, "isced7", must=True),), "level") == Counts(wrong=1, missed=1)
    assert compare(marks, (Requirement(RequirementKind.EXPERIENCE, "3.0", must=True),), "experience") == Counts(right=1, alike=1)
    assert compare(gold(), (), "licence").f1 == 1


def test_an_ad_of_the_gold_set_is_read_out_of_its_text_alone() -> None:
    ad = ad_of(gold(), "Du må ha førerkort klasse B.")
    assert (ad.id, ad.title, ad.requirements) == ("nav:1", "", ())
    assert [one.value for one in AdReader(load_starter()).read(ad).requirements if one.kind is RequirementKind.LICENCE] == ["B"]


def test_fields_are_right_where_one_code_begins_with_the_other_and_papers_by_their_place() -> None:
    marks = gold(
        Mark("field", 0, 3, must=True, value="0613"),
        Mark("certificate", 10, 20, must=True),
        Mark("certificate", 30, 40, must=False),
        Mark("remote", 50, 55, must=True, value="part"),
    )
    assert compare(marks, (Requirement(RequirementKind.FIELD, "061", must=False, start=70, end=75),), "field") == Counts(right=1)
    assert compare(marks, (Requirement(RequirementKind.FIELD, "071", must=True, start=0, end=3),), "field") == Counts(wrong=1, missed=1)
    papers = [Requirement(RequirementKind.CERTIFICATE, "trade", must=True, start=place, end=place + 5) for place in (12, 60)]
    assert compare(marks, papers, "certificate") == Counts(right=1, wrong=1, missed=1, alike=1)
    assert compare(marks, (Requirement(RequirementKind.REMOTE, "full", must=True),), "remote") == Counts(wrong=1, missed=1)
