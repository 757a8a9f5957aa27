"""Whether the encoder can have read the answers that it is asked for."""

from tvers.kernel import CannotRead
from tvers.linking import encoder_manifest

LEARNT_FROM = frozenset({"esco", "isco08"})
"""Schemes whose names are no answers: a query that ESCO itself has as a name is fair."""


def only_esco() -> None:
    """Raise `CannotRead` where a source of the encoder's rows gave names of other schemes, such as a crosswalk or a national list."""
    for source in encoder_manifest()["sources"]:
        others = set(source["schemes"]) - LEARNT_FROM
        if others:
            raise CannotRead("bench.not_esco", file=source["file"], schemes=", ".join(sorted(others)))
