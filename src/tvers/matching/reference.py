"""The ranking said slowly and literally: the oracle of the fast path.

Nothing here is packed, cached or cut short. It shares with `_rank` the scoring rules (`_factors`) and the rows (`AdRow`), and nothing else.
"""

from collections.abc import Iterable, KeysView
from datetime import date
from math import sqrt

from tvers.ads import same_jobs
from tvers.kernel import great_circle_km
from tvers.matching import _factors as rules
from tvers.matching._model import Match, Parts
from tvers.matching._row import KEPT_OCCUPATIONS, AdRow
from tvers.person import MatchView
from tvers.taxonomy import Concept, Taxonomy
from tvers.travel import minutes_for_km


class Reference:
    """Ranks slowly over given ads."""

    def __init__(self, taxonomy: Taxonomy, rows: Iterable[AdRow]) -> None:
        self.rows = tuple(rows)
        self.same = same_jobs((row.ad_id, row.sketch) for row in self.rows)
        self.skills = {skill.id: skill for skill in taxonomy.skills}
        self.isco = {concept.id: concept.isco08 for concept in taxonomy.occupations}
        self.needs = {concept.id: _needs(concept, taxonomy, self.skills.keys()) for concept in taxonomy.occupations}

    def rank(self, view: MatchView, *, on: date, top: int = 20) -> tuple[Match, ...]:
        """The best ``top`` ads open on a day, best first, ties by id, the same job once."""
        person = _Person(view, self)
        open_rows = [row for row in self.rows if (row.opens is None or row.opens <= on) and (row.closes is None or on <= row.closes)]
        matches = sorted(
            ((_match(person, row), self.same[row.ad_id]) for row in open_rows), key=lambda pair: (-pair[0].score, pair[0].ad_id)
        )
        seen: set[str] = set()
        best = []
        for match, key in matches:
            if key not in seen:
                seen.add(key)
                best.append(match)
        return tuple(best[:top])


class _Person:
    def __init__(self, view: MatchView, reference: Reference) -> None:
        self.view = view
        self.needs, self.isco = reference.needs, reference.isco
        skills = reference.skills
        self.known = skills.keys()
        self._fits: dict[str, float] = {}
        self._usual: dict[str, float] = {}
        self.stated: dict[str, float] = {}
        for skill, certainty in view.skills:
            if skill in skills:
                self.stated[skill] = max(self.stated.get(skill, 0.0), certainty)
        self.have = dict(self.stated)
        for concept in skills.values():
            for broader in concept.broader:
                if broader in skills and broader != concept.id:
                    self._near(concept.id, broader)
                    self._near(broader, concept.id)
        self.occupations = [(concept_id, sure) for concept_id, sure in view.occupations if concept_id in self.needs]
        for concept_id, sure in self.occupations:
            for skill, weight in self.needs[concept_id].items():
                implied = rules.ESSENTIAL_IMPLIED if weight >= rules.ESSENTIAL else rules.OPTIONAL_IMPLIED
                self.have[skill] = max(self.have.get(skill, 0.0), implied * sure)

    def _near(self, has: str, next_to: str) -> None:
        if has in self.stated:
            self.have[next_to] = max(self.have.get(next_to, 0.0), self.stated[has] * rules.NEAR_SKILL)

    def fit(self, concept_id: str) -> float:
        """How near the person is to an occupation; worked out once for each."""
        if concept_id not in self._fits:
            self._fits[concept_id] = self._fit(concept_id)
        return self._fits[concept_id]

    def _fit(self, concept_id: str) -> float:
        best = rules.SKILLS_ALONE * _share(self.needs[concept_id], self.stated)
        for mine, sure in self.occupations:
            best = max(best, sure * self._likeness(mine, concept_id))
        return best

    def usual(self, concept_id: str) -> float:
        """The share of an occupation's skills that the person has; worked out once for each."""
        if concept_id not in self._usual:
            needs = self.needs[concept_id]
            self._usual[concept_id] = _share(needs, self.have) if needs else self.fit(concept_id)
        return self._usual[concept_id]

    def _likeness(self, mine: str, other: str) -> float:
        if mine == other:
            return 1.0
        ladder = rules.ladder(self.isco[mine], self.isco[other])
        dot = sum(weight * self.needs[other].get(skill, 0.0) for skill, weight in self.needs[mine].items())
        lengths = sqrt(sum(weight**2 for weight in self.needs[mine].values())) * sqrt(
            sum(weight**2 for weight in self.needs[other].values())
        )
        cosine = min(1.0, dot / lengths) if lengths else 0.0
        return ladder + (1 - ladder) * rules.SHARED_SKILLS_LIFT * cosine


def _needs(concept: Concept, taxonomy: Taxonomy, known: KeysView[str]) -> dict[str, float]:
    needs: dict[str, float] = {}
    for skills, weight in ((concept.essential, rules.ESSENTIAL), (concept.optional, rules.OPTIONAL)):
        for skill in skills:
            target = taxonomy.canonical.get(skill, skill)
            if target in known:
                needs[target] = min(rules.ESSENTIAL, needs.get(target, 0.0) + weight)
    return needs


def _share(needs: dict[str, float], have: dict[str, float]) -> float:
    total = sum(needs.values())
    return sum(weight * have.get(skill, 0.0) for skill, weight in needs.items()) / total if total else 0.0


def _match(person: _Person, row: AdRow) -> Match:
    view = person.view
    candidates = [(concept_id, chance) for concept_id, chance in row.occupations[:KEPT_OCCUPATIONS] if concept_id in person.needs]
    chances = sum(chance for _, chance in candidates)
    skills = {skill: weight for skill, weight in row.skills if skill in person.known}
    named = sum(skills.values())
    level, level_must, years, years_must = row.demand
    factors = {
        "occupation": rules.occupation_factor(sum(chance * person.fit(concept_id) for concept_id, chance in candidates)),
        "skills": rules.skills_factor(
            sum(weight * person.have.get(skill, 0.0) for skill, weight in skills.items()) / named if named else 0.0,
            named,
            sum(chance * person.usual(concept_id) for concept_id, chance in candidates) / chances if chances else 0.0,
        ),
        "level": rules.level_factor(view.level, level, must=level_must),
        "experience": rules.experience_factor(view.experience_years, years, must=years_must),
        "language": rules.language_factor(rules.mastery_of(view.languages), row.language[0], row.language[1]),
        "licence": rules.licence_factor(view.licences, row.licences),
    }
    p = 1.0
    for factor in factors.values():
        p *= factor
    work_time, remote, engagement = row.wish
    minutes = None
    if view.home is not None and row.points:
        minutes = min(minutes_for_km(great_circle_km(view.home.latitude, view.home.longitude, *point)) for point in row.points)
    worth = 1 - rules.wishes_cost(view.work_time, work_time, view.remote, remote)
    worth -= rules.learner_cost(engagement, view.level, view.experience_years)
    worth -= rules.travel_cost(minutes, view.max_travel_minutes, remote, wants_remote=view.remote)
    return Match(row.ad_id, rules.surplus(p, worth), Parts(**factors, p=p, worth=worth, minutes=minutes))
