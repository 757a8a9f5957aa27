"""The scoring rules, one small function each. The fast path tabulates them, the reference calls them.

Every weight of the ranking stands in this file. They are set by judgement, not fitted: there are no outcomes to fit to yet.
Changing one changes `tvers.matching._model.METHOD`.
"""

from collections.abc import Mapping
from math import exp, log1p

from tvers.taxonomy import FIELD_OF, SISTER_GROUPS

# Occupation: likeness of two occupations by the ISCO-08 digits they share, then raised by the skills they share.
SHARED_DIGITS = {4: 0.75, 3: 0.5, 2: 0.15, 1: 0.05, 0: 0.02}
SISTERS = 0.6
"""Likeness of the same field at the other level: engineer and technician."""
SAME_FIELD = 0.25
"""Likeness across levels within a field of work such as electro; sharing two digits only says that both are, say, engineers."""
SHARED_SKILLS_LIFT = 0.6
UNSURE_STILL_ALIKE = 0.5
"""Where an ad is for none of the likeliest occupations it is usually for one like them, so it fits about half as well."""
OCCUPATION_FLOOR = 0.01
"""No job is ruled out by its occupation alone. So the list of somebody who names no work follows the way to it and the rest."""
SKILLS_ALONE = 0.8
"""A person who names only skills is worth this much of an occupation whose skills they all have."""

# Skills: what an ad names outweighs what is usual for its occupation, the more the more it names.
MUST, NICE = 1.0, 0.4
ESSENTIAL, OPTIONAL = 1.0, 0.3
ESSENTIAL_IMPLIED, OPTIONAL_IMPLIED = 0.7, 0.3
"""How far somebody in an occupation is taken to have its essential and optional skills without saying so."""
NEAR_SKILL = 0.5
NAMED_SKILLS_HALFWAY = 3.0
SKILLS_FLOOR = 0.4

LEVEL_BELOW = (1.0, 0.6, 0.35, 0.2)
UNKNOWN_EXPERIENCE = 0.9
EXPERIENCE_FLOOR = 0.5
LANGUAGE_FLOOR, WRITTEN_IN_FLOOR = 0.3, 0.5
ENOUGH_CEFR = 4
NEIGHBOUR_LANGUAGES = {
    ("sv", "no"): 0.85,
    ("no", "sv"): 0.85,
    ("da", "no"): 0.85,
    ("no", "da"): 0.85,
    ("da", "sv"): 0.75,
    ("sv", "da"): 0.75,
}
ENGLISH_UNSAID = 0.6
"""Who names languages but not English is still likely to get by in it: most who grew up here do."""
SCANDINAVIAN = frozenset({"no", "sv", "da"})
LICENCE_UNKNOWN, LICENCE_MISSING = 0.95, 0.5
NICE_WEIGHT = 0.5
"""A shortfall in something nice to have costs this share of what it would cost were it a must."""

# Worth to the person.
USUAL_LIMIT_MINUTES = 60.0
WITHIN_LIMIT_COST, BEYOND_LIMIT_COST = 0.35, 2.0
UNKNOWN_TRAVEL_COST = 0.25
PART_REMOTE_TRAVEL = 0.6
OTHER_WORK_TIME = 0.6
REMOTE_WISH = {"none": 0.2, "": 0.05, "part": 0.0, "full": 0.0}
LEARNER_ENGAGEMENTS = frozenset({"apprenticeship", "thesis", "summer"})
LEARNER_COST_TRAINED, LEARNER_COST_UNKNOWN = 0.6, 0.2
SIGMA = 0.25


def ladder(isco_a: str, isco_b: str) -> float:
    """Likeness of two occupations by the leading ISCO-08 digits they share."""
    if not isco_a or not isco_b:
        return SHARED_DIGITS[0]
    shared = 0
    while shared < min(len(isco_a), len(isco_b)) and isco_a[shared] == isco_b[shared]:
        shared += 1
    if isco_b in SISTER_GROUPS.get(isco_a, ()):
        return max(SHARED_DIGITS[shared], SISTERS)
    field = FIELD_OF.get(isco_a)
    return max(SHARED_DIGITS[shared], SAME_FIELD if field is not None and field == FIELD_OF.get(isco_b) else 0.0)


def occupation_factor(near: float) -> float:
    """From how near the person is to what the ad is for (0–1) to a factor in OCCUPATION_FLOOR–1."""
    return OCCUPATION_FLOOR + (1 - OCCUPATION_FLOOR) * near


def skills_factor(named_share: float, named_weight: float, usual_share: float) -> float:
    """From the shares of named and of usual skills that the person has to a factor in SKILLS_FLOOR–1."""
    trust = named_weight / (named_weight + NAMED_SKILLS_HALFWAY)
    return SKILLS_FLOOR + (1 - SKILLS_FLOOR) * (trust * named_share + (1 - trust) * usual_share)


def level_factor(mine: int | None, asked: int | None, *, must: bool) -> float:
    """1 where the level is reached or unknown, less for each ISCED level below."""
    if mine is None or asked is None or mine >= asked:
        return 1.0
    return softened(LEVEL_BELOW[min(asked - mine, len(LEVEL_BELOW) - 1)], must=must)


