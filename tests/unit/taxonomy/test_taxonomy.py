import pytest

from tvers.kernel import Language
from tvers.taxonomy import Concept, ConceptKind, Crosswalk, Mapping, Name, Relation, Scheme, Taxonomy


def skill(concept_id: str, scheme: str, *names: Name) -> Concept:
    return Concept(concept_id, scheme, ConceptKind.SKILL, concept_id, names)


def occupation(**values: object) -> Concept:
    return Concept("esco:welder", "esco", ConceptKind.OCCUPATION, **values)  # type: ignore[arg-type]  # the test names only what it needs


def same_skill(relation: Relation) -> Taxonomy:
    ours = skill("tvers:plc", "tvers", Name(Language.NB, "PLS", preferred=True))
    theirs = skill("jobtech:plc", "jobtech", Name(Language.SV, "PLC", preferred=True))
    return Taxonomy([ours, theirs], [Crosswalk("jobtech", "tvers", "a test", (Mapping(theirs.id, ours.id, relation),))])


def test_a_concept_is_found_by_its_id_and_by_its_code() -> None:
    welder = occupation(code="7212.1")
    taxonomy = Taxonomy([welder])

    assert taxonomy.get("esco:welder") is welder
    assert taxonomy.by_code("esco", "7212.1") is welder
    assert taxonomy.by_code("styrk08", "7212.1") is None


def test_the_name_of_a_concept_that_is_not_loaded_is_its_id() -> None:
    assert Taxonomy([]).name("esco:gone", Language.NB) == "esco:gone"


@pytest.mark.parametrize(("language", "name"), [(Language.SV, "svetsare"), (Language.NN, "svetsare"), (Language.EN, "welder")])
def test_a_missing_name_is_taken_from_the_nearest_language(language: Language, name: str) -> None:
    welder = occupation(names=(Name(Language.EN, "welder"), Name(Language.SV, "svetsare")))

    assert welder.name(language) == name


def test_the_preferred_name_is_shown_before_the_others() -> None:
    welder = occupation(names=(Name(Language.NB, "sveiseoperatør"), Name(Language.NB, "sveiser", preferred=True)))

    assert welder.name(Language.NB) == "sveiser"


def test_an_exact_match_of_another_scheme_is_the_same_skill_with_both_names() -> None:
    taxonomy = same_skill(Relation.EXACT)

    (only,) = taxonomy.skills
    assert taxonomy.canonical == {"jobtech:plc": "tvers:plc"}
    assert {name.text for name in only.names} == {"PLS", "PLC"}


def test_a_close_match_of_another_scheme_stays_a_skill_of_its_own() -> None:
    taxonomy = same_skill(Relation.CLOSE)

    assert taxonomy.canonical == {}
    assert {found.id for found in taxonomy.skills} == {"tvers:plc", "jobtech:plc"}


def test_only_occupations_of_esco_and_the_starter_pack_are_matched_on() -> None:
    other = Concept("jobtech:welder", "jobtech", ConceptKind.OCCUPATION)

    assert Taxonomy([occupation(), other]).occupations == (occupation(),)


def test_merging_keeps_what_the_other_lacks_and_lets_the_other_decide_the_rest() -> None:
    base = occupation(
        isco08="7212", level="isced3", names=(Name(Language.NB, "sveiser", preferred=True),), essential=("a",), optional=("b",)
    )
    over = occupation(level="isced4", names=(Name(Language.NB, "platesveiser", preferred=True),), essential=("b",), optional=("c",))

    merged = Taxonomy([base]).merged(Taxonomy([over])).concepts["esco:welder"]

    assert (merged.isco08, merged.level) == ("7212", "isced4")
    assert (merged.essential, merged.optional) == (("a", "b"), ("c",))
    assert merged.name(Language.NB) == "platesveiser"
    assert Name(Language.NB, "sveiser") in merged.names


def test_merging_replaces_a_scheme_of_the_same_id() -> None:
    old, new = Scheme("esco", "1.1", "a test"), Scheme("esco", "1.2", "a test")

    assert Taxonomy([], (), [old]).merged(Taxonomy([], (), [new])).schemes == (new,)


def test_the_version_does_not_depend_on_the_order_of_loading() -> None:
    one, other = skill("tvers:a", "tvers"), skill("tvers:b", "tvers")

    assert Taxonomy([one, other]).version == Taxonomy([other, one]).version


def test_the_version_changes_with_the_content() -> None:
    assert Taxonomy([occupation()]).version != Taxonomy([occupation(isco08="7212")]).version


def test_laying_the_same_files_over_again_changes_nothing() -> None:
    download = Taxonomy([occupation(names=(Name(Language.EN, "welder", preferred=True), Name(Language.EN, "fitter")), essential=("a",))])
    joined = Taxonomy(
        [
            occupation(
                names=(Name(Language.SV, "svetsare", preferred=True), Name(Language.EN, "welder", preferred=True)), optional=("b", "a")
            )
        ]
    )
    once = download.merged(joined)
    assert once.merged(download).concepts == once.concepts
    assert once.merged(download).merged(joined).version == once.version


def test_an_unknown_edition_never_takes_the_place_of_a_known_one() -> None:
    known, unknown = Scheme("esco", "1.1.1", "download"), Scheme("esco", "unknown", "joined table")
    assert Taxonomy([], (), [known]).merged(Taxonomy([], (), [unknown])).schemes == (known,)
    assert Taxonomy([], (), [unknown]).merged(Taxonomy([], (), [known])).schemes == (known,)


def test_a_group_has_the_occupations_of_its_code_and_those_that_a_crosswalk_puts_there() -> None:
    by_code = Concept("a", "tvers", ConceptKind.OCCUPATION, "a", isco08="2151")
    by_row = Concept("b", "tvers", ConceptKind.OCCUPATION, "b", isco08="3113")
    groups = [Concept(f"{scheme}:2151", scheme, ConceptKind.OCCUPATION_GROUP, "2151") for scheme in ("isco08", "styrk08")]
    crosswalk = Crosswalk("tvers", "styrk08", "a test", (Mapping("b", "styrk08:2151", Relation.BROAD),))
    taxonomy = Taxonomy([by_code, by_row, *groups], [crosswalk])

    assert [[one.id for one in taxonomy.members(group)] for group in groups] == [["a"], ["b"]]
