import pytest

from tvers.matching import _factors as rules


@pytest.mark.parametrize(
    ("mine", "nearer", "farther"),
    [
        ("2151", "3113", "2152"),  # the same field at the other level before the neighbouring engineer
        ("2151", "7411", "2131"),  # electricity before another kind of professional
        ("2512", "2523", "2144"),
        ("3115", "7233", "3141"),
    ],
)
def test_the_field_of_work_counts_before_the_level(mine: str, nearer: str, farther: str) -> None:
    assert rules.ladder(mine, nearer) > rules.ladder(mine, farther)
    assert rules.ladder(mine, nearer) == rules.ladder(nearer, mine)


def test_an_occupation_without_a_unit_group_is_like_no_other() -> None:
    assert rules.ladder("", "2151") == rules.ladder("", "") == rules.SHARED_DIGITS[0]
