"""`tvers bench link --speed`: how fast phrases are linked, in a process of its own that does nothing else."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np

from tvers.bench._report import report, resident_mb
from tvers.taxonomy import ConceptKind, Taxonomy

_PHRASES = 3000
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# A multilingual encoder of the size of the published best: 24 layers of 1,024 dimensions, 300 million weights, here random.
_LAYERS, _WIDTH, _HEADS, _TOKENS, _TEXTS = 24, 1024, 16, 8, 64


def bench_speed(threads: int) -> dict[str, Any]:
    """Measure how fast new phrases are linked to the occupations of this installation, one after the other.

    ``phrases_per_second`` and ``phrase_p95_ms`` are of phrases none of which is a name or was asked before, ``load_s`` from nothing to
    the first answer, the taxonomy being at hand; ``resident_mb`` is the most memory that the process held. Where PyTorch is installed,
    ``large_encoder_phrases_per_second`` is how fast an encoder of the size of the published best turns as many words into vectors.
    """
    figures = alone(_linking, threads)
    if find_spec("torch"):
        figures |= alone(_large_encoder, threads, threads)
    return report("link", f"tvers bench link --speed --threads {threads}", figures)


def alone(measure: Callable[..., dict[str, float]], threads: int, *given: Any) -> dict[str, float]:
    """What is measured in a new process that may use so many threads: libraries read that once, when they are loaded."""
    with _environment(dict.fromkeys(_THREADS, str(threads))), multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(measure, given)


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _linking() -> dict[str, float]:
    from tvers.bootstrap import services  # noqa: PLC0415 - the installation is opened only when a bench runs
    from tvers.linking import Linker, load_encoder  # noqa: PLC0415 - loading is measured

    taxonomy = services().taxonomy
    phrases = new_phrases(taxonomy, _PHRASES)
    begun = perf_counter()
    linker = Linker(taxonomy, load_encoder())
    linker.link(phrases[0])
    loaded = perf_counter() - begun
    took = []
    for phrase in phrases[1:]:
        before = perf_counter()
        linker.link(phrase)
        took.append(perf_counter() - before)
    return {
        "names": sum(len(one.names) for one in taxonomy if one.kind is not ConceptKind.SKILL),
        "phrases": len(took),
        "phrases_per_second": round(len(took) / sum(took)),
        "phrase_p50_ms": round(float(np.percentile(took, 50)) * 1e3, 3),
        "phrase_p95_ms": round(float(np.percentile(took, 95)) * 1e3, 3),
        "load_s": round(loaded, 2),
        "resident_mb": resident_mb(),
    }


def new_phrases(taxonomy: Taxonomy, count: int) -> Sequence[str]:
    """Phrases that are nobody's name: how one occupation's begins and another's ends, the same ones every time."""
    names = [name.text for one in taxonomy.occupations for name in one.names if " " in name.text]
    known = {name.casefold() for name in names}
    dice = np.random.default_rng(1)
    made: dict[str, None] = {}
    while len(made) < count and names:
        one, other = (names[place] for place in dice.integers(0, len(names), 2))
        phrase = f"{one.split(' ', 1)[0]} {other.rsplit(' ', 1)[1]}"
        if phrase.casefold() not in known:
            made[phrase] = None
    return tuple(made)


def _large_encoder(threads: int) -> dict[str, float]:
    import torch  # noqa: PLC0415 - an optional part

    torch.set_num_threads(threads)
    layer = torch.nn.TransformerEncoderLayer(_WIDTH, _HEADS, 4 * _WIDTH, batch_first=True)
    model = torch.nn.TransformerEncoder(layer, _LAYERS, enable_nested_tensor=False).eval()
    words = torch.randn(_TEXTS, _TOKENS, _WIDTH)
    with torch.inference_mode():
        model(words[:2])
        begun = perf_counter()
        for part in words.split(16):
            model(part)
    return {"large_encoder_phrases_per_second": round(_TEXTS / (perf_counter() - begun), 1)}
