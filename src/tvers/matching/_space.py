"""The taxonomy as matching sees it: rows and sparse matrices."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tvers.matching import _factors as rules
from tvers.taxonomy import Taxonomy

Floats = NDArray[np.float64]


class Space:
    """Rows for the occupations and skills of one taxonomy, and who needs what.

    ``needs`` has shape (occupations, skills): 1 for essential, `rules.OPTIONAL` for optional.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.version = taxonomy.version
        self.occupations = tuple(concept.id for concept in taxonomy.occupations)
        self.skills = tuple(concept.id for concept in taxonomy.skills)
        self.occupation_row = {concept_id: row for row, concept_id in enumerate(self.occupations)}
        self.skill_row = {concept_id: row for row, concept_id in enumerate(self.skills)}
        self.isco = tuple(concept.isco08 for concept in taxonomy.occupations)
        self.needs = self._needs(taxonomy)
        self.needs_total = np.maximum(np.asarray(self.needs.sum(axis=1)).ravel(), 1e-12)
        self.has_needs = np.diff(self.needs.indptr) > 0
        self.near = self._near(taxonomy)

    def _needs(self, taxonomy: Taxonomy) -> Any:
        rows, columns, weights = [], [], []
        for row, concept in enumerate(taxonomy.occupations):
            weighed = ((concept.essential, rules.ESSENTIAL), (concept.optional, rules.OPTIONAL))
            for skill, weight in ((skill, weight) for skills, weight in weighed for skill in skills):
                column = self.skill_row.get(taxonomy.canonical.get(skill, skill))
                if column is not None:
                    rows.append(row)
                    columns.append(column)
                    weights.append(weight)
        shape = (len(self.occupations), len(self.skills))
        needs = sparse.csr_matrix((np.asarray(weights, dtype=np.float64), (rows, columns)), shape=shape)
        needs.data = np.minimum(needs.data, rules.ESSENTIAL)  # a skill named twice is not needed twice
        return needs

    def _near(self, taxonomy: Taxonomy) -> Any:
        """Skills next to each other in the hierarchy, shape (skills, skills), symmetric."""
        pairs = [
            (row, self.skill_row[broader])
            for row, concept in enumerate(taxonomy.skills)
            for broader in concept.broader
            if broader in self.skill_row and broader != concept.id
        ]
        ends = np.asarray(pairs, dtype=np.int32).reshape(-1, 2)
        both = np.concatenate((ends, ends[:, ::-1]))
        ones = np.ones(len(both), dtype=np.float64)
        near = sparse.csr_matrix((ones, (both[:, 0], both[:, 1])), shape=(len(self.skills), len(self.skills)))
        near.data[:] = 1.0
        return near

    @cached_property
    def directions(self) -> Any:
        """``needs`` with rows of length one, for the cosine between occupations."""
        lengths = np.sqrt(np.asarray(self.needs.multiply(self.needs).sum(axis=1)).ravel())
        return sparse.diags(1 / np.maximum(lengths, 1e-12)) @ self.needs

    @cached_property
    def isco_number(self) -> NDArray[np.intp]:
        """The unit group of each occupation as a place in `ladders`' rows, shape (occupations,)."""
        number = {code: place for place, code in enumerate(self.ladders)}
        return np.asarray([number[code] for code in self.isco], dtype=np.intp)

    @cached_property
    def ladders(self) -> dict[str, Floats]:
        """`rules.ladder` between all unit groups that there are: for each of them its likeness to each, in the order of the keys."""
        codes = tuple(dict.fromkeys(self.isco))
        return {one: np.asarray([rules.ladder(one, other) for other in codes]) for one in codes}

    def likeness(self, row: int) -> Floats:
        """Likeness of every occupation to one, 0–1, shape (occupations,)."""
        ladder = self.ladders[self.isco[row]][self.isco_number]
        own = np.zeros(len(self.skills))
        start, end = self.directions.indptr[row : row + 2]
        own[self.directions.indices[start:end]] = self.directions.data[start:end]
        cosine = np.minimum(1.0, self.directions @ own)
        likeness: Floats = ladder + (1 - ladder) * rules.SHARED_SKILLS_LIFT * cosine
        likeness[row] = 1.0
        return likeness
