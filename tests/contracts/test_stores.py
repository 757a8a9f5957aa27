"""The same promises of every store: in memory and in the database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tvers.ads import Ad, AdReader, AdRecord, Employer, Unreadable, Withdrawal, Workplace, load_examples
from tvers.kernel import Country
from tvers.services import Engine, import_ads
from tvers.services.memory import MemoryAds, MemoryTaxonomies
from tvers.services.ports import AdStore, Imported, TaxonomyStore
from tvers.taxonomy import load_starter

if TYPE_CHECKING:
    from tvers.taxonomy import Taxonomy

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ENGINE = Engine(load_starter())
NOTE = Imported("file.csv", "esco@1", "digest", NOW)


@pytest.fixture(params=["memory", "django"])
def ads(request: pytest.FixtureRequest) -> Iterator[AdStore]:
    if request.param == "memory":
        yield MemoryAds()
        return
    request.getfixturevalue("db")
    from tvers.storage.repositories import DjangoAds  # noqa: PLC0415 - only once Django is set up

    yield DjangoAds()


@pytest.fixture(params=["memory", "django"])
def taxonomies(request: pytest.FixtureRequest) -> Iterator[TaxonomyStore]:
    if request.param == "memory":
        yield MemoryTaxonomies()
        return
    request.getfixturevalue("db")
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
    assert ads.known(["nav:2"])["nav:2"].removed


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


def test_a_taxonomy_comes_back_equal_and_again_changes_nothing(taxonomies: TaxonomyStore) -> None:
    starter: Taxonomy = load_starter()
    first = taxonomies.save(starter, NOTE)
    version = taxonomies.version()
    assert first.added == len(starter)
    again = taxonomies.save(starter, NOTE)
    assert (again.added, again.changed, again.unchanged) == (0, 0, len(starter))
    assert taxonomies.version() == version
    assert taxonomies.load().version == starter.version
