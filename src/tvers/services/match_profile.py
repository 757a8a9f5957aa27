"""A person asks: one ranked, explained answer out of two countries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from tvers.ads import Ad, AdReading
from tvers.kernel import Country
from tvers.matching import METHOD, Market, Match, explain, make_lens, rank
from tvers.person import NotUnderstood, Profile, ReadProfile
from tvers.services._engine import Engine
from tvers.services.ports import AdStore, Snapshot
from tvers.services.read_profile import read_profile

TOP = 20
MOST = 200


@dataclass(frozen=True, slots=True)
class MatchedAd:
    """A match with the ad it is about, and the other ads of the same job."""

    match: Match
    ad: Ad
    reading: AdReading
    same: tuple[Ad, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """What a thin answer should tell, as a code with fields: why so little, and what would help."""

    code: str
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class MatchList:
    """The answer. ``open_ads`` counts the ads that were ranked, ``on`` is the day asked about."""

    matches: tuple[MatchedAd, ...]
    profile: ReadProfile
    hints: tuple[Hint, ...]
    open_ads: int
    on: date
    versions: tuple[tuple[str, str], ...]

    @property
    def countries(self) -> Counter[Country]:
        """How many of the matches are in each country."""
        return Counter(one.ad.country for one in self.matches if one.ad.country)


def match_profile(
    profile: Profile,
    engine: Engine,
    snapshot: Snapshot,
    ads: AdStore,
    *,
    on: date,
    top: int = TOP,
    unread: tuple[NotUnderstood, ...] = (),
) -> MatchList:
    """Rank the ads open on a day for a person and explain the best.

    1. Read the profile line by line.
    2. Rank the snapshot, fetch the best ads, explain each.
    3. Say what stands in the way of a fuller answer: no ads at all, none on that day, nothing said, little within reach.
    """
    person = read_profile(profile, engine, unread)
    lens = make_lens(person.view, engine.space)
    ranked = rank(lens, snapshot.market, on=on, top=min(top, MOST))
    stored = ads.get([ad_id for match in ranked for ad_id in (match.ad_id, *match.same_as)])
    matches = tuple(
        MatchedAd(explain(match, lens, ad, reading), ad, reading, tuple(stored[other][0] for other in match.same_as if other in stored))
        for match in ranked
        if match.ad_id in stored
        for ad, reading in [stored[match.ad_id]]
    )
    open_ads = len(snapshot.market.open_on(on))
    versions = (("method", METHOD), ("taxonomy", engine.taxonomy.version), ("ads", str(snapshot.generation)))
    return MatchList(matches, person, tuple(_hints(person, snapshot.market, open_ads, matches, on)), open_ads, on, versions)


def _hints(person: ReadProfile, market: Market, open_ads: int, matches: tuple[MatchedAd, ...], on: date) -> list[Hint]:
    hints = []
    if not len(market):
        hints.append(Hint("no_ads"))
    elif not open_ads:
        first, last = _days(market)
        hints.append(Hint("no_open_ads", (("on", on), ("first", first), ("last", last))))
    view = person.view
    lacking = next((one.said for one in person.not_understood if one.reason == "not_covered"), None)
    if not view.occupations and lacking:
        hints.append(Hint("not_covered", (("said", lacking),)))
    elif not view.occupations and not view.skills:
        hints.append(Hint("nothing_said"))
    limit = view.max_travel_minutes
    if limit and matches and all(one.match.parts.minutes is not None and one.match.parts.minutes > limit for one in matches):
        nearest = min(one.match.parts.minutes or 0 for one in matches)
        hints.append(Hint("nothing_in_reach", (("limit", round(limit)), ("nearest", round(nearest)))))
    return hints


def _days(market: Market) -> tuple[date | None, date | None]:
    """First and last day on which an ad of known dates was open."""
    opens = market.opens[market.opens > -(10**6)]
    closes = market.closes[market.closes < 10**6]
    return _date(opens.min()) if len(opens) else None, _date(closes.max()) if len(closes) else None


def _date(days: int) -> date:
    return date(1970, 1, 1) + timedelta(days=int(days))
