"""``python -m tvers.training [FOLDER]``: learn from the reference data and write the table into the package, or into a folder."""

import os
import sys
import time
from pathlib import Path

from tvers.kernel import Language, TversError
from tvers.training import Recipe, train
from tvers.words import sentence

_PACKAGE = Path(__file__).parents[1] / "linking" / "data"


def main(arguments: list[str]) -> int:
    """Train and say how long it took; 0 done, 1 could not."""
    begun = time.monotonic()
    reference = Path(os.environ.get("TVERS_REFERENCE_DATA") or Path("..") / "shared" / "data")
    folder = Path(arguments[0]) if arguments else _PACKAGE
    try:
        size = train(reference, folder, Recipe(), lambda said: print(said, flush=True))
    except TversError as error:
        print(sentence(error, Language.EN), file=sys.stderr)
        return 1
    print(f"{folder}: {size / 1e6:.1f} MB in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
