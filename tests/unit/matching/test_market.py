"""A market that follows changes is the market that would be built anew."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching import worlds as w

from tvers.matching import AdRow, Market, Space, build_market, market_from_arrow, market_to_arrow, update_market

SPACE = Space(w.TAXONOMY)


def assert_equal(one: Market, other: Market) -> None:
    for field in fields(Market):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(ours, np.ndarray):
            assert ours.dtype == theirs.dtype, field.name
            np.testing.assert_array_equal(ours, theirs, err_msg=field.name)
        else:
            assert ours == theirs, field.name


@settings(max_examples=150, deadline=None)
@given(w.ad_rows(), w.ad_rows(), st.lists(st.integers(0, 14), max_size=6))
def test_following_changes_gives_what_building_anew_gives(before: list[AdRow], changed: list[AdRow], gone: list[int]) -> None:
    left = {f"made:{number:03}" for number in gone}
    after = {row.ad_id: row for row in (*before, *changed) if row.ad_id not in left}
    updated = update_market(build_market(before, SPACE), [row for row in changed if row.ad_id not in left], left, SPACE)
    assert_equal(updated, build_market(after.values(), SPACE))


@settings(max_examples=30, deadline=None)
@given(w.ad_rows(), w.ad_rows())
def test_a_market_out_of_a_file_follows_as_well(before: list[AdRow], changed: list[AdRow]) -> None:
    stored = market_from_arrow(market_to_arrow(build_market(before, SPACE)))
    assert stored is not None
    again = update_market(update_market(stored, changed, (), SPACE), before, (), SPACE)
    after = {row.ad_id: row for row in (*changed, *before)}
    assert_equal(again, build_market(after.values(), SPACE))


@settings(max_examples=60, deadline=None)
@given(w.ad_rows(), st.integers(1, 5))
def test_how_many_are_packed_at_a_time_makes_no_difference(rows: list[AdRow], at_a_time: int) -> None:
    assert_equal(build_market(rows, SPACE, at_a_time=at_a_time), build_market(rows, SPACE))


def test_a_market_of_another_taxonomy_is_not_followed() -> None:
    with pytest.raises(ValueError, match="another"):
        update_market(replace(build_market([], SPACE), version="another"), [], (), SPACE)
