from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching import worlds as w

from tvers.kernel import Country, Place, great_circle_km
from tvers.matching import AdRow, Match, Reference, Space, build_market, make_lens, market_from_arrow, market_to_arrow, rank
from tvers.person import MatchView, profile_from_json
from tvers.services import Services
from tvers.services.memory import MemoryAds, MemoryMarkets, MemoryTaxonomies
from tvers.services.ports import Ports
from tvers.sources import read_profile_file

SPACE = Space(w.TAXONOMY)


def fast(view: MatchView, rows: list[AdRow], top: int = 20) -> tuple[Match, ...]:
    return rank(make_lens(view, SPACE), build_market(rows, SPACE), on=w.DAY, top=top)


@settings(max_examples=60, deadline=None)
@given(w.views(), w.ad_rows(), st.integers(1, 8))
def test_the_fast_path_ranks_as_the_reference_does(view: MatchView, rows: list[AdRow], top: int) -> None:
    slow = Reference(w.TAXONOMY, rows).rank(view, on=w.DAY, top=top)
    quick = fast(view, rows, top)
    assert [match.score for match in quick] == pytest.approx([match.score for match in slow], abs=1e-9)
    clear = [match.ad_id for match in slow if sum(abs(match.score - other.score) < 1e-9 for other in slow) == 1]
    assert [match.ad_id for match in quick if match.ad_id in clear] == clear
    by_id = {match.ad_id: match for match in slow}
    for match in quick:
        if match.ad_id in by_id:
            assert match.parts.p == pytest.approx(by_id[match.ad_id].parts.p, abs=1e-9)
            assert match.parts.worth == pytest.approx(by_id[match.ad_id].parts.worth, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(w.views(), w.ad_rows(), st.randoms())
def test_order_of_input_never_matters(view: MatchView, rows: list[AdRow], source: object) -> None:
    shuffled = list(rows)
    source.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fast(view, rows) == fast(view, shuffled)


@settings(max_examples=40, deadline=None)
@given(w.views(), w.ad_row(0), st.data())
def test_adding_a_skill_that_the_ad_asks_for_never_lowers_its_fit(view: MatchView, row: AdRow, data: st.DataObject) -> None:
    row = replace(
        row, opens=None, closes=None, skills=row.skills or ((w.SKILLS[0], 1.0),), occupations=row.occupations or ((w.OCCUPATIONS[0], 0.9),)
    )
    skill = data.draw(st.sampled_from([skill for skill, _ in row.skills]))
    before = fast(view, [row])[0].parts.p
    known = {**dict(view.skills), skill: 1.0}
    after = fast(replace(view, skills=tuple(sorted(known.items()))), [row])[0].parts.p
    assert after >= before - 1e-12


@settings(max_examples=20, deadline=None)
@given(w.ad_rows())
def test_a_market_survives_arrow(rows: list[AdRow]) -> None:
    market = build_market(rows, SPACE)
    sink = pa.BufferOutputStream()
    table = market_to_arrow(market)
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    again = market_from_arrow(pa.ipc.open_file(sink.getvalue()).read_all())
    assert again is not None
    assert again.version == market.version
    for name in ("occupation", "probability", "skill_start", "skill", "weight", "opens", "closes", "demand", "same"):
        assert (getattr(again, name) == getattr(market, name)).all()
    for name in ("place_sets", "wishes", "languages", "licences", "demands"):
        assert getattr(again, name) == getattr(market, name)


def test_more_ads_than_the_second_tier_are_ranked_exactly() -> None:
    rows = [
        AdRow(
            f"made:{n:05}",
            ((w.OCCUPATIONS[n % 20], 0.9),),
            ((w.SKILLS[n % 50], 1.0),),
            None,
            None,
            (w.POINTS[n % 5],),
            ("", "", ""),
            ((), "no"),
            (),
            (n % 7 + 2, True, None, False),
            w.nurse(f"Yrke {n}", place=f"Sted {n}"),
        )
        for n in range(2500)
    ]
    view = MatchView(((w.OCCUPATIONS[3], 1.0),), ((w.SKILLS[5], 1.0),), level=5)
    slow = Reference(w.TAXONOMY, rows).rank(view, on=w.DAY)
    quick = fast(view, rows)
    assert [match.score for match in quick] == pytest.approx([match.score for match in slow], abs=1e-9)


def test_name_gender_age_and_birthplace_cannot_enter() -> None:
    services = Services(
        Ports(MemoryTaxonomies(), MemoryAds(), MemoryMarkets(), lambda: datetime(2026, 11, 1, tzinfo=UTC), read_profile_file)
    )
    shape = {"occupations": ["elektriker"], "home": {"country": "NO", "place": "Halden"}, "skills": ["NEK 400"]}
    plain, _ = profile_from_json(shape)
    told, unread = profile_from_json({**shape, "name": "Kari Nordmann", "gender": "female", "age": 58, "birthplace": "Mosul"})
    first, second = services.match(plain), services.match(told)
    assert [(one.match.ad_id, one.match.score) for one in first.matches] == [(one.match.ad_id, one.match.score) for one in second.matches]
    assert {one.field for one in unread} == {"name", "gender", "age", "birthplace"}
    assert first.countries[Country.NO] > 0
    assert first.countries[Country.SE] > 0


def test_for_somebody_who_names_no_work_the_nearest_comes_first() -> None:
    near, far = w.POINTS[0], max(w.POINTS, key=lambda point: great_circle_km(*w.POINTS[0], *point))
    plain = AdRow("", (), (), None, None, (), ("", "", ""), ((), ""), (), (None, False, None, False), w.nurse("Kokk"))
    rows = [
        replace(plain, ad_id="made:a", occupations=((w.OCCUPATIONS[0], 0.9),), points=(far,)),
        replace(plain, ad_id="made:b", occupations=((w.OCCUPATIONS[1], 0.1),), points=(near,), sketch=w.nurse("Snekker")),
    ]
    view = MatchView(home=Place(Country.NO, "3101", "Halden", *near))
    ranked = rank(make_lens(view, SPACE), build_market(rows, SPACE), on=w.DAY)
    assert [match.ad_id for match in ranked] == ["made:b", "made:a"]
    assert ranked[0].score > 0
