"""How people put things about themselves: what they deny, their age, what they study, how long they worked, and words that say nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tvers.kernel import lower_in_place

_BOUNDARY = re.compile(r"[,.;:!?\n()]|\b(?:men|but|utan att|however)\b")
_DENIAL = re.compile(
    r"(?:\b(?:ikke|ikkje|inte|ej|ingen|inga|inget|intet|uten|utan|not|without|don't|doesn't|never|aldri|aldrig|mangler|manglar|saknar|lacks?)"
    r"|\b(?:have|has|with|hold|got)\s+no|^\s*no)\b"
    r"(?!\s+(?:bare|berre|bara|only)\b)(?:\s+[\w'’-]+){0,3}\s*$"
)
_NOT_SO_WELL = re.compile(
    r"\b(?:så|so|særlig|særleg|svært|veldig|spesielt|särskilt|jätte|very|that|too)\s+(?:mye|mykje|mycket|god|godt|gode|bra|flink|duktig|well|good)\b"
)
_CEFR_AFTER, _CEFR_BEFORE = (
    re.compile(r"\s*[(:–-]?\s*(?:nivå\s+|level\s+|på\s+)?([abc][12])\b"),
    re.compile(r"\b([abc][12])\s+(?:i|in|på)?\s*$"),
)
_PAST = re.compile(r"\b(?:var|was|tidligere|tidlegare|tidigare|før i tiden|förut|former|formerly|en gang|ein gong)\b")
_MODEST = re.compile(r"\b(?:litt|lite|lit|noe|noko|något|någon|basic|a little|some|grunnleggende|grunnleggjande|grundläggande)\s*$")
_NUMBER_WORDS = {
    **dict.fromkeys(("ett", "et", "en"), 1),
    **dict.fromkeys(("to", "två", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "fyra", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "sex", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "åtta", "eight"), 8),
    **dict.fromkeys(("ni", "nio", "nine"), 9),
    **dict.fromkeys(("ti", "tio", "ten"), 10),
}
_YEARS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s*(?:års?|years?)\b(\s*(?:gammel|gammal|old))?")
_BEING = re.compile(
    r"\b(?:er|är|am|i'm|is|fyller|fylte|fyllt|blir|alder|ålder|age|aged)\s+(?:(?:bare|berre|bara|only|nå|no|nu|snart)\s+)?$"
)
_LEARNER = re.compile(
    r"\b(?:elev|skoleelev|skuleelev|pupil)\b"
    r"|\b(?:går|gå|studerer|studerar|läser|les|elev|attend|at)\b[^.\n]{0,30}"
    r"\b(?:gymnasi|gymnaset|videregående|vidaregåande|ungdomss|high school)"
)
_LASTING = re.compile(r"\b(?:i|for|in|siste|over|minst|ca\.?)\s+$")
_WORKING_LIFE = 50
"""More years than this are nobody's experience but somebody's age."""
_SCHOOL_AGE = range(13, 20)
_NO_EXPERIENCE = re.compile(
    r"\b(?:ingen|inga|ikke|ikkje|inte|uten|utan|no|without|any)\s+(?:\w+\s+){0,2}?\w*(?:erfaring|erfarenhet|røynsle|experience|praksis)\b"
)
_CLAUSE_END = re.compile(r"[,.;:!?\n()]|\b(?:og|och|and|men|but)\b")
_STUDIES = re.compile(
    r"\b(?:går|gjekk|studerer|studerar|studying|study|læser|leser|les|läser|pluggar|tar|tek|student|elev|pågående|pågåande|i gang med)\b"
    r"|\b(?:første|fyrste|andre|tredje|fjerde|första|andra|fjärde|first|second|third|[1-4]\.?)\s*-?(?:års?|året|klasse|årskurs|year)\b"
)
_NEARLY_DONE = re.compile(
    r"\b(?:siste|sista|avgangs\w*|avslutande|final|last)\s*(?:års?|året|terminen|semester|year)?\b"
    r"|\btrean\b|\bvg ?3\b|\bsnart (?:ferdig|klar|färdig)"
)
_DONE = re.compile(r"\b(?:ferdig|färdig|fullført|fullførte|avslutta|avsluttet|avslutat|finished|completed|graduated|uteksaminert|examen)\b")
_REMOTE = re.compile(
    r"\b(?:hjemmekontor|heimekontor|(?:jobbe |arbeide )?(?:hjemmefra|heimanfrå|heimefrå)|(?:jobba |arbeta )?hemifrån|på distans"
    r"|distansarbet\w*"
    r"|fjernarbeid\w*|remote(?:ly)?|work(?:ing)? from home|home office)\b"
)
_WORK_TIME = (
    ("part", re.compile(r"\b(?:deltid\w*|halvtid\w*|halv stilling|part[- ]time|[1-8]\d ?(?:%|prosent|procent)(?: stilling| tjänst)?)")),
    (
        "full",
        re.compile(
            r"\b(?:heltid\w*|heiltid\w*|fulltid\w*|full[- ]time|(?:full|hel|heil) stilling|100 ?(?:%|prosent|procent)(?: stilling)?)"
        ),
    ),
)
_MINUTES = re.compile(
    r"\b(?:maks\w*|max\w*|inntil|høyst|högst|up to|at most|under)\s+(\d{1,3})\s*min\w*"
    r"(?:\s+(?:reise\w*|resa|restid|pendling|vei|väg|commut\w*))?"
)
_EVERYDAY_WORDS = (
    "jeg eg jag i am i'm er är en ei et ein eit ett a an the har have has had hatt haft jobber jobbar jobbet jobba jobbat arbeider "
    "arbeidar arbetar arbeidet arbeidd arbetat work works worked working bor bur live lives vil vill want would like gjerne gärna "
    "kan can søker søkjer söker looking for ser etter letar jobb job arbeid arbete som as med with in på on at hos ved vid fra "
    "från frå to til till og och and eller or samt men but nyutdannet nyutdanna nyutexaminerad nylig nyligen graduate graduated "
    "recently flytende flytande fluent obehindrat vært vore var varit was before før förr både both året läst lest tatt some svært "
    "veldig väldigt very uten utan without helst also også snakker snakkar taler talar pratar talar speak speaks går gå siste sista final "
    "første första ferdig färdig finished student studerende studerande elev studerer studerar studying òg också nå nu now å att "
    "min mitt mine my me meg mig litt lite bra god gode goda good flink duktig års år years year erfaring erfarenhet experience av "
    "of om about mye mykje mycket mange många det den this that hjemme heime ikke ikkje inte ej ingen inga not no"
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish that the form has a field for: its name, the value, and where it stands."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Years:
    """A number of years in a text; an age is never experience."""

    start: int
    end: int
    years: float
    is_age: bool


def denied_from(text: str, start: int) -> int | None:
    """Where the denial begins of what stands at ``start``, None where it is not denied.

    >>> denied_from("Jeg er ikke elektriker", 12), denied_from("Ikke bare elektriker", 11)
    (7, None)
    """
    low = lower_in_place(text)
    begin = max((found.end() for found in _BOUNDARY.finditer(low, 0, start)), default=0)
    found = _DENIAL.search(low[begin:start])
    return begin + found.start() if found else None


def is_modest(text: str, start: int) -> bool:
    """Whether what stands at ``start`` is said to be known only a little: "litt svensk"."""
    return _MODEST.search(lower_in_place(text), max(0, start - 25), start) is not None


def is_weak(text: str, start: int) -> bool:
    """Whether a denial of what stands at ``start`` only says that it is known little: "kan ikke engelsk så godt".

    >>> is_weak("kan ikke engelsk så godt", 9), is_weak("kan ikke engelsk", 9)
    (True, False)
    """
    low = lower_in_place(text)
    begin = max((found.end() for found in _BOUNDARY.finditer(low, 0, start)), default=0)
    end = next((found.start() for found in _BOUNDARY.finditer(low, start)), len(low))
    return _NOT_SO_WELL.search(low, begin, end) is not None


def cefr_beside(text: str, start: int, end: int) -> tuple[str, int]:
    """The CEFR level given beside a language, empty where there is none, and where the two end: "norsk B2", "C1 i svensk".

    >>> cefr_beside("norsk B2 og", 0, 5), cefr_beside("C1 i svensk", 5, 11)
    (('B2', 8), ('C1', 11))
    """
    low = lower_in_place(text)
    after = _CEFR_AFTER.match(low, end)
    found = after or _CEFR_BEFORE.search(low, max(0, start - 12), start)
    return (found[1].upper() if found else "", after.end() if after else end)


def is_past(text: str, start: int) -> bool:
    """Whether somebody says that they were what stands at ``start``: "var elektriker", "tidigare svetsare"."""
    low = lower_in_place(text)
    begin = max((found.end() for found in _BOUNDARY.finditer(low, 0, start)), default=0)
    return _PAST.search(low, begin, start) is not None


def is_under_way(text: str, start: int) -> bool:
    """Whether the education at ``start`` is not finished, nor nearly so.

    >>> is_under_way("går andre året på bachelor", 19), is_under_way("sista året på gymnasiet", 14), is_under_way("har bachelor", 4)
    (True, False, False)
    """
    low = lower_in_place(text)
    begin = max((found.end() for found in _CLAUSE_END.finditer(low, 0, start)), default=0)
    end = next((found.start() for found in _CLAUSE_END.finditer(low, start)), len(low))
    nearly = _NEARLY_DONE.search(low, begin, end) or _DONE.search(low, begin, end)
    return not nearly and _STUDIES.search(low, begin, end) is not None


def wishes_in(text: str) -> Iterator[Wish]:
    """Remote work, hours and the longest way to work that somebody wishes for.

    >>> [(one.field, one.value) for one in wishes_in("Ikke hjemmekontor, deltid, maks 45 minutter reisevei")]
    [('remote', 'false'), ('work_time', 'part'), ('max_travel_minutes', '45')]
    """
    low = lower_in_place(text)
    for found in _REMOTE.finditer(low):
        yield Wish("remote", "true" if denied_from(text, found.start()) is None else "false", *found.span())
    for value, pattern in _WORK_TIME:
        yield from (Wish("work_time", value, *found.span()) for found in pattern.finditer(low) if denied_from(text, found.start()) is None)
    yield from (Wish("max_travel_minutes", found[1], *found.span()) for found in _MINUTES.finditer(low))


def years_in(text: str) -> Iterator[Years]:
    """Every number of years, each as experience or as an age.

    >>> [(one.years, one.is_age) for one in years_in("Jag är 18 år, ti år som sveiser, 40 år gammal")]
    [(18.0, True), (10.0, False), (40.0, True)]
    """
    low = lower_in_place(text)
    learner = _LEARNER.search(low) is not None
    for found in _YEARS.finditer(low):
        years = float(_NUMBER_WORDS.get(found[1]) or found[1])
        is_age = bool(found[2] or _BEING.search(low, 0, found.start()) or years > _WORKING_LIFE)
        is_age = is_age or (learner and years in _SCHOOL_AGE and not _LASTING.search(low, 0, found.start()))
        yield Years(found.start(), found.end(), years, is_age)


def without_experience(text: str) -> tuple[int, int] | None:
    """Where somebody says that they have no experience."""
    found = _NO_EXPERIENCE.search(lower_in_place(text))
    return found.span() if found else None


def uncovered(start: int, end: int, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that lie outside what is taken, in order."""
    for first, last in sorted(span for span in taken if span[0] < end and start < span[1]):
        if start < first:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end


def telling(text: str) -> str:
    """A phrase without the everyday words at its ends; empty where it has no other.

    >>> telling("Jag är undersköterska och"), telling("jeg bor i")
    ('undersköterska', '')
    """
    words = text.strip(" -–'\"»«”“").split()
    while words and words[0].lower() in _EVERYDAY:
        words.pop(0)
    while words and words[-1].lower() in _EVERYDAY:
        words.pop()
    return " ".join(words)
