"""Measures how well two ads of the same job are told, on pairs made from a fixed seed, and how fast; figures: docs/reference/duplicates.md.

``python -m tools.measure_duplicates [FILE...]`` makes the pairs out of files of ads; without any, out of the example ads, and then it
tells the speed too.
"""

import random
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from tvers.ads import Ad, Engagement, Sketch, Workplace, load_examples, same_job, same_jobs, sketch
from tvers.kernel import Country, Language
from tvers.linking import guess_language
from tvers.sources import read_ads

SEED = 7
MANY = 100_000
_LONG_ENOUGH = 500
"""Letters of a text that pairs are made of."""
_OPENS = datetime(2026, 10, 1, tzinfo=UTC)
_CLOSES = datetime(2026, 11, 1, tzinfo=UTC)
_NOISE = ("Ny utlysning: {}", "{} – søknadsfrist forlenget", "{} (heltid, fast stilling)", "Vi søker {}", "{} sökes omgående!", "{} (m/k)")
_ADDED = ("Vi vurderer søknader fortløpende.", "Urval sker löpande.", "Stillingen lyses ut på nytt.", "Welcome with your application!")
_HEADER = "This vacancy is published on EURES.\nLink to the vacancy on the national job board.\n\n"
_HEADINGS = ("Engineer wanted", "Asiantuntija", "Specialist", "Technicien", "Fachkraft gesucht")
_WARDS = ("Solheim", "Fjellheim", "Granåsen", "Lövhaga", "Björkbacken", "Nordvik")
_FIELDS = ("bygg", "elektro", "mekanisk", "kjemi", "data", "geologi")
_WORD = re.compile(r"(?<![\w])[a-zæøåäö]{2,}")
_OTHER = {Language.NB: Language.EN, Language.NN: Language.EN, Language.SV: Language.EN, Language.EN: Language.SV, Language.DA: Language.EN}

Pair = tuple[Ad, Ad]
Make = Callable[[Ad, Ad, random.Random], Pair]
"""Makes a pair of an ad, another ad of another employer, and the dice."""


def copied(ad: Ad, **changes: object) -> Ad:
    """The ad under another id and closing later, as one that is put out again; with further changes."""
    return replace(ad, source_id=f"{ad.source_id}-again", url="", expires=_CLOSES + timedelta(days=9), **changes)  # type: ignore[arg-type]


def translated(text: str) -> str:
    """A stand-in for a translation: words with a small letter become others, names and numbers stay, sentences keep their order."""
    return _WORD.sub(lambda found: f"q{zlib.crc32(found.group().encode()) % 9973:04}", text)


def cut(text: str, share: float) -> str:
    """The beginning of a text."""
    return text[: int(len(text) * share)]


def reworded(text: str, dice: random.Random) -> str:
    """A text with one line left out and one added."""
    lines = text.split("\n")
    lines.pop(dice.randrange(len(lines)))
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(_ADDED))
    return "\n".join(lines)


def joined(text: str) -> str:
    """A text whose lines and list marks were lost on the way."""
    return re.sub(r"\s*\n\s*(?:- )?", " ", text)


def put_together(ad: Ad, other: Ad, share: float) -> str:
    """The text of another job that ends in a share of this one's text, as employers repeat what they say of themselves."""
    return f"{cut(other.text, 1 - share)}\n{ad.text[int(len(ad.text) * (1 - share)) :]}"


SAME: dict[str, Make] = {
    "put out again, nothing changed": lambda ad, _, __: (ad, copied(ad)),
    "put out again, title dressed up": lambda ad, _, dice: (ad, copied(ad, title=dice.choice(_NOISE).format(ad.title))),
    "put out again, a line changed": lambda ad, _, dice: (ad, copied(ad, text=reworded(ad.text, dice))),
    "line ends lost": lambda ad, _, __: (ad, copied(ad, text=joined(ad.text))),
    "text cut to 40–70 %": lambda ad, _, dice: (ad, copied(ad, text=cut(ad.text, dice.uniform(0.4, 0.7)))),
    "in EURES, with a header": lambda ad, _, __: (ad, eures(copied(ad, text=_HEADER + ad.text))),
    "in EURES, heading translated": lambda ad, _, dice: (ad, eures(copied(ad, title=dice.choice(_HEADINGS)))),
    "in EURES, a line that refers to the ad": lambda ad, _, __: (
        replace(ad, url="https://example.org/ad/1"),
        eures(copied(ad, text="See the ad.", apply_url="https://example.org/ad/1")),
    ),
    "in EURES, translated (stand-in)": lambda ad, _, __: (ad, abroad(ad)),
}
APART: dict[str, Make] = {
    "a series, one text": lambda ad, _, dice: series(ad, dice),
    "two wards, one text": lambda ad, _, dice: wards(ad, dice),
    "another title, 60 % shared": lambda ad, other, _: (ad, copied(ad, title=other.title, text=put_together(ad, other, 0.6))),
    "the same title, 60 % shared": lambda ad, other, _: (ad, copied(ad, text=put_together(ad, other, 0.6))),
    "another title, 90 % shared": lambda ad, other, _: (ad, copied(ad, title=other.title, text=put_together(ad, other, 0.9))),
    "one text in another town": lambda ad, _, __: (ad, copied(ad, workplaces=(Workplace(Country.NO, "Bardu", "5520"),))),
    "permanent and fixed term": lambda ad, _, __: (
        replace(ad, engagement=Engagement.PERMANENT),
        copied(ad, engagement=Engagement.FIXED_TERM),
    ),
    "two jobs, two languages, one last day": lambda ad, other, _: (
        ad,
        replace(eures(copied(other, employer=ad.employer, workplaces=ad.workplaces, text=translated(other.text))), expires=ad.expires),
    ),
}


