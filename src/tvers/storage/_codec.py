"""Values to JSON and back, through one pydantic adapter for each kind of value. Stored rows of an older shape fail loudly."""

from typing import Any

from pydantic import TypeAdapter

from tvers.ads import Ad, AdReading
from tvers.taxonomy import Concept, Crosswalk, Scheme

_ADAPTERS: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Ad, AdReading, Concept, Crosswalk, Scheme)}


def to_json(value: Ad | AdReading | Concept | Crosswalk | Scheme) -> Any:
    """A value as plain JSON types, without what is at its default."""
    return _ADAPTERS[type(value)].dump_python(value, mode="json", exclude_defaults=True)


def ad_from(shape: Any) -> Ad:
    """An ad out of `to_json`'s shape."""
    ad: Ad = _ADAPTERS[Ad].validate_python(shape)
    return ad


def reading_from(shape: Any) -> AdReading:
    """A reading out of `to_json`'s shape."""
    reading: AdReading = _ADAPTERS[AdReading].validate_python(shape)
    return reading


def concept_from(shape: Any) -> Concept:
    """A concept out of `to_json`'s shape."""
    concept: Concept = _ADAPTERS[Concept].validate_python(shape)
    return concept


def crosswalk_from(shape: Any) -> Crosswalk:
    """A crosswalk out of `to_json`'s shape."""
    crosswalk: Crosswalk = _ADAPTERS[Crosswalk].validate_python(shape)
    return crosswalk


def scheme_from(shape: Any) -> Scheme:
    """A scheme out of `to_json`'s shape."""
    scheme: Scheme = _ADAPTERS[Scheme].validate_python(shape)
    return scheme
