"""`tvers bench rank`: one new profile after another against many ads, in process."""

import multiprocessing
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from tvers.ads import Ad, AdReading
from tvers.bench._home import filled_home
from tvers.bench._made import made_profiles
from tvers.bench._report import from_files, report, resident_mb
from tvers.matching import AdRow, Reference, ad_row, build_market
from tvers.person import Profile
from tvers.services import Engine, match_profile, read_profile
from tvers.services.ports import Snapshot
from tvers.storage import ArrowMarkets
from tvers.travel import load_places

_DAY = date(2026, 11, 1)
_SAME = 1e-9
_WARM_UP = 10
_COPY = "~"
Answer = tuple[tuple[str, float], ...]
"""Ids and scores, best first."""


def bench_rank(
    ads: int, questions: int, checked: int, files: Sequence[Path] = (), *, copies: int = 1, keep: Path | None = None
) -> dict[str, Any]:
    """Median and 95th percentile of answering a profile: reading it, ranking, fetching and explaining the best 20.

    The ads are made by recombining those of ``files``, or the example ads where none are given, and taken into an installation with the
    starter pack; the questions are asked in a process of its own, whose memory is ``resident_mb``. With ``copies`` each ad stands in the
    market so many times, under other ids, employers and places. Of the answers the first ``checked`` are compared with the slow
    reference: same ads in the same order, scores equal to 1e-9; ``mismatches`` counts those that differ.
    """
    with filled_home(ads // copies, files, keep) as (services, home, speed):
        engine = services.engine
        if copies > 1:
            _put_copies(home, engine, copies)
        in_market = len(services.snapshot().market)
        profiles = list(made_profiles(_WARM_UP + questions, engine.taxonomy))
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            answers, times, resident = alone.apply(_asked, (home, profiles))
        asked = list(zip(profiles[_WARM_UP:][:checked], answers, strict=False))
        mismatches = _mismatches_of(asked, copies) if asked else 0
        if copies > 1:
            (home / "market.arrow").unlink()  # it is of no use to another bench
    p50, p95 = np.percentile(times, [50, 95])
    figures = {
        "ads": in_market,
        "questions": len(times),
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "resident_mb": resident,
        **({} if speed is None else {"ads_per_second": round(speed, 1)}),
        "checked": checked,
        "mismatches": mismatches,
        "occupations": len(engine.space.occupations),
    }
    copied = f" --copies {copies}" if copies > 1 else ""
    return report("rank", f"tvers bench rank --ads {ads} --questions {questions} --checked {checked}{copied}{from_files(files)}", figures)


class _Originals:
    """The ads of the store by the ids of their copies."""

    def __init__(self) -> None:
        from tvers.storage.repositories import DjangoAds  # noqa: PLC0415 - Django is set up only now

        self.stored = DjangoAds()

    def get(self, ids: Sequence[str]) -> dict[str, tuple[Ad, AdReading]]:
        """The ads that these are, or are copies of."""
        found = self.stored.get([ad_id.partition(_COPY)[0] for ad_id in ids])
        return {ad_id: found[ad_id.partition(_COPY)[0]] for ad_id in ids}


def _rows(ads: _Originals, engine: Engine, copies: int) -> Iterator[AdRow]:
    """The ads as matching sees them, each with its copies behind it."""
    dice = random.Random(3)  # noqa: S311 - repeatable, not secret
    places = load_places().places
    for ad, reading in ads.stored.each():
        row = ad_row(ad, reading, engine.places)
        yield row
        for copy in range(1, copies):
            place = dice.choice(places)
            apart = replace(row.sketch, employer_name=f"{row.sketch.employer_name} {copy}", employer_number="", own=(), linked=())
            yield replace(row, ad_id=f"{row.ad_id}{_COPY}{copy}", points=((place.latitude, place.longitude),), sketch=apart)


def _put_copies(home: Path, engine: Engine, copies: int) -> None:
    """Put a market with copies in place of the installation's."""
    ads = _Originals()
    market = build_market(_rows(ads, engine, copies), engine.space)
    ArrowMarkets(home).save(Snapshot(market, ads.stored.identity(), ads.stored.generation(), engine.reader.version))


def _asked(home: Path, profiles: list[Profile]) -> tuple[list[Answer], list[float], float]:
    """Ask in a fresh process: the answers, how long each took in ms, and the most memory held, MB."""
    from tvers.bootstrap import services  # noqa: PLC0415 - the installation is opened only now

    engine, markets = services().engine, ArrowMarkets(home)
    ads: Any = _Originals()
    answers: list[Answer] = []
    times = []
    for profile in profiles:
        started = perf_counter()
        snapshot = markets.load()
        if snapshot is None:
            raise RuntimeError(str(home))
        answer = match_profile(profile, engine, snapshot, ads, on=_DAY)
        times.append((perf_counter() - started) * 1000)
        answers.append(tuple((one.match.ad_id, one.match.score) for one in answer.matches))
    return answers[_WARM_UP:], times[_WARM_UP:], resident_mb()  # indexes are made with the first questions


def _mismatches_of(asked: list[tuple[Profile, Answer]], copies: int) -> int:
    """How many answers differ from the slow reference's, which is asked on every core: it takes seconds for a question."""
    cores = min(os.cpu_count() or 1, len(asked))
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        return sum(pool.starmap(_mismatches, [(asked[core::cores], copies) for core in range(cores)]))


def _mismatches(asked: list[tuple[Profile, Answer]], copies: int) -> int:
    """How many of the answers differ: in the ads, or by more than `_SAME` in a score. Run in a process of its own."""
    from tvers.bootstrap import services  # noqa: PLC0415 - the installation is opened only now

    engine = services().engine
    reference = Reference(engine.taxonomy, _rows(_Originals(), engine, copies))
    found = 0
    for profile, answer in asked:
        slow = reference.rank(read_profile(profile, engine).view, on=_DAY)
        found += len(answer) != len(slow) or any(
            ad_id != match.ad_id or abs(score - match.score) > _SAME for (ad_id, score), match in zip(answer, slow, strict=True)
        )
    return found
