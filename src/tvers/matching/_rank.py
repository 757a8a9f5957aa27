"""The fast path: the best ads of a market for a person, exactly as the reference would rank them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import isnan, prod

import numpy as np
from numpy.typing import NDArray

from tvers.matching import _factors as rules
from tvers.matching._lens import Lens
from tvers.matching._market import Market
from tvers.matching._model import Match, Parts
from tvers.matching._space import Floats
from tvers.person import MatchView
from tvers.travel import great_circles_km, minutes_for_many

SECOND_TIER = 250
"""How many ads get the full score at first; more follow, twice as many each time, only if one of them could still be among the best."""
Rows = NDArray[np.intp]
_FACTORS = ("occupation", "skills", "level", "experience", "language", "licence")


def rank(lens: Lens, market: Market, *, on: date, top: int = 20) -> tuple[Match, ...]:
    """The best ``top`` ads open on a day, best first, the same job shown once.

    1. For every open ad a bound on its score: occupation fit times the surplus of its worth, as if every other factor were 1.
    2. The full score for the ads of the highest bounds, more of them until no ad left could come in among the best.
    3. Ties are broken by ad id, so that the order of input never matters.

    Raises ``ValueError`` where the market was built over another taxonomy.
    """
    if market.version != lens.space.version:
        raise ValueError(market.version)
    tables = _tabulate(lens, market)
    rows = market.open_on(on)
    fit = _fit(lens, market)[rows]
    bound = fit * tables.surplus.take(market.cells)[rows]
    scored = _Scored(np.empty(0, dtype=np.intp), np.empty((0, len(_FACTORS))), np.empty(0))
    chosen: list[int] = []
    for chunk, rest in _best_first(bound):
        scored = scored.joined(_score(lens, market, tables, rows[chunk], fit[chunk]))
        chosen = _choose(scored, market, top)
        if len(chosen) == top and rest < scored.score[chosen[-1]]:
            break
    return tuple(_match(scored, at, market, tables, rows) for at in chosen)


def _fit(lens: Lens, market: Market) -> Floats:
    """`rules.occupation_factor` over all ads, shape (ads,).

    Not over the open ones alone, since picking them out first costs more.
    """
    fit: Floats = rules.OCCUPATION_FLOOR + (1 - rules.OCCUPATION_FLOOR) * (market.chances @ lens.fit[: market.chances.shape[1]])
    return fit


@dataclass(frozen=True, slots=True)
class _Scored:
    """Ads with their full score: rows of the market, factors in the order of `_FACTORS` (ads, 6), scores (ads,)."""

    rows: Rows
    factors: Floats
    score: Floats

    def joined(self, other: "_Scored") -> "_Scored":
        return _Scored(
            np.concatenate((self.rows, other.rows)),
            np.concatenate((self.factors, other.factors)),
            np.concatenate((self.score, other.score)),
        )


def _best_first(bound: Floats) -> Iterator[tuple[Rows, float]]:
    """Places of the highest bounds first, a tier at a time, each with the highest bound of what is left."""
    if len(bound) <= SECOND_TIER:
        yield np.arange(len(bound)), 0.0
        return
    left, lowest, size = np.arange(len(bound)), -bound, SECOND_TIER
    while len(left) > size:
        split = np.argpartition(lowest, size)
        yield left[split[:size]], -float(lowest[split[size]])
        left, lowest, size = left[split[size:]], lowest[split[size:]], 2 * size
    yield left, 0.0


def _choose(scored: _Scored, market: Market, top: int) -> list[int]:
    """Places in ``scored`` of the best, one for each group of the same job. Rows stand in the order of ids, so they break ties."""
    seen: set[int] = set()
    chosen: list[int] = []
    order = np.lexsort((scored.rows, -scored.score))
    for at, group in zip(order.tolist(), market.same[scored.rows[order]].tolist(), strict=True):
        if group not in seen:
            seen.add(group)
            chosen.append(at)
            if len(chosen) == top:
                break
    return chosen


def _match(scored: _Scored, at: int, market: Market, tables: "_Tables", rows: Rows) -> Match:
    row = int(scored.rows[at])
    place_set = market.place_set[row]
    minutes = float(tables.minutes[place_set])
    factors = dict(zip(_FACTORS, scored.factors[at].tolist(), strict=True))
    parts = Parts(
        **factors,
        p=prod(factors.values()),
        worth=float(tables.worth[market.wish[row], place_set]),
        minutes=None if isnan(minutes) else minutes,
    )
    return Match(market.ids[row].as_py(), float(scored.score[at]), parts, same_as=market.same_row_as(row, rows))


@dataclass(frozen=True, slots=True)
class _Tables:
    """Per-person values of the market's small tables: minutes (place sets,), worth and its surplus (wishes, place sets), and factors."""

    level: Floats
    experience: Floats
    minutes: Floats
    worth: Floats
    surplus: Floats
    language: Floats
    licence: Floats


