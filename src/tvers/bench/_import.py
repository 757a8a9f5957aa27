"""`tvers bench import`: many ads in, the same again, and a few that have changed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from tvers.ads import Ad
from tvers.bench._home import empty_home, only_ours
from tvers.bench._made import made_ads, stock_of, write_ads
from tvers.bench._memory import watched
from tvers.bench._report import from_files, report
from tvers.services import ImportReport, Services
from tvers.sources import arriving_ads

_CHANGED = 1000


def bench_import(ads: int, files: Sequence[Path] = ()) -> dict[str, Any]:
    """Made ads as the feeds would send them, taken out of a file into the database of an empty installation, with the starter pack.

    ``ads_per_second`` and ``unchanged_per_second`` are of the whole way: file, reading, linking, store; ``build_s`` is how long the
    market takes to be built, ``refresh_s`` to follow a thousand changed ads, ``stored`` how many the store counts in the end,
    ``memory_mb`` the most that this process and its workers held together, shared pages counted once.
    """
    with empty_home() as home:
        figures = _measured(home, ads, stock_of(files))
    return report("import", f"tvers bench import --ads {ads}{from_files(files)}", figures)


def _measured(folder: Path, ads: int, stock: tuple[Ad, ...]) -> dict[str, float]:
    from tvers.bootstrap import build_services, read_settings  # noqa: PLC0415 - only this bench opens an installation of its own

    made = folder / "made.jsonl"
    letters, titles = write_ads(made, made_ads(ads, from_ads=stock))
    services = build_services(read_settings())
    only_ours(services, folder)
    services.snapshot()
    with watched() as memory:
        first, new_s = _imported(services, made)
        again, same_s = _imported(services, made)
        started = perf_counter()
        services.snapshot()
        build_s = perf_counter() - started
    changed = (replace(ad, title=f"{ad.title} nå") for ad in islice(made_ads(ads, from_ads=stock), _CHANGED))
    write_ads(made, changed)
    services.import_ads(arriving_ads(made), refresh=False)
    started = perf_counter()
    market = services.snapshot().market
    refresh_s = perf_counter() - started
    return {
        "ads": ads,
        "mean_letters": round(letters / ads),
        "distinct_titles": titles,
        "imported": first.imported,
        "unchanged": again.unchanged,
        "stored": services.ad_count(),
        "in_market": len(market),
        "ads_per_second": round(ads / new_s, 1),
        "unchanged_per_second": round(ads / same_s, 1),
        "build_s": round(build_s, 1),
        "refresh_s": round(refresh_s, 2),
        "memory_mb": memory.most_mb,
    }


def _imported(services: Services, file: Path) -> tuple[ImportReport, float]:
    started = perf_counter()
    done = services.import_ads(arriving_ads(file), refresh=False)
    return done, perf_counter() - started
