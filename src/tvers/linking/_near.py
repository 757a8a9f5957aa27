"""How much a name counts that is in another language than the phrase."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language

LANGUAGES = tuple(Language)
# A Norwegian ad may carry an English or a Swedish title.
NEAR = {
    Language.NB: {Language.NB: 1.0, Language.NN: 0.99, Language.DA: 0.8, Language.SV: 0.85, Language.EN: 0.92},
    Language.NN: {Language.NN: 1.0, Language.NB: 0.99, Language.DA: 0.8, Language.SV: 0.85, Language.EN: 0.92},
    Language.SV: {Language.SV: 1.0, Language.NB: 0.85, Language.NN: 0.83, Language.DA: 0.8, Language.EN: 0.92},
    Language.DA: {Language.DA: 1.0, Language.NB: 0.95, Language.NN: 0.9, Language.SV: 0.88, Language.EN: 0.95},
    Language.EN: {Language.EN: 1.0, Language.NB: 0.9, Language.SV: 0.9},
    None: {Language.NB: 1.0, Language.NN: 0.99, Language.SV: 1.0, Language.DA: 0.95, Language.EN: 0.98},
}


@cache
def near(spoken: Language | None) -> NDArray[np.float32]:
    """How much a name in each of `LANGUAGES` counts for a phrase in one language."""
    return np.asarray([NEAR[spoken].get(language, 0.0) for language in LANGUAGES], dtype=np.float32)
