"""`tvers bench pay`: how long one answer about pay takes."""

from time import perf_counter
from typing import Any

import numpy as np

from tvers.bench._report import report, resident_mb
from tvers.border import PayQuestion, take_home, years
from tvers.travel import load_places

_FIRST = 100
"""So many are answered before the clock runs: tax years and places are read when first needed."""


def bench_pay(answers: int) -> dict[str, Any]:
    """Measure answers to questions none of which was asked before: any two municipalities, one in four of them in one country.

    Each answer holds its lines, every alternative and the same pay at home. ``p50_ms`` and ``p95_ms`` are of one answer.
    """
    draw = np.random.default_rng(1)
    places = [place for place in load_places().places if place.municipality_code]
    took = []
    for number in range(_FIRST + answers):
        home, work = (places[at] for at in draw.integers(0, len(places), 2))
        gross, days, year = int(draw.integers(50_000, 2_000_000)), int(draw.integers(0, 6)), int(draw.choice(years()))
        question = PayQuestion(year, home, work, gross, float(days))
        before = perf_counter()
        take_home(question)
        if number >= _FIRST:
            took.append(perf_counter() - before)
    figures = {
        "answers": answers,
        "p50_ms": round(float(np.percentile(took, 50)) * 1e3, 3),
        "p95_ms": round(float(np.percentile(took, 95)) * 1e3, 3),
        "answers_per_second": round(answers / sum(took)),
        "resident_mb": resident_mb(),
    }
    return report("pay", f"tvers bench pay --answers {answers}", figures)
