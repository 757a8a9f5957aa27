"""One person, laid over the taxonomy: what is computed once per question."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tvers.matching import _factors as rules
from tvers.matching._space import Floats, Space
from tvers.person import MatchView


@dataclass(frozen=True, slots=True)
class Lens:
    """A person as arrays over the taxonomy.

    ``likeness``: for each of the person's occupations by id, its likeness to every occupation, shape (occupations,).
    ``stated`` (skills,): how sure we are of each skill that the person names. ``have`` (skills,): how far the person has each, 0–1.
    ``fit`` (occupations + 1,): how near the person is to each occupation; the last row is for padding and 0.
    ``usual`` (occupations + 1,): the share of each occupation's skills that the person has. ``mastery``: as `rules.mastery_of`.
    """

    view: MatchView
    space: Space
    likeness: dict[str, Floats]
    stated: Floats
    have: Floats
    fit: Floats
    usual: Floats
    mastery: dict[str, float]


def make_lens(view: MatchView, space: Space) -> Lens:
    """Lay a person over the taxonomy.

    1. Stated skills count by how sure we are of them; those of the person's occupations are taken for granted in part; a skill next to one
       that the person has counts half.
    2. Nearness to an occupation is that of the nearest of the person's occupations, or the share of its skills that the person states.
    """
    stated = np.zeros(len(space.skills))
    for skill, certainty in view.skills:
        row = space.skill_row.get(skill)
        if row is not None:
            stated[row] = max(stated[row], certainty)
    likeness = {
        concept_id: space.likeness(space.occupation_row[concept_id])
        for concept_id, _ in view.occupations
        if concept_id in space.occupation_row
    }
    occupations = [(space.occupation_row[concept_id], sure) for concept_id, sure in view.occupations if concept_id in space.occupation_row]
    have = _with_near(stated, space)
    for row, sure in occupations:
        needs = space.needs[row]
        implied = np.where(needs.data >= rules.ESSENTIAL, rules.ESSENTIAL_IMPLIED, rules.OPTIONAL_IMPLIED) * sure
        have[needs.indices] = np.maximum(have[needs.indices], implied)
    fit = rules.SKILLS_ALONE * (space.needs @ stated) / space.needs_total
    for row, sure in occupations:
        fit = np.maximum(fit, sure * likeness[space.occupations[row]])
    usual = np.where(space.has_needs, (space.needs @ have) / space.needs_total, fit)
    padded = np.append(fit, 0.0), np.append(usual, 0.0)
    return Lens(view, space, likeness, stated, have, *padded, rules.mastery_of(view.languages))


def _with_near(stated: Floats, space: Space) -> Floats:
    rows = np.flatnonzero(stated)
    have = stated.copy()
    if len(rows) and space.near.nnz:
        neighbours: Any = space.near[rows]
        worth = np.repeat(stated[rows] * rules.NEAR_SKILL, np.diff(neighbours.indptr))
        np.maximum.at(have, neighbours.indices, worth)
    return have
