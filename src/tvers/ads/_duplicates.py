"""When two ads are the same job."""

import hashlib
import re

from tvers.ads._model import Ad
from tvers.kernel import fold, words

_COMPANY_FORM = re.compile(r"\b(as|asa|ab|aktiebolag|publ|nuf|hb|ans|sa|avd|avdeling)\b")


def duplicate_key(ad: Ad) -> str:
    """The same key for the same job in two feeds: employer, place and the words of the text agree.

    Title alone will not do (a chain advertises one title in many towns), text alone neither (one text, several towns). The text
    counts by its words, so that markup and spacing do not matter; a short text counts with the title.
    """
    employer = " ".join(_COMPANY_FORM.sub(" ", fold(ad.employer.name)).split())
    places = "|".join(sorted(place.municipality_code or fold(place.name) for place in ad.workplaces))
    text = " ".join(words(ad.text))
    title = " ".join(words(ad.title))
    digest = hashlib.blake2b(f"{employer}\n{places}\n{title}\n{text}".encode(), digest_size=8)
    return digest.hexdigest()