def experience_factor(mine: float | None, asked: float | None, *, must: bool) -> float:
    """1 where the years are reached or none are asked, less in proportion to what is missing."""
    if asked is None:
        return 1.0
    factor = UNKNOWN_EXPERIENCE if mine is None else EXPERIENCE_FLOOR + (1 - EXPERIENCE_FLOOR) * min(1.0, mine / asked)
    return softened(factor, must=must)


def softened(factor: float, *, must: bool) -> float:
    """A factor, or half its shortfall where the thing is only nice to have."""
    return factor if must else 1 - (1 - factor) * NICE_WEIGHT


def mastery_of(languages: tuple[tuple[str, int], ...]) -> dict[str, float]:
    """How well somebody gets by in each language that they know something of, 0–1: CEFR B2 and up is enough, a neighbour language helps."""
    mastery: dict[str, float] = {}
    for code, cefr in languages:
        enough = min(1.0, cefr / ENOUGH_CEFR)
        nears = ((wanted, near) for (spoken, wanted), near in NEIGHBOUR_LANGUAGES.items() if spoken == code)
        for wanted, near in ((code, 1.0), *nears):
            mastery[wanted] = max(mastery.get(wanted, 0.0), near * enough)
    if mastery:
        mastery.setdefault("en", ENGLISH_UNSAID)
    return mastery


def language_factor(mastery: Mapping[str, float], asked: tuple[tuple[str, bool], ...], written_in: str) -> float:
    """1 where the person's languages are unknown or suffice.

    ``mastery`` is that of `mastery_of`, ``asked`` are language codes with whether they are a must. Norwegian, Swedish and Danish count as
    one demand, met by the best of them: nobody asks for two. Where the ad asks for none, the language it is written in counts a little.
    """
    if not mastery:
        return 1.0
    if not asked:
        return WRITTEN_IN_FLOOR + (1 - WRITTEN_IN_FLOOR) * mastery.get(written_in, 0.0) if written_in else 1.0
    factor = 1.0
    scandinavian = [(code, must) for code, must in asked if code in SCANDINAVIAN]
    if scandinavian:
        best = max(mastery.get(code, 0.0) for code, _ in scandinavian)
        factor *= softened(LANGUAGE_FLOOR + (1 - LANGUAGE_FLOOR) * best, must=any(must for _, must in scandinavian))
    for code, must in asked:
        if code not in SCANDINAVIAN:
            factor *= softened(LANGUAGE_FLOOR + (1 - LANGUAGE_FLOOR) * mastery.get(code, 0.0), must=must)
    return factor


def licence_factor(mine: tuple[str, ...], asked: tuple[tuple[str, bool], ...]) -> float:
    """1 where every licence asked for is held; a little less where the person says nothing of licences."""
    factor = 1.0
    for licence, must in asked:
        if licence not in mine:
            factor *= softened(LICENCE_MISSING if mine else LICENCE_UNKNOWN, must=must)
    return factor


def travel_cost(minutes: float | None, limit: float | None, remote: str, *, wants_remote: bool | None) -> float:
    """What the way to work costs in worth. Wholly remote work costs nothing, unless the person does not want it."""
    share = 1.0
    if remote == "full" and wants_remote is not False:
        return 0.0
    if remote == "part" and wants_remote is not False:
        share = PART_REMOTE_TRAVEL
    if minutes is None:
        return UNKNOWN_TRAVEL_COST * share
    ratio = minutes / (limit or USUAL_LIMIT_MINUTES)
    return share * (WITHIN_LIMIT_COST * min(ratio, 1.0) + BEYOND_LIMIT_COST * max(ratio - 1.0, 0.0))


def wishes_cost(wanted_time: str, work_time: str, wants_remote: bool | None, remote: str) -> float:  # noqa: FBT001 - a wish, not a switch
    """What it costs in worth that hours or remote work are not as wished."""
    cost = OTHER_WORK_TIME if wanted_time and work_time and wanted_time != work_time else 0.0
    return cost + (REMOTE_WISH[remote] if wants_remote else 0.0)


def learner_cost(engagement: str, level: int | None, experience_years: float | None) -> float:
    """What a post for learners (apprenticeship, thesis, summer job) costs somebody who is trained already."""
    if engagement not in LEARNER_ENGAGEMENTS:
        return 0.0
    if (experience_years or 0) >= 2 or (level or 0) >= 5:  # noqa: PLR2004 - two years in the trade, or a finished degree
        return LEARNER_COST_TRAINED
    return LEARNER_COST_UNKNOWN if level is None and experience_years is None else 0.0


def surplus(p: float, worth: float) -> float:
    """Expected surplus of trying, scaled so that p = 1 and worth = 1 give 1 (arXiv 2603.21699)."""
    return p * softplus(worth) / softplus(1.0)


def softplus(worth: float) -> float:
    """σ·log(1 + exp(worth/σ)): what a chance of that worth is worth to somebody who may say no."""
    scaled = worth / SIGMA
    return SIGMA * (scaled + log1p(exp(-scaled)) if scaled > 0 else log1p(exp(scaled)))
