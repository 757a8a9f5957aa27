"""The values of this room."""

from dataclasses import dataclass

from tvers.kernel import Caveat

METHOD = "surplus-4"
"""Names the scoring rules; raised when a weight or a rule changes."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of. Every factor is in 0–1; ``minutes`` is None where home or workplace is not known.

    ``p`` is the product of the factors: the chance that the employer would say yes. ``worth`` is what the job is worth to the person;
    at 0 the person is indifferent, 1 is as good as can be.
    """

    occupation: float
    skills: float
    level: float
    experience: float
    language: float
    licence: float
    p: float
    worth: float
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against, as a code with fields; `tvers.words` makes the sentence.

    ``speaks`` is ``for``, ``near`` (nearly there) or ``against``.
    """

    code: str
    speaks: str
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An ad that suits a person: score in 0–1, its parts, reasons and caveats. ``same_as`` are ids of the same job elsewhere."""

    ad_id: str
    score: float
    parts: Parts
    reasons: tuple[Reason, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    same_as: tuple[str, ...] = ()
