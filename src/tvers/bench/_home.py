"""An installation of its own for a bench, filled with made ads."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from tvers.ads import load_examples
from tvers.bench._made import made_ads, stock_of, write_ads
from tvers.kernel import WrongUse
from tvers.sources import arriving_ads

if TYPE_CHECKING:
    from tvers.services import Services

_MARK = "made-by-a-bench"
"""The file that says which store was filled by a bench."""


@contextmanager
def empty_home(keep: Path | None = None) -> Iterator[Path]:
    """``TVERS_HOME`` is an empty folder while the context is open, or ``keep``, which stays. Must be entered before Django is set up."""
    before = os.environ.get("TVERS_HOME")
    with TemporaryDirectory(prefix="tvers-bench-") as folder:
        os.environ["TVERS_HOME"] = str(keep or folder)
        try:
            yield keep or Path(folder)
        finally:
            os.environ.pop("TVERS_HOME")
            if before is not None:
                os.environ["TVERS_HOME"] = before


def only_ours(services: "Services", home: Path) -> None:
    """Raise `WrongUse` where the database holds ads that no bench put there: it may be the one that people use.

    So ``--keep`` may name a real installation by mistake, and ``DATABASE_URL`` a real database.
    """
    from tvers.storage.repositories import DjangoAds  # noqa: PLC0415 - Django is set up only now

    mark, store = home / _MARK, DjangoAds().identity()
    if services.ad_count() and not (mark.exists() and mark.read_text(encoding="ascii") == store):
        raise WrongUse("bench.not_empty", path=str(home))
    mark.write_text(store, encoding="ascii")


@contextmanager
def filled_home(ads: int, files: Sequence[Path], keep: Path | None = None) -> Iterator[tuple["Services", Path, float | None]]:
    """An installation with so many made ads, its folder, and how many were taken in a second; None where a kept one had them."""
    from tvers.bootstrap import build_services, read_settings  # noqa: PLC0415 - the installation is opened only when a bench runs

    with empty_home(keep) as home:
        services = build_services(read_settings())
        only_ours(services, home)
        services.snapshot()  # the example ads
        speed = None
        if services.ad_count() < ads + len(load_examples()):
            file = home / "made.jsonl"
            write_ads(file, made_ads(ads, from_ads=stock_of(files)))
            begun = perf_counter()
            services.import_ads(arriving_ads(file), refresh=False)
            speed = ads / (perf_counter() - begun)
            file.unlink()
            services.snapshot()
        yield services, home, speed
