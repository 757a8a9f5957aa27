import numpy as np

from tvers.kernel import Language
from tvers.linking import understood_at
from tvers.linking._chance import Odds, odds_of
from tvers.taxonomy import ConceptKind


def test_a_guess_that_is_more_alike_and_further_ahead_of_other_groups_is_likelier() -> None:
    odds = odds_of(Language.SV, encoded=True)
    groups = np.array([1, 1, 2], dtype=np.int32)

    def chance(*scores: float, equal: bool = False) -> float:
        return odds.chance(np.array(scores, dtype=np.float32), groups, equal=equal)

    assert chance(0.5, 0.4, 0.4) < chance(0.7, 0.4, 0.6) < chance(0.7, 0.4, 0.4)
    assert chance(0.7, 0.7, 0.4) == chance(0.7, 0.1, 0.4)  # the second is of the same group


def test_each_language_has_its_own_odds_and_what_nobody_knows_has_those_of_all() -> None:
    assert odds_of(Language.NN, encoded=True) == odds_of(Language.NB, encoded=True) != odds_of(Language.SV, encoded=True)
    assert odds_of(None, encoded=True) == odds_of(Language.EN, encoded=True)
    assert odds_of(Language.NB, encoded=False) == odds_of(None, encoded=False)


def test_alone_a_guess_is_as_far_ahead_as_it_is_alike() -> None:
    odds = Odds(0.0, 1.0, 1.0, 0.0)
    assert odds.chance(np.array([0.5], dtype=np.float32), np.array([3]), equal=False) == 1 / (1 + np.exp(-1.0))
    assert (
        odds_of(Language.NB, encoded=True, skill=True)
        == odds_of(Language.SV, encoded=True, skill=True)
        != odds_of(Language.NB, encoded=True)
    )


def test_a_skill_that_is_called_so_is_meant_and_one_that_is_only_like_it_seldom() -> None:
    odds = odds_of(Language.NB, encoded=True, skill=True)
    scores, groups = np.asarray([0.95, 0.8], dtype=np.float32), np.asarray([1, 2], dtype=np.int32)
    assert odds.chance(scores, groups, equal=True) > 0.9
    assert understood_at(ConceptKind.SKILL) < odds.chance(scores, groups, equal=False) < understood_at(ConceptKind.OCCUPATION)
