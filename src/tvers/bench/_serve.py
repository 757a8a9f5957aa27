"""`tvers bench serve`: the first page of the list over HTTP, with many ads, one new question after another."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import numpy as np

from tvers.bench._home import empty_home
from tvers.bench._made import made_ads, made_profiles, stock_of
from tvers.bench._report import from_files, report
from tvers.taxonomy import load_starter

_ASKING = 8
_WARM_UP = 5
_PATIENCE_S = 120
_DAY = "2026-11-01"


def bench_serve(ads: int, rate: float, seconds: int, files: Sequence[Path] = ()) -> dict[str, Any]:
    """Median and 95th percentile of the list's first page, asked for ``rate`` times a second, from sending to the last byte.

    The site is a process of its own with one worker, on an empty installation with the starter pack into which made ads were taken. Every
    request is a new question. ``errors`` are answers other than 200 and none at all.
    """
    from tvers.bootstrap import build_services, read_settings  # noqa: PLC0415 - the installation is opened only when a bench runs

    with empty_home() as home:
        services = build_services(read_settings())
        services.import_ads(made_ads(ads, from_ads=stock_of(files)))
        with _site(home) as url:
            times, errors = _asked(url, rate, seconds)
    p50, p95 = np.percentile(times, [50, 95]) if times else (float("nan"), float("nan"))
    figures = {
        "ads": ads,
        "requests": len(times) + errors,
        "errors": errors,
        "p50_ms": round(float(p50), 1),
        "p95_ms": round(float(p95), 1),
        "rate": rate,
    }
    return report("serve", f"tvers bench serve --ads {ads} --rate {rate:g} --seconds {seconds}{from_files(files)}", figures)


@contextmanager
def _site(home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from tvers.cli import main; main()", "serve", "--port", str(port)]
    site = subprocess.Popen(command, env={**os.environ, "TVERS_HOME": str(home)}, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(_PATIENCE_S * 4):
            try:
                httpx.get(f"{url}/nb/", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.25)
        yield url
    finally:
        site.terminate()
        site.wait()


def _asked(url: str, rate: float, seconds: int) -> tuple[list[float], int]:
    """How long each answer took, ms, and how many went wrong. Requests go out by the clock, whether or not earlier ones have come back."""
    questions = [
        {"text": ", ".join((*person.occupations, *person.skills)), "place": person.home.place, "on": _DAY}
        for person in made_profiles(_WARM_UP + round(rate * seconds), load_starter())
        if person.home
    ]
    with httpx.Client(timeout=30, limits=httpx.Limits(max_connections=_ASKING)) as client, ThreadPoolExecutor(_ASKING) as askers:

        def ask(question: dict[str, str]) -> float | None:
            started = perf_counter()
            try:
                answer = client.get(f"{url}/nb/jobs", params=question)
            except httpx.HTTPError:
                return None
            return (perf_counter() - started) * 1000 if answer.status_code == httpx.codes.OK else None

        for question in questions[:_WARM_UP]:
            ask(question)
        begun, asked = perf_counter(), list[Future[float | None]]()
        for number, question in enumerate(questions[_WARM_UP:]):
            time.sleep(max(0.0, begun + number / rate - perf_counter()))
            asked.append(askers.submit(ask, question))
        answers = [one.result() for one in asked]
    times = [one for one in answers if one is not None]
    return times, len(answers) - len(times)
