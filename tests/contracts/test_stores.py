"""The same promises of every store: in memory and in the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tvers.ads import (
    Ad,
    AdReader,
    AdRecord,
    Arrival,
    Checkpoint,
    Employer,
    Incoming,
    Inventory,
    Unreadable,
    Withdrawal,
    Workplace,
    load_examples,
)
from tvers.kernel import Country, Language, Unavailable
from tvers.services import Engine, import_ads
from tvers.services.memory import MemoryAds, MemoryTaxonomies
from tvers.services.ports import AdBatch, AdStore, Imported, TaxonomyStore
from tvers.taxonomy import Authority, Concept, ConceptKind, Crosswalk, Mapping, Name, Relation, Scheme, Taxonomy, load_starter

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ENGINE = Engine(load_starter())
NOTE = Imported("file.csv", "esco@1", "digest", NOW)
# The mark stands on the parameter, since pytest-django makes its database only for tests that can be seen to need one beforehand.
STORES = ["memory", pytest.param("django", marks=pytest.mark.django_db)]


@pytest.fixture(params=STORES)
def ads(request: pytest.FixtureRequest) -> Iterator[AdStore]:
    if request.param == "memory":
        yield MemoryAds()
        return
    from tvers.storage.repositories import DjangoAds  # noqa: PLC0415 - only once Django is set up

    yield DjangoAds()


@pytest.fixture(params=STORES)
def taxonomies(request: pytest.FixtureRequest) -> Iterator[TaxonomyStore]:
    if request.param == "memory":
        yield MemoryTaxonomies()
        return
    from tvers.storage.repositories import DjangoTaxonomies  # noqa: PLC0415 - only once Django is set up

    yield DjangoTaxonomies()


def an_ad(number: int, **changes: object) -> Ad:
    values: dict[str, object] = {"title": f"Elektriker {number}", "text": "Du har fagbrev.", "fingerprint": f"f{number}", **changes}
    return Ad("nav", str(number), employer=Employer("Strøm AS"), workplaces=(Workplace(Country.NO, "Halden", "3101"),), **values)  # type: ignore[arg-type]


def test_what_goes_in_comes_out_equal(ads: AdStore) -> None:
    examples = load_examples()[::9]
    import_ads(examples, ENGINE, ads, NOW)
    reader = AdReader(ENGINE.taxonomy, ENGINE.linker)
    assert dict(ads.get([ad.id for ad in examples])) == {ad.id: (ad, reader.read(ad)) for ad in examples}
    assert [ad.id for ad, _ in ads.each()] == sorted(ad.id for ad in examples)


def test_the_same_records_again_change_nothing(ads: AdStore) -> None:
    records: list[AdRecord] = [an_ad(1), an_ad(2), Withdrawal("nav", "9", NOW), Unreadable("nav", "3", "record.no_title", "title", "{}")]
    first = import_ads(records, ENGINE, ads, NOW)
    generation = ads.generation()
    again = import_ads(records, ENGINE, ads, NOW)
    assert (first.read, first.imported, first.removed, first.quarantined) == (4, 2, 1, 1)
    assert (again.read, again.unchanged, again.removed, again.quarantined) == (4, 2, 1, 1)
    assert ads.generation() == generation
    assert ads.count() == 2


def test_a_changed_ad_is_updated_and_a_withdrawn_one_is_gone(ads: AdStore) -> None:
    import_ads([an_ad(1), an_ad(2)], ENGINE, ads, NOW)
    report = import_ads([an_ad(1, title="Montør", fingerprint="new"), Withdrawal("nav", "2", NOW)], ENGINE, ads, NOW)
    assert (report.updated, report.removed) == (1, 1)
    assert ads.get(["nav:1", "nav:2"]).keys() == {"nav:1"}
    assert ads.known(["nav:2"])["nav:2"].removed_at == NOW


def test_an_ad_may_come_back(ads: AdStore) -> None:
    import_ads([an_ad(1), Withdrawal("nav", "1", NOW)], ENGINE, ads, NOW)
    assert import_ads([an_ad(1)], ENGINE, ads, NOW).imported == 1
    assert ads.count() == 1


def test_quarantine_is_forgotten_after_thirty_days(ads: AdStore) -> None:
    import_ads([Unreadable("nav", "3", "record.no_title", "ring 69 12 34 56", "kari@example.no")], ENGINE, ads, NOW)
    (kept,) = ads.quarantine()
    assert "@" not in kept.excerpt
    assert "69 12 34 56" not in kept.detail
    import_ads([], ENGINE, ads, NOW + timedelta(days=31))
    assert ads.quarantine() == ()


def test_a_text_goes_when_its_time_is_over_and_what_was_read_stays(ads: AdStore) -> None:
    day = timedelta(days=1)
    closed, never, later = an_ad(1, expires=NOW - 400 * day, html="<p>Du"), an_ad(2), an_ad(3, expires=NOW + 2 * day)
    import_ads([closed, never, later], ENGINE, ads, NOW)
    import_ads([Withdrawal("nav", "2", NOW)], ENGINE, ads, NOW)
    import_ads([never], ENGINE, ads, NOW + day)
    generation, before = ads.generation(), ads.get(["nav:1"])
    assert before["nav:1"][0].text == "Du har fagbrev."
    assert ads.drop_texts(NOW + 10 * day, 10 * day) == 0  # it has closed long ago, but came in ten days ago
    assert ads.generation() == generation
    assert ads.drop_texts(NOW + 11 * day, 10 * day) == 1
    assert ads.get(["nav:1"]) == {"nav:1": (closed.without_text(), before["nav:1"][1])}
    assert [ad_id for ad_id, _ in ads.changed_since(generation)] == ["nav:1"]
    assert (ads.drop_texts(NOW + 11 * day, 10 * day), ads.drop_texts(NOW + 13 * day, 10 * day)) == (0, 1)
    assert ads.get(["nav:2"])["nav:2"][0].text == "Du har fagbrev."
    report = import_ads([closed], ENGINE, ads, NOW + 20 * day)
    assert (report.unchanged, ads.get(["nav:1"])["nav:1"][0].text) == (1, "")
    import_ads([an_ad(1, fingerprint="new", expires=NOW + 30 * day)], ENGINE, ads, NOW + 20 * day)
    assert ads.get(["nav:1"])["nav:1"][0].text == "Du har fagbrev."


def test_a_reading_is_replaced_but_not_that_of_an_ad_that_changed_meanwhile(ads: AdStore) -> None:
    import_ads(map(an_ad, range(4)), ENGINE, ads, NOW)
    (version,) = {reading.version for _, reading in ads.each()}
    assert ads.outdated(version, "", 9) == ()
    found = ads.outdated("newer", "nav:0", 2)
    assert [ad.id for ad, _ in found] == ["nav:1", "nav:2"]
    import_ads([an_ad(1, fingerprint="new"), Withdrawal("nav", "2", NOW)], ENGINE, ads, NOW)
    generation = ads.generation()
    ads.put_readings([(ad, replace(reading, version="newer")) for ad, reading in (*found, *ads.outdated("newer", "nav:2", 9))])
    assert {ad.id: reading.version for ad, reading in ads.each()} == {"nav:0": version, "nav:1": version, "nav:3": "newer"}
    assert [ad_id for ad_id, _ in ads.changed_since(generation)] == ["nav:3"]
    assert ads.known(["nav:3"])["nav:3"].reading_version == "newer"


def test_taking_ads_in_drops_the_texts_that_are_past_their_time(ads: AdStore) -> None:
    import_ads([an_ad(1, expires=NOW)], ENGINE, ads, NOW)
    import_ads([], ENGINE, ads, NOW + timedelta(days=2), keep_text=timedelta(days=1))
    assert ads.get(["nav:1"])["nav:1"][0].text_gone


def test_a_taxonomy_comes_back_equal_and_again_changes_nothing(taxonomies: TaxonomyStore) -> None:
    starter = load_starter()
    first = taxonomies.save([(starter, NOTE)])[0]
    version = taxonomies.version()
    assert first.added == len(starter)
    again = taxonomies.save([(starter, NOTE)])[0]
    assert (again.added, again.changed, again.unchanged) == (0, 0, len(starter))
    assert taxonomies.version() == version
    assert taxonomies.load().version == starter.version


def test_quarantine_is_newest_first_and_holds_a_record_once(ads: AdStore) -> None:
    bad = [Unreadable("nav", number, "record.no_title", "", "{}") for number in "123"]
    ads.apply(AdBatch(quarantined=tuple(bad), at=NOW))
    ads.apply(AdBatch(quarantined=(bad[0],), at=NOW))
    assert [one.source_id for one in ads.quarantine()] == ["1", "3", "2"]
    assert ads.generation() == 0


def test_of_one_ad_in_a_batch_the_last_word_counts_and_withdrawal_comes_last(ads: AdStore) -> None:
    reader = AdReader(ENGINE.taxonomy, ENGINE.linker)
    read = [(ad, reader.read(ad)) for ad in (an_ad(1), an_ad(1, title="Montør", fingerprint="new"), an_ad(2))]
    ads.apply(AdBatch(saved=tuple(read), removed=(("nav:2", NOW),), at=NOW))
    assert ads.get(["nav:1", "nav:2"]) == {"nav:1": read[1]}


def test_a_taxonomy_is_laid_over_the_one_stored(taxonomies: TaxonomyStore) -> None:
    skill, kind = "esco:skill/1", ConceptKind.SKILL
    first = Taxonomy(
        [Concept(skill, "esco", kind, names=(Name(Language.EN, "welding", preferred=True),)), Concept("esco:skill/2", "esco", kind)],
        [Crosswalk("a", "b", "us", (Mapping("a:1", "b:1", Relation.EXACT),))],
        [Scheme("esco", "1.1", "us")],
    )
    over = Taxonomy(
        [Concept(skill, "esco", kind, names=(Name(Language.SV, "svetsning", preferred=True),)), Concept("esco:skill/3", "esco", kind)],
        [Crosswalk("a", "b", "us", (Mapping("a:1", "b:2", Relation.CLOSE),))],
        [Scheme("esco", "1.2", "us")],
    )
    taxonomies.save([(first, NOTE)])
    before = taxonomies.version()
    saved = taxonomies.save([(over, NOTE)])[0]
    assert (saved.added, saved.changed, saved.unchanged) == (1, 1, 0)
    assert taxonomies.version() != before
    assert taxonomies.load().version == first.merged(over).version
    assert taxonomies.imports() == (NOTE, NOTE)


def test_files_that_disagree_come_to_rest_and_one_that_changes_nothing_is_not_noted(taxonomies: TaxonomyStore) -> None:
    def called(text: str, authority: Authority) -> Taxonomy:
        return Taxonomy(
            [Concept("esco:1", "esco", ConceptKind.SKILL, names=(Name(Language.SV, text, preferred=True, authority=authority),))]
        )

    files = [
        (called("svetsning", Authority.PUBLISHER), NOTE),
        (called("svets", Authority.JOINED), NOTE),
        (called("svetsa", Authority.LEGACY), NOTE),
    ]
    taxonomies.save(files)
    version, noted = taxonomies.version(), taxonomies.imports()
    assert taxonomies.load().name("esco:1", Language.SV) == "svetsning"
    for order in (files, files[::-1]):
        assert [(one.added, one.changed, one.unchanged) for one in taxonomies.save(order)] == [(0, 0, 1)] * 3
    assert (taxonomies.version(), taxonomies.imports()) == (version, noted)


def test_a_crosswalk_in_two_files_of_one_edition_is_the_union_of_both(taxonomies: TaxonomyStore) -> None:
    rows = [Mapping("a:1", "b:1", Relation.EXACT), Mapping("a:2", "b:2", Relation.BROAD), Mapping("a:3", "b:3", Relation.EXACT)]
    halves = [(Taxonomy((), [Crosswalk("a", "b", "us", tuple(part))]), NOTE) for part in (rows[:2], rows[1:])]
    taxonomies.save(halves)
    version = taxonomies.version()
    assert taxonomies.load().crosswalks[0].mappings == tuple(rows)
    taxonomies.save(halves)
    assert taxonomies.version() == version


def test_words_from_before_it_was_withdrawn_do_not_bring_an_ad_back(ads: AdStore) -> None:
    old, new = an_ad(1, updated=NOW - timedelta(days=1)), an_ad(1, updated=NOW + timedelta(days=1))
    import_ads([old, Withdrawal("nav", "1", NOW)], ENGINE, ads, NOW)
    assert import_ads([old], ENGINE, ads, NOW).unchanged == 1
    assert ads.get(["nav:1"]) == {}
    assert import_ads([new], ENGINE, ads, NOW).imported == 1
    assert ads.get(["nav:1"]).keys() == {"nav:1"}


def test_a_checkpoint_is_kept_with_what_came_before_it(ads: AdStore) -> None:
    assert ads.checkpoint("nav") is None
    import_ads([an_ad(1), Checkpoint("nav", "page 1"), an_ad(2), Checkpoint("nav", "page 2"), an_ad(3)], ENGINE, ads, NOW)
    assert ads.checkpoint("nav") == "page 2"
    assert ads.checkpoint("jobtech") is None
    assert ads.count() == 3


def test_a_batch_that_fails_keeps_neither_its_ads_nor_its_checkpoint(ads: AdStore) -> None:
    import_ads([an_ad(1), Checkpoint("nav", "page 1")], ENGINE, ads, NOW)

    def breaking() -> Iterator[Incoming]:
        yield an_ad(2)
        raise Unavailable("feed.unreachable", source="nav")

    with pytest.raises(Unavailable):
        import_ads(breaking(), ENGINE, ads, NOW)
    assert ads.checkpoint("nav") == "page 1"
    assert ads.count() == 1


def test_what_a_source_no_longer_has_is_withdrawn(ads: AdStore) -> None:
    other = replace(an_ad(1), source="jobtech")
    import_ads([an_ad(1), an_ad(2), an_ad(3), other], ENGINE, ads, NOW)
    report = import_ads([Inventory("nav", frozenset({"nav:2", "nav:4"}), NOW)], ENGINE, ads, NOW)
    assert (report.read, report.removed) == (2, 2)
    assert ads.ids_of("nav") == {"nav:2"}
    assert ads.ids_of("jobtech") == {"jobtech:1"}


def test_what_changed_since_a_generation_is_told_once_as_it_stands(ads: AdStore) -> None:
    import_ads([an_ad(1), an_ad(2), an_ad(3)], ENGINE, ads, NOW)
    before = ads.generation()
    assert list(ads.changed_since(before)) == []
    import_ads([an_ad(2, title="Montør", fingerprint="new"), Withdrawal("nav", "3", NOW), an_ad(4)], ENGINE, ads, NOW)
    changed = dict(ads.changed_since(before))
    assert changed.keys() == {"nav:2", "nav:3", "nav:4"}
    assert changed["nav:3"] is None
    assert changed["nav:2"] is not None
    assert changed["nav:2"][0].title == "Montør"


def test_an_arrival_is_read_only_where_its_words_are_new(ads: AdStore) -> None:
    read: list[object] = []

    def reader(raw: object) -> AdRecord:
        read.append(raw)
        return an_ad(int(str(raw)))

    arrivals = [Arrival("nav", str(number), f"f{number}", number, reader) for number in (1, 2)]
    first = import_ads(arrivals, ENGINE, ads, NOW)
    again = import_ads([*arrivals, Arrival("nav", "3", "f3", 3, reader)], ENGINE, ads, NOW)
    assert (first.imported, again.imported, again.unchanged) == (2, 1, 2)
    assert read == [1, 2, 3]


@given(steps=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["ad", "other", "gone", "bad", "mark"])), max_size=40))
@settings(max_examples=60, deadline=None)
def test_batches_make_no_difference(steps: list[tuple[int, str]]) -> None:
    """However records fall into batches, the state is that of taking them one at a time."""
    made: list[Incoming] = []
    for number, what in steps:
        if what in ("ad", "other"):
            made.append(an_ad(number, fingerprint=f"{what}{number}", title=f"Elektriker {what}"))
        elif what == "gone":
            made.append(Withdrawal("nav", str(number), NOW))
        elif what == "bad":
            made.append(Unreadable("nav", str(number), "record.no_title", "title", "{}"))
        else:
            made.append(Checkpoint("nav", str(number)))
    together, apart = MemoryAds(), MemoryAds()
    import_ads(made, ENGINE, together, NOW)
    for one in made:
        import_ads([one], ENGINE, apart, NOW)
    assert list(together.each()) == list(apart.each())
    assert together.checkpoint("nav") == apart.checkpoint("nav")
    assert {one.source_id for one in together.quarantine()} == {one.source_id for one in apart.quarantine()}
