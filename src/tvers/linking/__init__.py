"""A phrase in Norwegian, Swedish, Danish or English becomes ranked concepts with probabilities, or "not understood".

`Linker` answers for one phrase or one ad; `Spotter` finds names of concepts inside a running text. Both are made from a
`Taxonomy` alone, so a better linker replaces only the inside of this room.
"""

from tvers.linking._chance import understood_at
from tvers.linking._encoder import Encoder, Table, Weights, encoder_manifest, load_encoder
from tvers.linking._language import guess_language
from tvers.linking._linker import Linker
from tvers.linking._model import Candidate, CodeHint, Likeness, Link
from tvers.linking._ngrams import FEATURE_BITS, features
from tvers.linking._spotter import Mention, Spotter

__all__ = [
    "FEATURE_BITS",
    "Candidate",
    "CodeHint",
    "Encoder",
    "Likeness",
    "Link",
    "Linker",
    "Mention",
    "Spotter",
    "Table",
    "Weights",
    "encoder_manifest",
    "features",
    "guess_language",
    "load_encoder",
    "understood_at",
]
