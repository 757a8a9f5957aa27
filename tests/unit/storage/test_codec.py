"""Every value comes back from the store as it went in."""

import json
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from tvers.ads import Ad, AdReading, Employer, OccupationCode, Requirement, Workplace
from tvers.linking import Candidate
from tvers.storage import _codec as codec
from tvers.taxonomy import Concept, Crosswalk, Mapping, Name, Scheme

WORDS = st.text(max_size=6)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
INSTANTS = st.none() | st.datetimes(timezones=st.just(UTC))


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """A tuple of up to three."""
    return st.lists(values, max_size=3).map(tuple)


REQUIREMENTS = several(st.builds(Requirement, value=WORDS, start=st.integers(-1, 99), end=st.integers(-1, 99)))
WORKPLACES = several(st.builds(Workplace, name=WORDS, postcode=WORDS, latitude=st.none() | FLOATS, longitude=st.none() | FLOATS))
CANDIDATES = several(st.builds(Candidate, concept_id=WORDS, probability=FLOATS, score=FLOATS))
ADS = st.builds(
    Ad,
    source=WORDS,
    source_id=WORDS,
    employer=st.builds(Employer, name=WORDS, number=WORDS),
    workplaces=WORKPLACES,
    html=WORDS,
    published=INSTANTS,
    expires=INSTANTS,
    updated=INSTANTS,
    dates_as_given=several(st.tuples(WORDS, WORDS)),
    occupation_codes=several(st.builds(OccupationCode, label=WORDS)),
    requirements=REQUIREMENTS,
    positions=st.none() | st.integers(),
    example=st.booleans(),
    fingerprint=WORDS,
)
READINGS = st.builds(AdReading, occupations=CANDIDATES, requirements=REQUIREMENTS)
CONCEPTS = st.builds(
    Concept,
    code=WORDS,
    names=several(st.builds(Name, preferred=st.booleans())),
    broader=several(WORDS),
    isco08=WORDS,
    essential=several(WORDS),
)
CROSSWALKS = st.builds(Crosswalk, mappings=several(st.from_type(Mapping)), source_version=WORDS, on=st.none() | st.dates())
SCHEMES = st.builds(Scheme, on=st.none() | st.dates())

ROUND_TRIP = settings(max_examples=60, deadline=None)


def stored(shape: object) -> object:
    """What a JSON column gives back."""
    return json.loads(json.dumps(shape))


@ROUND_TRIP
@given(ADS)
def test_an_ad_comes_back_equal(ad: Ad) -> None:
    assert codec.ad_from(stored(codec.to_json(ad))) == ad


@ROUND_TRIP
@given(READINGS)
def test_a_reading_comes_back_equal(reading: AdReading) -> None:
    assert codec.reading_from(stored(codec.to_json(reading))) == reading


@ROUND_TRIP
@given(CONCEPTS)
def test_a_concept_comes_back_equal_to_the_letter(concept: Concept) -> None:
    # The version of a taxonomy is a digest of this form.
    assert repr(codec.concept_from(stored(codec.to_json(concept)))) == repr(concept)


@ROUND_TRIP
@given(CROSSWALKS)
def test_a_crosswalk_comes_back_equal_to_the_letter(crosswalk: Crosswalk) -> None:
    assert repr(codec.crosswalk_from(stored(codec.to_json(crosswalk)))) == repr(crosswalk)


@ROUND_TRIP
@given(SCHEMES)
def test_a_scheme_comes_back_equal(scheme: Scheme) -> None:
    assert codec.scheme_from(stored(codec.to_json(scheme))) == scheme
