"""`tvers bench rank`: one new profile after another against many ads, in process."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from tvers.bench._made import made_ads, made_profiles, stock_of
from tvers.bench._report import from_files, report, resident_mb
from tvers.matching import AdRow, Reference, ad_row, build_market, make_lens, rank
from tvers.person import Profile
from tvers.services import Engine, import_ads, match_profile, read_profile
from tvers.services.memory import MemoryAds
from tvers.services.ports import Snapshot

_DAY = date(2026, 11, 1)
_SAME = 1e-9


def _mismatches(profiles: list[Profile], engine: Engine, snapshot: Snapshot, rows: list[AdRow]) -> int:
    """How many answers differ from the slow reference's by more than `_SAME` in score."""
    reference = Reference(engine.taxonomy, rows)
    found = 0
    for profile in profiles:
        view = read_profile(profile, engine).view
        fast = rank(make_lens(view, engine.space), snapshot.market, on=_DAY)
        slow = reference.rank(view, on=_DAY)
        pairs = list(zip(fast, slow, strict=True))
        found += any(abs(one.score - other.score) > _SAME for one, other in pairs)
    return found


def bench_rank(ads: int, questions: int, checked: int, files: Sequence[Path] = ()) -> dict[str, Any]:
    """Median and 95th percentile of answering a profile: reading it, ranking, explaining the best 20.

    The ads are made by recombining those of ``files``, or the example ads where none are given. Uses the taxonomy of this installation.
    Of the answers the first ``checked`` are compared with the slow reference: same ads in the same order, scores equal to 1e-9.
    ``mismatches`` counts those that differ.
    """
    from tvers.bootstrap import services  # noqa: PLC0415 - the installation is opened only when a bench runs

    engine = services().engine
    store = MemoryAds()
    started = perf_counter()
    import_ads(made_ads(ads, from_ads=stock_of(files)), engine, store, datetime.now(UTC))
    imported = perf_counter() - started
    rows = [ad_row(ad, reading, engine.places) for ad, reading in store.each()]
    snapshot = Snapshot(build_market(rows, engine.space), store.identity(), store.generation(), engine.reader.version)
    profiles = list(made_profiles(questions + 10, engine.taxonomy))
    for profile in profiles[:10]:  # indexes are made with the first questions
        match_profile(profile, engine, snapshot, store, on=_DAY)
    times = []
    for profile in profiles[10:]:
        started = perf_counter()
        match_profile(profile, engine, snapshot, store, on=_DAY)
        times.append((perf_counter() - started) * 1000)
    resident = resident_mb()
    mismatches = _mismatches(profiles[10 : 10 + checked], engine, snapshot, rows)
    p50, p95 = np.percentile(times, [50, 95])
    figures = {
        "ads": ads,
        "questions": len(times),
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "resident_mb": resident,
        "ads_per_second": round(ads / imported, 1),
        "checked": checked,
        "mismatches": mismatches,
        "occupations": len(engine.space.occupations),
    }
    return report("rank", f"tvers bench rank --ads {ads} --questions {questions} --checked {checked}{from_files(files)}", figures)
