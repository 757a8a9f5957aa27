"""`tvers bench serve`: the first page of the list over HTTP, with many ads, one new question after another."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import numpy as np

from tvers.bench._home import filled_home
from tvers.bench._made import made_ads, made_profiles, stock_of, write_ads
from tvers.bench._report import from_files, report
from tvers.taxonomy import load_starter

_ASKING = 8
_CHANGED = 1000
_WARM_UP = 5
_PATIENCE_S = 120
_DAY = "2026-11-01"


def bench_serve(ads: int, rate: float, seconds: int, files: Sequence[Path] = (), *, keep: Path | None = None) -> dict[str, Any]:
    """Median, 95th percentile and worst of the list's first page, asked for ``rate`` times a second, from sending to the last byte.

    ``changing_…`` are those of as many requests more, while another process takes in a thousand changed ads and renews the market.
    The site is a process of its own with one worker, on an empty installation with the starter pack into which made ads were taken. Every
    request is a new question. ``errors`` are answers other than 200 and none at all.
    """
    with filled_home(ads, files, keep) as (services, home, _), _site(home) as url:
        in_market = len(services.snapshot().market)
        half = round(rate * seconds)
        questions = _questions(2 * half + _WARM_UP)
        _asked(url, questions[:_WARM_UP], rate)
        calm, errors = _asked(url, questions[_WARM_UP:][:half], rate)
        with _changing(home, ads, files):
            changing, more_errors = _asked(url, questions[_WARM_UP + half :], rate)
    figures = {
        "ads": in_market,
        "requests": len(calm) + len(changing) + errors + more_errors,
        "errors": errors + more_errors,
        **_summed_up(calm, ""),
        **_summed_up(changing, "changing_"),
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


@contextmanager
def _changing(home: Path, ads: int, files: Sequence[Path]) -> Iterator[None]:
    """While the context is open, another process takes in changed ads and renews the market; it is waited for."""
    file = home / "changed.jsonl"
    write_ads(file, (replace(ad, title=f"{ad.title} nå") for ad in islice(made_ads(ads, from_ads=stock_of(files)), _CHANGED)))
    command = [sys.executable, "-c", "from tvers.cli import main; main()", "ads", "import", str(file)]
    changer = subprocess.Popen(command, env={**os.environ, "TVERS_HOME": str(home)}, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
    try:
        yield
    finally:
        changer.wait()
        file.unlink()


def _summed_up(times: list[float], prefix: str) -> dict[str, float]:
    p50, p95, most = np.percentile(times, [50, 95, 100]) if times else [float("nan")] * 3
    return {f"{prefix}{name}_ms": round(float(value), 1) for name, value in (("p50", p50), ("p95", p95), ("max", most))}


def _questions(count: int) -> list[dict[str, str]]:
    return [
        {"text": ", ".join((*person.occupations, *person.skills)), "place": person.home.place, "on": _DAY}
        for person in made_profiles(count, load_starter())
        if person.home
    ]


def _asked(url: str, questions: list[dict[str, str]], rate: float) -> tuple[list[float], int]:
    """How long each answer took, ms, and how many went wrong. Requests go out by the clock, whether or not earlier ones have come back."""
    with httpx.Client(timeout=30, limits=httpx.Limits(max_connections=_ASKING)) as client, ThreadPoolExecutor(_ASKING) as askers:

        def ask(question: dict[str, str], due: float) -> float | None:
            try:
                answer = client.get(f"{url}/nb/jobs", params=question)
            except httpx.HTTPError:
                return None
            return (perf_counter() - due) * 1000 if answer.status_code == httpx.codes.OK else None

        begun, asked = perf_counter(), list[Future[float | None]]()
        for number, question in enumerate(questions):
            due = begun + number / rate
            time.sleep(max(0.0, due - perf_counter()))
            asked.append(askers.submit(ask, question, due))
        answers = [one.result() for one in asked]
    times = [one for one in answers if one is not None]
    return times, len(answers) - len(times)
