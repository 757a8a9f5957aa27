"""Ads come in: what the contracts of the stores do not say already."""

from datetime import UTC, datetime

from tvers.ads import Ad, AdRecord, Employer, Unreadable, Withdrawal, Workplace
from tvers.kernel import Country
from tvers.services import Engine, ImportReport, import_ads
from tvers.services.import_ads import BATCH
from tvers.services.memory import MemoryAds
from tvers.services.ports import AdBatch
from tvers.taxonomy import load_starter

NOW = datetime(2026, 11, 25, tzinfo=UTC)
ENGINE = Engine(load_starter())


def an_ad(number: int, text: str = "Du har fagbrev.") -> Ad:
    return Ad("nav", str(number), "Elektriker", Employer("Strøm AS"), (Workplace(Country.NO, "Halden", "3101"),), text, fingerprint=text)


class Cut(Exception):
    """The plug is pulled."""


class CutAds(MemoryAds):
    """A store whose plug is pulled before the given batch."""

    def __init__(self, before_batch: int) -> None:
        super().__init__()
        self.left = before_batch

    def apply(self, batch: AdBatch) -> None:
        if not self.left:
            raise Cut
        self.left -= 1
        super().apply(batch)


def test_the_parts_of_a_report_add_up_to_what_was_read() -> None:
    records: list[AdRecord] = [an_ad(1), an_ad(1), an_ad(2), Withdrawal("nav", "3", NOW), Unreadable("nav", "4", "record.no_title", "", "")]
    report = import_ads(records, ENGINE, MemoryAds(), NOW)
    assert report == ImportReport(read=5, imported=2, unchanged=1, removed=1, quarantined=1)
    assert report.read == report.imported + report.updated + report.unchanged + report.removed + report.quarantined


def test_an_import_that_was_cut_off_is_finished_by_running_it_again() -> None:
    records = [an_ad(number) for number in range(2 * BATCH + 7)]
    whole, cut = MemoryAds(), CutAds(1)
    import_ads(records, ENGINE, whole, NOW)
    try:
        import_ads(records, ENGINE, cut, NOW)
    except Cut:
        assert cut.count() == BATCH
    cut.left = -1
    again = import_ads(records, ENGINE, cut, NOW)
    assert (again.imported, again.unchanged) == (BATCH + 7, BATCH)
    assert list(cut.each()) == list(whole.each())


def test_an_ad_that_comes_back_after_it_was_withdrawn_is_imported_anew() -> None:
    store = MemoryAds()
    import_ads([an_ad(1), Withdrawal("nav", "1", NOW)], ENGINE, store, NOW)
    assert store.count() == 0
    assert import_ads([an_ad(1)], ENGINE, store, NOW).imported == 1
    assert store.count() == 1


def test_contact_details_in_quarantine_are_masked_whoever_forgot_to() -> None:
    store = MemoryAds()
    import_ads([Unreadable("nav", "1", "record.bad_date", "kari@example.no", "tlf 69 12 34 56")], ENGINE, store, NOW)
    (kept,) = store.quarantine()
    assert "@" not in kept.detail
    assert "69" not in kept.excerpt