def eures(ad: Ad) -> Ad:
    """The ad as EURES has it: the employer in capitals, no codes of the national feed."""
    name = replace(ad.employer, name=ad.employer.name.upper())
    return replace(ad, source="eures", employer=name, occupation_codes=())


def abroad(ad: Ad) -> Ad:
    """The ad in another language, closing on the same day."""
    language = _OTHER[ad.language or Language.NB]
    return replace(eures(copied(ad, title="qqqq", text=translated(ad.text), language=language)), expires=ad.expires)


def series(ad: Ad, dice: random.Random) -> Pair:
    """Two summer jobs with one text."""
    one, other = dice.sample(_FIELDS, 2)
    return replace(ad, title=f"Sommerjobb {one}"), copied(ad, title=f"Sommerjobb {other}")


def wards(ad: Ad, dice: random.Random) -> Pair:
    """Two posts of one title whose texts differ by the name of the ward."""
    one, other = (f"Du blir en del av avdeling {ward} hos oss, og på {ward} har vi det fint.\n" for ward in dice.sample(_WARDS, 2))
    return replace(ad, text=one + ad.text), copied(ad, text=other + ad.text)


def pairs(stock: list[Ad], make: Make) -> Iterator[Pair]:
    """A pair of each ad of the stock."""
    dice = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    for ad in stock:
        other = dice.choice([one for one in stock if one.country == ad.country and one.title != ad.title])
        yield make(ad, other, dice)


def sketched(ad: Ad) -> Sketch:
    """The sketch of an ad whose language is guessed where it is not known."""
    return sketch(ad, ad.language or guess_language(ad.text))


def joined_share(stock: list[Ad], make: Make) -> tuple[int, int]:
    """How many pairs are taken for the same job, and of how many."""
    found = [same_job(sketched(one), sketched(other)) for one, other in pairs(stock, make)]
    return sum(found), len(found)


def crowd(stock: list[Ad], count: int) -> Iterator[Ad]:
    """Many ads: employers from few large to many small, each ad's text of two in the stock, one in twenty put out again."""
    dice = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    employers = range(count // 5)
    chosen = dice.choices(employers, weights=[1 / (rank + 10) for rank in employers], k=count)
    before: Ad | None = None
    for number, rank in enumerate(chosen):
        if before is None or number % 20:
            base, other = stock[rank % len(stock)], dice.choice(stock)  # an employer says the same of itself in its up to four towns
            employer = replace(base.employer, name=f"Bedrift {rank}", number="")
            text, places = put_together(base, other, 0.5), stock[(rank + dice.randrange(4)) % len(stock)].workplaces
            before = replace(base, title=f"{other.title} {dice.randrange(9)}", employer=employer, text=text, workplaces=places)
        yield replace(before, source_id=str(number), url="", apply_url="")


def speed(stock: list[Ad], count: int) -> Iterator[str]:
    """Lines on how long many ads take."""
    started = perf_counter()
    sketches = [(ad.id, sketch(ad)) for ad in crowd(stock, count)]
    made = perf_counter()
    leaders = same_jobs(sketches)
    done = perf_counter()
    sizes: dict[str, int] = defaultdict(int)
    for _, one in sketches:
        sizes[one.employer_name] += 1
    yield f"{count} ads: sketched (and made) in {made - started:.1f} s, grouped in {done - made:.1f} s"
    yield f"{count - len(set(leaders.values()))} joined to another; the largest employer has {max(sizes.values())}"


def stock_of(files: Iterable[str]) -> list[Ad]:
    """Ads to make pairs from, all out at the same time, without those that are the same job already."""
    given = [ad for file in files for ad in read_ads(Path(file)) if isinstance(ad, Ad)] or list(load_examples())
    dated = [replace(ad, published=_OPENS, expires=_CLOSES, language=ad.language or guess_language(ad.text)) for ad in given]
    long = {ad.id: ad for ad in dated if len(ad.text) >= _LONG_ENOUGH and ad.workplaces}
    leaders = same_jobs((ad_id, sketched(ad)) for ad_id, ad in long.items())
    return [ad for ad_id, ad in long.items() if leaders[ad_id] == ad_id]


def main(arguments: list[str]) -> int:
    """Print the figures as Markdown tables."""
    stock = stock_of(arguments)
    print(f"{len(stock)} ads, a pair of each for every row, seed {SEED}\n")
    for about, kinds in (("the same job", SAME), ("two jobs", APART)):
        print(f"| pairs that are {about} | joined | of |\n|---|---|---|")
        for name, make in kinds.items():
            found, total = joined_share(stock, make)
            print(f"| {name} | {found} | {total} |")
        print()
    for line in () if arguments else speed(stock, MANY):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