def _tabulate(lens: Lens, market: Market) -> _Tables:
    view = lens.view
    minutes = _minutes(view, market)
    worth, surplus = _worth(view, market, minutes)
    return _Tables(
        np.asarray([rules.level_factor(view.level, asked, must=must) for asked, must, _, _ in market.demands]),
        np.asarray([rules.experience_factor(view.experience_years, asked, must=must) for _, _, asked, must in market.demands]),
        minutes,
        worth,
        surplus,
        np.asarray([rules.language_factor(lens.mastery, asked, written) for asked, written in market.languages]),
        np.asarray([rules.licence_factor(view.licences, asked) for asked in market.licences]),
    )


def _worth(view: MatchView, market: Market, minutes: Floats) -> tuple[Floats, Floats]:
    """Worth and its surplus, each of shape (wishes, place sets). Wishes that cost the same share one computation."""
    costs = [
        (
            1
            - rules.wishes_cost(view.work_time, work_time, view.remote, remote)
            - rules.learner_cost(engagement, view.level, view.experience_years),
            remote,
        )
        for work_time, remote, engagement in market.wishes
    ]
    kinds = list(dict.fromkeys(costs))
    ways = {remote: _travel_costs(view, minutes, remote) for _, remote in kinds}
    worth = np.asarray([fixed - ways[remote] for fixed, remote in kinds], dtype=np.float64).reshape(len(kinds), len(minutes))
    surplus = rules.SIGMA * np.logaddexp(0, worth / rules.SIGMA) / rules.softplus(1.0)
    kind = [kinds.index(cost) for cost in costs]
    return worth[kind], surplus[kind]


def _travel_costs(view: MatchView, minutes: Floats, remote: str) -> Floats:
    """`rules.travel_cost` over the place sets: its two slopes and its constant are asked of the rule itself."""
    limit = view.max_travel_minutes or rules.USUAL_LIMIT_MINUTES

    def cost(way: float | None) -> float:
        return rules.travel_cost(way, limit, remote, wants_remote=view.remote)

    within, beyond = cost(limit) / limit, (cost(2 * limit) - cost(limit)) / limit
    costs = within * np.minimum(minutes, limit) + beyond * np.maximum(minutes - limit, 0)
    return np.where(np.isnan(minutes), cost(None), costs)


def _minutes(view: MatchView, market: Market) -> Floats:
    """Minutes to the nearest workplace of each place set, NaN where its or the person's place is not known."""
    minutes = np.full(len(market.place_sets), np.nan)
    owner, latitude, longitude = market.points
    if view.home is None or not len(owner):
        return minutes
    ways = minutes_for_many(great_circles_km(view.home.latitude, view.home.longitude, latitude, longitude))
    first = np.flatnonzero(np.diff(owner, prepend=-1))  # points stand in the order of their sets
    minutes[owner[first]] = np.minimum.reduceat(ways, first)
    return minutes


def _score(lens: Lens, market: Market, tables: _Tables, rows: Rows, fit: Floats) -> _Scored:
    demand = market.demand[rows]
    level, experience = tables.level[demand], tables.experience[demand]
    language, licence = tables.language[market.language[rows]], tables.licence[market.licence[rows]]
    factors = np.stack((fit, _skills(lens, market, rows), level, experience, language, licence), axis=1)
    return _Scored(rows, factors, factors.prod(axis=1) * tables.surplus.take(market.cells[rows]))


def _skills(lens: Lens, market: Market, rows: Rows) -> Floats:
    """`rules.skills_factor` over rows."""
    start, end = market.skill_start[rows], market.skill_start[rows + 1]
    lengths = end - start
    owner = np.repeat(np.arange(len(rows)), lengths)
    places = np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(int(lengths.sum()))
    weight = market.weight[places]
    total = np.bincount(owner, weights=weight, minlength=len(rows))
    had = np.bincount(owner, weights=weight * lens.have[market.skill[places]], minlength=len(rows))
    chances = market.probability[rows]
    usual = (lens.usual[market.occupation[rows]] * chances).sum(axis=1) / np.maximum(chances.sum(axis=1), 1e-12)
    trust = total / (total + rules.NAMED_SKILLS_HALFWAY)
    named = had / np.maximum(total, 1e-12)
    factor: Floats = rules.SKILLS_FLOOR + (1 - rules.SKILLS_FLOOR) * (trust * named + (1 - trust) * usual)
    return factor
