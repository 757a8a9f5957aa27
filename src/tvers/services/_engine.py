"""What is made from a taxonomy once and used by many questions."""

from functools import cached_property

from tvers.ads import AdReader
from tvers.linking import Linker
from tvers.matching import Space
from tvers.taxonomy import Taxonomy
from tvers.travel import PlaceIndex, load_places


class Engine:
    """The linker, the reader of ads and the matching space of one taxonomy, each made when first needed."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy

    @cached_property
    def linker(self) -> Linker:
        """Links phrases."""
        return Linker(self.taxonomy)

    @cached_property
    def reader(self) -> AdReader:
        """Reads ads."""
        return AdReader(self.taxonomy, self.linker)

    @cached_property
    def space(self) -> Space:
        """The taxonomy as matching sees it."""
        return Space(self.taxonomy)

    @property
    def places(self) -> PlaceIndex:
        """Every municipality of both countries."""
        return load_places()
