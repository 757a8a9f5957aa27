"""Which papers an occupation needs across the border, in the reader's language."""

from typing import Any

from tvers.border import paper_for, states_level
from tvers.kernel import Country, Language
from tvers.words._catalogue import say

_OTHER = {Country.NO: Country.SE, Country.SE: Country.NO}


def papers_as_json(isco08: str, country: Country, language: Language) -> dict[str, Any]:
    """What whoever was trained in the other country needs to work in this one, for the occupations of an ISCO-08 unit group."""
    trained, paper, level = say(f"country.{_OTHER[country]}", language), paper_for(isco08, country), states_level(country)
    where = say(f"country.{country}", language)
    if paper is None:
        return {
            "regulated": False,
            "authority": level.name,
            "site": level.site,
            "short": "",
            "text": say("papers.text.none", language, trained=trained, authority=level.name),
            "notes": [],
            "source": "",
            "verified": False,
        }
    kind, how = say(f"papers.kind.{paper.kind}", language), "needed" if paper.always else "perhaps"
    return {
        "regulated": True,
        "always": paper.always,
        "kind": paper.kind,
        "authority": paper.authority,
        "site": paper.site,
        "short": say(f"papers.short.{how}", language, trained=trained, kind=kind, authority=paper.authority),
        "text": say(f"papers.text.{how}", language, trained=trained, country=where, kind=kind, authority=paper.authority),
        "notes": [say(f"papers.note.{note}", language) for note in paper.notes],
        "source": paper.source,
        "verified": paper.verified,
    }
