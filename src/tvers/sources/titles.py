"""Lists of job titles with their official code: a column ``title_<language>`` beside one that is named after the scheme."""

import re

from tvers.kernel import Language, as_language
from tvers.sources._crosswalks import edition
from tvers.sources._drafts import Drafts
from tvers.sources._styrk08 import to_isco08
from tvers.sources._tables import Shape, Table
from tvers.taxonomy import Authority, ConceptKind, Taxonomy

SCHEMES = ("styrk08", "ssyk2012", "isco08")
_TITLE = "title_"
_LANGUAGES = ("no", *Language)


def read_titles(table: Table) -> Taxonomy:
    """The titles as further names of the groups that their codes stand for; a title of several groups is a name of each.

    Raises:
        CannotRead: a code is none of the scheme: it has four digits, of a wider group fewer.
    """
    scheme = next(scheme for scheme in SCHEMES if scheme in table.header)
    columns = {
        column: language for column in table.header if column.startswith(_TITLE) and (language := as_language(column.removeprefix(_TITLE)))
    }
    drafts = Drafts(Authority.OWN)
    for line, record in table.records():
        code = record[scheme].strip()
        if not re.fullmatch(r"\d{1,4}", code):
            table.bad_cell(line, scheme, record[scheme])
        draft = drafts.at(f"{scheme}:{code}", ConceptKind.OCCUPATION_GROUP)
        draft.code = code
        draft.isco08 = code if scheme == "isco08" else ""
        for column, language in columns.items():
            draft.add_names(language, "", [record[column]])
    concepts = drafts.done()
    return Taxonomy(concepts, [to_isco08(concepts)] if scheme == "styrk08" else [], [edition(scheme)])


SHAPES = tuple(Shape((scheme, f"{_TITLE}{tag}"), read_titles) for scheme in SCHEMES for tag in _LANGUAGES)
"""A table for every scheme and language."""
