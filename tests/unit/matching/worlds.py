"""Small markets and persons for hypothesis."""

from datetime import UTC, date, datetime
from itertools import product

from hypothesis import strategies as st

from tvers.ads import Ad, Employer, Sketch, Workplace, sketch
from tvers.kernel import Country, Language, Place
from tvers.matching import AdRow
from tvers.person import MatchView
from tvers.taxonomy import load_starter

TAXONOMY = load_starter()
OCCUPATIONS = [concept.id for concept in TAXONOMY.occupations[::17]]
SKILLS = [skill for concept in TAXONOMY.occupations[::17] for skill in (*concept.essential, *concept.optional)][:80]
POINTS = [(59.13, 11.39), (58.94, 11.19), (59.28, 11.11), (58.35, 11.94), (59.93, 10.77)]
DAY = date(2026, 11, 1)
_TEXTS = {
    Language.NB: " ".join(f"Vi ord{number} i Tistedal, Gerica og Spider." for number in range(12)),
    Language.EN: " ".join(f"We word{number} in Tistedal, Gerica and Spider." for number in range(12)),
    None: "Se annonsen.",
}


def nurse(title: str, source: str = "nav", language: Language | None = Language.NB, place: str = "Halden") -> Sketch:
    """An ad for a nurse, as it is compared with others."""
    closes = datetime(2026, 11, 20, tzinfo=UTC)
    workplace = Workplace(Country.NO, place)
    return sketch(Ad(source, "1", title, Employer("Kommunen"), (workplace,), _TEXTS[language], language=language, expires=closes))


# Some are the same job: in two languages, in two feeds, and by way of a third one, for "natt" and "helg" are two jobs.
_TITLES = ("Sykepleier", "Sykepleier natt", "Sykepleier helg")
SKETCHES = [nurse(*told) for told in product(_TITLES, ("nav", "eures"), _TEXTS, ("Halden", "Moss"))]

chances = st.floats(0.01, 1.0)
days = st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1))


@st.composite
def ad_rows(draw: st.DrawFn) -> list[AdRow]:
    """Ads of one market, their ids unique; some are the same job."""
    count = draw(st.integers(0, 12))
    return [draw(ad_row(number)) for number in range(count)]


@st.composite
def ad_row(draw: st.DrawFn, number: int) -> AdRow:
    """One ad."""
    shares = draw(st.lists(chances, min_size=0, max_size=7))
    total = max(1.0, sum(shares))
    concepts = draw(st.lists(st.sampled_from(OCCUPATIONS), min_size=len(shares), max_size=len(shares), unique=True))
    skills = draw(st.dictionaries(st.sampled_from(SKILLS), st.sampled_from((1.0, 0.4)), max_size=6))
    asked = st.dictionaries(st.sampled_from(("no", "sv", "da", "en", "fi")), st.booleans(), max_size=3)
    return AdRow(
        f"made:{number:03}",
        tuple((concept, share / total) for concept, share in zip(concepts, shares, strict=True)),
        tuple(skills.items()),
        draw(days),
        draw(days),
        tuple(sorted(draw(st.sets(st.sampled_from(POINTS), max_size=2)))),
        (
            draw(st.sampled_from(("", "full", "part"))),
            draw(st.sampled_from(("", "none", "part", "full"))),
            draw(st.sampled_from(("", "summer", "thesis"))),
        ),
        (tuple(sorted(draw(asked).items())), draw(st.sampled_from(("", "no", "sv", "en")))),
        tuple(sorted(draw(st.dictionaries(st.sampled_from(("B", "C")), st.booleans(), max_size=2)).items())),
        (
            draw(st.none() | st.integers(2, 8)),
            draw(st.booleans()),
            draw(st.none() | st.integers(1, 10).map(float)),
            draw(st.booleans()),
        ),
        draw(st.sampled_from(SKETCHES)),
    )


@st.composite
def views(draw: st.DrawFn) -> MatchView:
    """One person."""
    latitude, longitude = draw(st.sampled_from(POINTS))
    home = Place(Country.NO, "3101", "Halden", latitude, longitude)
    return MatchView(
        tuple(draw(st.dictionaries(st.sampled_from(OCCUPATIONS), chances, max_size=2)).items()),
        tuple(draw(st.dictionaries(st.sampled_from(SKILLS), chances, max_size=5)).items()),
        draw(st.none() | st.integers(0, 8)),
        draw(st.none() | st.floats(0, 30)),
        tuple(sorted(draw(st.dictionaries(st.sampled_from(("no", "sv", "en")), st.integers(1, 6), max_size=3)).items())),
        draw(st.sampled_from(((), ("B",), ("B", "C")))),
        draw(st.sampled_from((None, home))),
        draw(st.sampled_from((None, 30.0, 60.0))),
        draw(st.sampled_from((None, True, False))),
        draw(st.sampled_from(("", "full", "part"))),
    )
