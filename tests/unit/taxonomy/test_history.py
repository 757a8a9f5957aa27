"""What was taken out of use is followed to what stands in its place."""

from tvers.kernel import Language
from tvers.linking import CodeHint, Linker
from tvers.taxonomy import Concept, ConceptKind, Crosswalk, Mapping, Name, Relation, Taxonomy, walk

ESCO = "http://data.europa.eu/esco"
WELDER, FITTER, OLD, OLDER = (f"{ESCO}/occupation/{name}" for name in ("welder", "fitter", "old", "older"))


def occupation(concept_id: str, name: str, scheme: str = "esco") -> Concept:
    code = "" if scheme == "esco" else concept_id.partition(":")[2]
    return Concept(concept_id, scheme, ConceptKind.OCCUPATION, code, names=(Name(Language.NB, name, preferred=True),), isco08="7212")


def skill(name: str) -> Concept:
    return Concept(f"{ESCO}/skill/{name}", "esco", ConceptKind.SKILL, names=(Name(Language.NB, name, preferred=True),))


def became(*pairs: tuple[str, str]) -> Crosswalk:
    return Crosswalk("esco", "esco", "replaced concepts", tuple(Mapping(*pair, Relation.EXACT) for pair in pairs))


def taxonomy(*pairs: tuple[str, str], others: tuple[Concept, ...] = (), crosswalks: tuple[Crosswalk, ...] = ()) -> Taxonomy:
    return Taxonomy([occupation(WELDER, "sveiser"), occupation(FITTER, "rørlegger"), *others], [became(*pairs), *crosswalks])


def test_an_id_is_followed_to_the_end_and_no_further_than_what_is_loaded() -> None:
    loaded = taxonomy(
        (OLDER, OLD), (OLD, WELDER), ("http://data.europa.eu/esco/occupation/lost", "http://data.europa.eu/esco/occupation/none")
    )
    assert loaded.successors == {OLDER: (WELDER,), OLD: (WELDER,)}
    assert loaded.canonical[OLDER] == WELDER
    assert [one.id for one in loaded.current(OLDER)] == [one.id for one in loaded.current(WELDER)] == [WELDER]
    assert loaded.current("nothing") == ()


def test_a_way_that_comes_back_leads_nowhere() -> None:
    assert taxonomy((OLD, OLDER), (OLDER, OLD)).successors == {}


def test_what_was_split_means_each_part() -> None:
    loaded = taxonomy((OLD, WELDER), (OLD, FITTER))
    assert {one.id for one in loaded.current(OLD)} == {WELDER, FITTER}
    assert OLD not in loaded.canonical
    found = Linker(loaded).link_occupation(["Medarbeider"], [CodeHint("esco", OLD)]).candidates
    assert {one.concept_id for one in found[:2]} == {WELDER, FITTER}


def test_what_stands_no_longer_is_offered_to_nobody_but_its_names_are_understood() -> None:
    loaded = taxonomy((OLD, WELDER), others=(occupation(OLD, "platesveiser"),))
    assert {one.id for one in loaded.occupations} == {WELDER, FITTER}
    assert Linker(loaded).link("platesveiser").best.concept_id == WELDER  # type: ignore[union-attr]
    old, new = skill("gassveising"), skill("sveising")
    skills = Taxonomy([old, new], [became((old.id, new.id))])
    assert [one.id for one in skills.skills] == [new.id]


def test_an_old_id_of_another_scheme_leads_where_its_successor_leads() -> None:
    new = occupation("jobtech:new", "svetsare", "jobtech")
    ways = (
        Crosswalk("jobtech", "esco", "x", (Mapping("jobtech:new", WELDER, Relation.EXACT),)),
        Crosswalk("jobtech", "jobtech", "replaced concepts", (Mapping("jobtech:old", "jobtech:new", Relation.EXACT),)),
    )
    loaded = taxonomy(others=(new,), crosswalks=ways)
    linked = Linker(loaded).link_occupation(["Medarbeider"], [CodeHint("jobtech", "old")])
    assert (linked.best.concept_id, linked.by_code) == (WELDER, True)  # type: ignore[union-attr]
    assert [one.id for one in loaded.current("jobtech:old")] == [WELDER]
    old = occupation("jobtech:old", "svetsare", "jobtech")
    again = Taxonomy([*loaded, old], loaded.crosswalks)
    assert [way.target.id for way in walk(again, "old", "jobtech", "esco")] == [WELDER]
