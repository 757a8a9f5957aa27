"""`tvers bench import`: many ads in, and the same again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from tvers.bench._made import made_ads, stock_of
from tvers.bench._report import from_files, report, resident_mb
from tvers.services import import_ads
from tvers.services.memory import MemoryAds


def bench_import(ads: int, files: Sequence[Path] = ()) -> dict[str, Any]:
    """Ads read and linked a second, and unchanged ads passed over a second; into memory, so that the store is not measured."""
    from tvers.bootstrap import services  # noqa: PLC0415 - the installation is opened only when a bench runs

    engine, store, now = services().engine, MemoryAds(), datetime.now(UTC)
    made = list(made_ads(ads, from_ads=stock_of(files)))
    engine.reader.read(made[0])  # indexes are made with the first ad
    started = perf_counter()
    first = import_ads(made, engine, store, now)
    new = perf_counter() - started
    started = perf_counter()
    again = import_ads(made, engine, store, now)
    same = perf_counter() - started
    figures = {
        "ads": ads,
        "imported": first.imported,
        "unchanged": again.unchanged,
        "ads_per_second": round(ads / new, 1),
        "unchanged_per_second": round(ads / same, 1),
        "resident_mb": resident_mb(),
    }
    return report("import", f"tvers bench import --ads {ads}{from_files(files)}", figures)
