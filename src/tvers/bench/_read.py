"""`tvers bench read`: how fast ads are read, in a process of its own that does nothing else."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from tvers.ads import Ad, AdReader
from tvers.bench._made import made_ads, stock_of
from tvers.bench._report import from_files, report, resident_mb
from tvers.bench._speed import alone
from tvers.kernel import written_words

_LETTERS = 2500
_FIRST = 100
"""So many ads are read before the clock runs: what is made when first needed is no work of reading one more."""


def bench_read(ads: int, files: Sequence[Path] = (), threads: int = 1) -> dict[str, Any]:
    """Measure how fast ads of 2,500 letters, none of which was read before, are linked and read for what they ask for.

    With the taxonomy of this installation. ``words_alone_per_second`` is how many of the same ads are cut into words and done nothing
    else with: no reader in Python that looks at every word can be faster. ``resident_mb`` is the most memory that the process held.
    """
    figures = alone(_reading, threads, ads, tuple(files))
    return report("read", f"tvers bench read --ads {ads} --threads {threads}{from_files(files)}", figures)


def _reading(ads: int, files: Sequence[Path]) -> dict[str, float]:
    from tvers.bootstrap import services  # noqa: PLC0415 - the installation is opened only when a bench runs

    reader = AdReader(services().taxonomy)
    made = list(islice(_long(made_ads(4 * (ads + _FIRST), from_ads=stock_of(files))), ads + _FIRST))
    for ad in made[:_FIRST]:
        reader.read(ad)
    gc.collect()
    gc.freeze()  # as the processes do that read what is imported
    took, asked = [], 0
    for ad in made[_FIRST:]:
        before = perf_counter()
        reading = reader.read(ad)
        took.append(perf_counter() - before)
        asked += len(reading.requirements)
    begun = perf_counter()
    for ad in made[_FIRST:]:
        written_words(ad.text)
    cut = perf_counter() - begun
    return {
        "ads": len(took),
        "letters": _LETTERS,
        "asked_for_per_ad": round(asked / max(1, len(took)), 1),
        "ads_per_second": round(len(took) / sum(took)),
        "ad_p95_ms": round(float(np.percentile(took, 95)) * 1e3, 2),
        "words_alone_per_second": round(len(took) / cut),
        "resident_mb": resident_mb(),
    }


def _long(ads: Iterator[Ad]) -> Iterator[Ad]:
    """Ads of `_LETTERS` letters, each of the texts of several."""
    text = ""
    for ad in ads:
        text += f"{ad.text}\n\n"
        if len(text) >= _LETTERS:
            yield replace(ad, title=ad.title.rpartition(",")[0] + ")", text=text[:_LETTERS])  # without its number: no title has one
            text = ""
