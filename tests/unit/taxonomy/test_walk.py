import pytest

from tvers.kernel import NotFound, WrongUse
from tvers.taxonomy import Concept, ConceptKind, Crosswalk, Mapping, Relation, Taxonomy, walk


def group(scheme: str, code: str) -> Concept:
    return Concept(f"{scheme}:{code}", scheme, ConceptKind.OCCUPATION_GROUP, code)


def crosswalk(source: str, target: str, *rows: tuple[str, str, Relation]) -> Crosswalk:
    mappings = tuple(Mapping(f"{source}:{here}", f"{target}:{there}", relation) for here, there, relation in rows)
    return Crosswalk(source, target, "a test", mappings)


def test_a_walk_over_two_crosswalks_is_worth_its_weakest_link() -> None:
    taxonomy = Taxonomy(
        [group("red", "1"), group("green", "2"), group("blue", "3")],
        [crosswalk("red", "green", ("1", "2", Relation.EXACT)), crosswalk("green", "blue", ("2", "3", Relation.CLOSE))],
    )

    (way,) = walk(taxonomy, "1", "red", "blue")

    assert [step.concept_id for step in way.steps] == ["green:2", "blue:3"]
    assert way.weakest is Relation.CLOSE
    assert way.lost == "nuance"


def test_an_exact_walk_loses_nothing() -> None:
    taxonomy = Taxonomy([group("red", "1"), group("green", "2")], [crosswalk("red", "green", ("1", "2", Relation.EXACT))])

    (way,) = walk(taxonomy, "1", "red", "green")

    assert way.lost == ""


def test_a_longer_walk_with_a_better_weakest_link_wins_over_a_shorter_one() -> None:
    taxonomy = Taxonomy(
        [group("red", "1"), group("green", "2"), group("blue", "3")],
        [
            crosswalk("red", "blue", ("1", "3", Relation.RELATED)),
            crosswalk("red", "green", ("1", "2", Relation.EXACT)),
            crosswalk("green", "blue", ("2", "3", Relation.CLOSE)),
        ],
    )

    (way,) = walk(taxonomy, "1", "red", "blue")

    assert len(way.steps) == 2
    assert way.weakest is Relation.CLOSE


def test_a_row_walked_backwards_has_its_relation_reversed() -> None:
    taxonomy = Taxonomy([group("red", "1"), group("green", "2")], [crosswalk("red", "green", ("1", "2", Relation.BROAD))])

    (forwards,) = walk(taxonomy, "1", "red", "green")
    (backwards,) = walk(taxonomy, "2", "green", "red")

    assert (forwards.weakest, forwards.lost) == (Relation.BROAD, "detail")
    assert (backwards.weakest, backwards.lost) == (Relation.NARROW, "choice")


def test_a_walk_never_climbs_to_a_broader_concept_and_descends_again() -> None:
    taxonomy = Taxonomy(
        [group("red", "1"), group("green", "2"), group("blue", "3")],
        [crosswalk("red", "green", ("1", "2", Relation.BROAD)), crosswalk("green", "blue", ("2", "3", Relation.NARROW))],
    )

    assert walk(taxonomy, "1", "red", "blue") == ()


def test_a_walk_may_descend_and_then_climb() -> None:
    taxonomy = Taxonomy(
        [group("red", "1"), group("green", "2"), group("blue", "3")],
        [crosswalk("red", "green", ("1", "2", Relation.NARROW)), crosswalk("green", "blue", ("2", "3", Relation.BROAD))],
    )

    (way,) = walk(taxonomy, "1", "red", "blue")

    assert way.weakest is Relation.BROAD


def test_an_occupation_climbs_to_the_group_it_stands_in() -> None:
    occupation = Concept("tvers:occupation/welder", "tvers", ConceptKind.OCCUPATION, "welder", isco08="7212")
    taxonomy = Taxonomy([occupation, group("isco08", "7212")])

    (way,) = walk(taxonomy, "welder", "tvers", "isco08")

    assert (way.target.code, way.weakest) == ("7212", Relation.BROAD)


def test_the_better_of_two_targets_comes_first() -> None:
    taxonomy = Taxonomy(
        [group("red", "1"), group("green", "2"), group("green", "3")],
        [crosswalk("red", "green", ("1", "2", Relation.RELATED), ("1", "3", Relation.CLOSE))],
    )

    assert [way.target.code for way in walk(taxonomy, "1", "red", "green")] == ["3", "2"]


@pytest.mark.parametrize(("source", "target"), [("mauve", "red"), ("red", "mauve")])
def test_an_unknown_scheme_is_named_with_those_that_are_loaded(source: str, target: str) -> None:
    taxonomy = Taxonomy([group("red", "1"), group("green", "2")])

    with pytest.raises(WrongUse) as error:
        walk(taxonomy, "1", source, target)

    assert error.value.code == "scheme.unknown"
    assert error.value.fields == {"scheme": "mauve", "loaded": ["green", "red"]}


def test_an_unknown_code_is_named_with_the_nearest_one_of_its_scheme() -> None:
    taxonomy = Taxonomy([group("red", "2151"), group("green", "2155")])

    with pytest.raises(NotFound) as error:
        walk(taxonomy, "2155", "red", "green")

    assert error.value.code == "concept.unknown"
    assert error.value.fields == {"code": "2155", "scheme": "red", "nearest": ("2151",)}
