"""Ads made by recombining others, and profiles, from a fixed seed: every run measures the same."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson

from tvers.ads import Ad, Employer, Workplace, load_examples
from tvers.kernel import Country, Language
from tvers.person import Home, Profile
from tvers.sources import read_ads
from tvers.sources.fakes import jobtech_ad, nav_entry
from tvers.taxonomy import Taxonomy
from tvers.travel import load_places

_AT = datetime(2026, 11, 1, tzinfo=UTC)


def stock_of(files: Iterable[Path]) -> tuple[Ad, ...]:
    """The ads of files, to recombine; what cannot be read or was withdrawn is passed over."""
    return tuple(record for file in files for record in read_ads(file) if isinstance(record, Ad))


def made_ads(count: int, *, seed: int = 1, from_ads: Sequence[Ad] = ()) -> Iterator[Ad]:
    """Ads whose title and codes come from one ad, sentences from several, workplace and employer from none."""
    source = random.Random(seed)  # noqa: S311 - repeatable, not secret
    stock = tuple(from_ads) or load_examples()
    places = load_places().places
    paragraphs = {country: [part for ad in stock if ad.country == country for part in ad.text.split("\n\n")] for country in ("NO", "SE")}
    for number in range(count):
        base = source.choice(stock)
        home = source.choice([place for place in source.choices(places, k=40) if place.country == base.country] or [places[0]])
        body = source.sample(paragraphs[base.country or "NO"], 4)
        yield replace(
            base,
            source="made",
            source_id=f"{number:07}",
            title=f"{base.title} ({home.name}, {number})",
            employer=Employer(f"Bedrift {source.randrange(count)}"),
            workplaces=(Workplace(home.country, home.name, home.municipality_code),),
            text="\n\n".join((*base.text.split("\n\n")[:3], *body)),
            html="",
            url="",
            apply_url="",
            published=datetime(2026, 1, 1, tzinfo=UTC),
            expires=None,
            fingerprint=f"made-{seed}-{number}",
        )


def write_ads(file: Path, ads: Iterable[Ad]) -> tuple[int, int]:
    """Write ads as the feeds would send them; how many letters their texts have together, and how many titles are distinct."""
    letters, titles = 0, set()
    with file.open("wb") as lines:
        for ad in ads:
            letters += len(ad.text)
            titles.add(ad.title)
            lines.write(orjson.dumps(nav_entry(ad, _AT) if ad.country is Country.NO else jobtech_ad(ad, _AT)) + b"\n")
    return letters, len(titles)


def made_profiles(count: int, taxonomy: Taxonomy, *, seed: int = 2) -> Iterator[Profile]:
    """Profiles of one occupation, some skills, a home and wishes; no two alike."""
    source = random.Random(seed)  # noqa: S311 - repeatable, not secret
    places = load_places().places
    for _ in range(count):
        language = source.choice((Language.NB, Language.SV))
        occupation = source.choice(taxonomy.occupations)
        skills = source.sample(taxonomy.skills, 3)
        home = source.choice(places)
        yield Profile(
            occupations=(occupation.name(language),),
            skills=tuple(skill.name(language) for skill in skills),
            experience_years=float(source.randrange(20)),
            languages=(("sv" if language is Language.SV else "no", "C2"), ("en", "B2")),
            home=Home(home.name, home.country),
            max_travel_minutes=source.choice((30, 45, 60, 90)),
            remote=source.choice((True, None)),
        )
