"""What a longer phrase is about: its head."""

import re

from tvers.kernel import fold

_SPLIT = re.compile(
    r"\s[-–—|/:]\s|[,;:|!?]|\((?=[^)]*(?:%|\d|vikar|fast|deltid|heltid|sommer|sommar|säsong|sesong|engasjement|midlertid|tillsvidare|hybrid|remote))|\s(?:til|till|for|för|i|på|ved|vid|med|with|to|at|in|inom|innen|hos|mot|or|eller|og/eller|och/eller|and/or|søkes|sökes|søkjast|som|as)\s|\s(?:søkes|sökes|søkjast)$"
)
_LEAD_IN = re.compile(
    r"^(?:.{0,60}?\b(?:søker|søkjer|söker|ser etter|trenger|treng|behöver|looking for|seeks?|seeking)\s+)?"
    r"(?:(?:nå|no|nu|etter|efter|en|ei|ein|et|eit|ett|a|an|fler(?:e|a)|to|två|our|senior|junior|erfar(?:en|ne)|erfar[ea]n|dyktige?|duktig(?:a|e)?|"
    r"lead|ledende|engasjerte?|engagerad|driven|nyutdanne(?:t|de)|nyutexaminerad)\s+)*"
)


def with_head(text: str) -> tuple[str, ...]:
    """A phrase, and its head where it goes on: "Elkraftingeniør til ombygging", "Senior utvikler, Oslo"."""
    folded = fold(text)
    head = _LEAD_IN.sub("", _SPLIT.split(_LEAD_IN.sub("", folded), maxsplit=1)[0].strip())
    return (folded, head) if len(head) > 2 and head != folded else (folded,)  # noqa: PLR2004 - shorter is no title
