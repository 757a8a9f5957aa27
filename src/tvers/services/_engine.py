"""What is made from a taxonomy once and used by many questions."""

from collections.abc import Callable, Sequence
from functools import cached_property

from tvers.ads import Ad, AdReader, Arrival
from tvers.kernel import Unavailable
from tvers.linking import Linker, load_encoder
from tvers.matching import Space
from tvers.services.ports import Read
from tvers.taxonomy import Taxonomy
from tvers.travel import PlaceIndex, load_places


class Engine:
    """The linker, the reader of ads and the matching space of one taxonomy, each made when first needed."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy

    @cached_property
    def encoder_fault(self) -> Unavailable | None:
        """Why phrases are linked by how they are written alone, None where nothing is wrong."""
        try:
            load_encoder()
        except Unavailable as fault:
            return fault
        return None

    @cached_property
    def linker(self) -> Linker:
        """Links phrases; where the encoder's table is broken or missing, without it."""
        return Linker(self.taxonomy, None if self.encoder_fault else load_encoder())

    @cached_property
    def reader(self) -> AdReader:
        """Reads ads."""
        return AdReader(self.taxonomy, self.linker)

    @cached_property
    def space(self) -> Space:
        """The taxonomy as matching sees it."""
        return Space(self.taxonomy)

    def read(self, records: Sequence[Ad | Arrival]) -> Callable[[], Sequence[Read]]:
        """Read records and link them, in this process, when the answer is asked for."""
        return lambda: [self._read(record) for record in records]

    def _read(self, record: Ad | Arrival) -> Read:
        ad = record.read() if isinstance(record, Arrival) else record
        return ad, self.reader.read(ad) if isinstance(ad, Ad) else None

    @property
    def places(self) -> PlaceIndex:
        """Every municipality of both countries."""
        return load_places()
