"""What the database's stores promise beyond `tests/contracts/test_stores.py`."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tvers.ads import Ad, AdReading, Employer, Unreadable
from tvers.services.ports import AdBatch, Imported
from tvers.storage.models import NEVER, AdRow, ImportRow
from tvers.storage.repositories import DjangoAds, DjangoTaxonomies
from tvers.taxonomy import load_starter

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, tzinfo=UTC)
AD = Ad("nav", "1", "Elektriker", Employer("Strøm AS"), (), "Ring Kari.", fingerprint="f")
READING = AdReading("nav:1", "1", None, False, (), False, (), None, None, None)
NOTE = Imported("starter", "tvers@1", "digest", AT)


def test_of_a_withdrawn_ad_only_the_id_and_the_instant_stay() -> None:
    ads = DjangoAds()
    ads.apply(AdBatch(saved=((AD, READING),), at=AT))
    ads.apply(AdBatch(removed=((AD.id, AT),), at=AT))
    (row,) = AdRow.objects.values()
    gone = {"id": "nav:1", "fingerprint": "", "reading_version": "", "removed_at": AT, "content": None, "reading": None}
    assert row == {**gone, "generation": ads.generation(), "ages_from": NEVER}


def test_texts_of_an_older_shape_are_counted_from_now_on() -> None:
    ads = DjangoAds()
    ads.apply(AdBatch(saved=((replace(AD, expires=AT), READING),), at=AT))
    AdRow.objects.update(ages_from=None)
    day = timedelta(days=1)
    assert ads.drop_texts(AT + 5 * day, 2 * day) == 0
    assert AdRow.objects.get().ages_from == AT + 5 * day
    assert (ads.drop_texts(AT + 7 * day, 2 * day), ads.drop_texts(AT + 7.1 * day, 2 * day)) == (0, 1)


def test_a_batch_that_fails_halfway_leaves_nothing() -> None:
    ads = DjangoAds()
    broken = Unreadable("nav", "2", "record.no_title", None, "")  # type: ignore[arg-type] # what the database refuses
    with pytest.raises(IntegrityError):
        ads.apply(AdBatch(saved=((AD, READING),), quarantined=(broken,), at=AT))
    assert (ads.count(), ads.generation(), ads.quarantine()) == (0, 0, ())


def test_the_same_taxonomy_again_writes_no_row() -> None:
    taxonomies = DjangoTaxonomies()
    taxonomies.save([(load_starter(), NOTE)])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        taxonomies.save([(load_starter(), NOTE)])
    assert [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert ImportRow.objects.count() == 1


@pytest.mark.sqlite
def test_more_ids_may_be_asked_for_than_fit_into_one_query() -> None:
    ads = DjangoAds()
    ads.apply(AdBatch(saved=((AD, READING),), at=AT))
    many = [f"nav:{number}" for number in range(2000)]
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 1000)
    try:
        assert ads.known(many).keys() == ads.get(many).keys() == {"nav:1"}
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)
