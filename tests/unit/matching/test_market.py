"""A market that follows changes is the market that would be built anew."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching import worlds as w

from tvers.ads import same_jobs
from tvers.matching import AdRow, Market, Space, build_market, market_from_arrow, market_to_arrow, update_market

SPACE = Space(w.TAXONOMY)
PLAIN = AdRow("made:0", (), (), None, None, (), ("", "", ""), ((), ""), (), (None, False, None, False), w.nurse("Sykepleier"))


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


@settings(max_examples=200, deadline=None)
@given(w.ad_rows(), w.ad_rows(), st.lists(st.integers(0, 14), max_size=6))
def test_the_groups_are_those_that_comparing_ad_by_ad_gives(before: list[AdRow], changed: list[AdRow], gone: list[int]) -> None:
    market = update_market(build_market(before, SPACE), changed, [f"made:{number:03}" for number in gone], SPACE)
    after = {row.ad_id: row for row in before if int(row.ad_id[-3:]) not in gone} | {row.ad_id: row for row in changed}
    leaders = same_jobs((row.ad_id, row.sketch) for row in after.values())
    found: dict[int, set[str]] = {}
    for ad_id, number in zip(market.ids.to_pylist(), market.same.tolist(), strict=True):
        found.setdefault(number, set()).add(leaders[ad_id])
    assert all(len(group) == 1 for group in found.values())
    assert len(found) == len(set(leaders.values()))
    assert market.same_size.tolist() == [list(leaders.values()).count(leaders[ad_id]) for ad_id in market.ids.to_pylist()]


def test_a_group_falls_apart_where_the_ad_that_held_it_together_goes() -> None:
    plain, night, weekend = (
        replace(PLAIN, ad_id=f"made:{number}", sketch=w.nurse(title))
        for number, title in enumerate(("Sykepleier", "Sykepleier natt", "Sykepleier helg"))
    )
    together = build_market([plain, night, weekend], SPACE)
    assert together.same_size.tolist() == [3, 3, 3]
    assert update_market(together, (), [plain.ad_id], SPACE).same_size.tolist() == [1, 1]
    assert update_market(together, [replace(plain, sketch=w.nurse("Kokk"))], (), SPACE).same_size.tolist() == [1, 1, 1]


def test_a_market_of_another_taxonomy_is_not_followed() -> None:
    with pytest.raises(ValueError, match="another"):
        update_market(replace(build_market([], SPACE), version="another"), [], (), SPACE)
