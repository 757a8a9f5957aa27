"""All use cases bound to the ports of one installation: what every door talks to."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from tvers.ads import Ad, AdReading, Incoming, load_examples
from tvers.border import Pay
from tvers.kernel import Language, NotFound, Unavailable, date_of, nearest
from tvers.linking import Link
from tvers.person import NotUnderstood, Profile
from tvers.services._engine import Engine
from tvers.services.import_ads import ImportReport, import_ads
from tvers.services.match_profile import TOP, MatchList, match_profile
from tvers.services.ports import Feed, Imported, Ports, Progress, Quarantined, Saved, Snapshot
from tvers.services.refresh_market import follows, refresh_market
from tvers.services.take_home import PayAsked, pay_of
from tvers.taxonomy import Concept, ConceptKind, Taxonomy, Walk, load_starter, walk
from tvers.travel import load_places


class Services:
    """The use cases. The engine and the snapshot are made when first needed and made again when what they rest on has changed."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._made: tuple[str, Engine] | None = None

    @property
    def engine(self) -> Engine:
        """The engine of the taxonomy as stored now: the starter pack with everything imported laid over it.

        While another program reads the ads again for a new taxonomy, that of the market as it stands, if it is at hand: who asks does not
        wait for that.
        """
        version = self._ports.taxonomies.version()
        if self._made is None or (self._made[0] != version and not self._stands(self._made[1])):
            self._made = (version, Engine(load_starter().merged(self._ports.taxonomies.load())))
        return self._made[1]

    def _stands(self, engine: Engine) -> bool:
        """Whether the market that was put up last is of an engine."""
        snapshot = self._ports.markets.load()
        return snapshot is not None and follows(snapshot, engine, self._ports.ads)

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy of the engine."""
        return self.engine.taxonomy

    def _with_examples(self) -> None:
        """A new installation is given the example ads before anything else happens to it."""
        ports = self._ports
        if ports.ads.generation() == 0:
            import_ads(load_examples(), self.engine, ports.ads, ports.clock())

    def snapshot(self) -> Snapshot:
        """The market as it is now."""
        self._with_examples()
        return refresh_market(self.engine, self._ports.ads, self._ports.markets)

    def standing_snapshot(self) -> Snapshot:
        """The market as it was put up last, by whoever changes ads, without waiting for a newer one; as it is now where it cannot be used.

        An ad that was withdrawn since may be in it, but has no content any more, so it is shown to nobody.
        """
        snapshot, engine = self._ports.markets.load(), self.engine
        return snapshot if snapshot and follows(snapshot, engine, self._ports.ads) else self.snapshot()

    @property
    def today(self) -> date:
        """The day it is in Norway and Sweden."""
        return date_of(self._ports.clock())

    def read_file(self, file: bytes, *, on: date | None = None) -> tuple[object, tuple[NotUnderstood, ...]]:
        """The shape of a profile out of the content of a file, and what of a CV is not used; see `ProfileFiles`. Nothing is kept."""
        return self._ports.profile_files(file, on=on or self.today)

    def match(
        self,
        profile: Profile,
        *,
        on: date | None = None,
        top: int = TOP,
        unread: tuple[NotUnderstood, ...] = (),
        wait: bool = True,
    ) -> MatchList:
        """The ranked, explained answer for a person; see `match_profile`. Without ``wait`` out of the market as it stands."""
        snapshot = self.snapshot() if wait else self.standing_snapshot()
        return match_profile(profile, self.engine, snapshot, self._ports.ads, on=on or self.today, top=top, unread=unread)

    def import_ads(self, records: Iterable[Incoming], progress: Progress | None = None, *, refresh: bool = True) -> ImportReport:
        """Take ads in and renew the market, unless that is left for later; see `import_ads`."""
        self._with_examples()
        ports = self._ports
        with ports.readers(self.engine.read) as readers:
            report = import_ads(records, self.engine, ports.ads, ports.clock(), progress, readers=readers, keep_text=ports.keep_text)
        if refresh:
            self.snapshot()
        return report

    def sync(self, feed: Feed, progress: Progress | None = None) -> ImportReport:
        """Take in what has come in a feed since it was last asked, and renew the market. Raises `Unavailable`; what came before stays."""
        now = self._ports.clock()
        try:
            return self.import_ads(feed.incoming(self._ports.ads.checkpoint(feed.source), now), progress)
        except Unavailable:
            self.snapshot()
            raise

    def import_taxonomies(self, parts: Sequence[tuple[str, Taxonomy]], progress: Progress | None = None) -> tuple[Saved, ...]:
        """Lay what sources read, each with its name, over what is stored, all of it or nothing; then read the ads again for it.

        Where that is interrupted, it is gone on with when the market is next renewed.
        """
        saved = self._ports.taxonomies.save([(part, self._imported(name, part)) for name, part in parts])
        self._made = None  # from here on the new one counts
        self._with_examples()
        with self._ports.readers(self.engine.read) as readers:
            refresh_market(self.engine, self._ports.ads, self._ports.markets, readers, progress)
        return saved

    def _imported(self, name: str, part: Taxonomy) -> Imported:
        digest = hashlib.blake2b(part.version.encode(), digest_size=8).hexdigest()
        return Imported(name, ", ".join(scheme.versioned for scheme in part.schemes), digest, self._ports.clock())

    def imports(self) -> tuple[Imported, ...]:
        """What taxonomies were imported."""
        return self._ports.taxonomies.imports()

    def ad(self, ad_id: str) -> tuple[Ad, AdReading]:
        """One ad. Raises `NotFound`."""
        self._with_examples()
        found = self._ports.ads.get([ad_id]).get(ad_id)
        if found is None:
            gone = self._ports.ads.known([ad_id]).get(ad_id)
            raise NotFound("ad.withdrawn" if gone else "ad.unknown", id=ad_id)
        return found

    def same_ads(self, ad_id: str, *, on: date | None = None) -> tuple[Ad, ...]:
        """The other ads of the same job that are out on a day, as far as the market that was put up last knows: none is built for this."""
        snapshot = self._ports.markets.load()
        if snapshot is None or snapshot.store != self._ports.ads.identity():
            return ()
        found = self._ports.ads.get(snapshot.market.same_as(ad_id, on or self.today))
        return tuple(ad for ad, _ in found.values())

    def ad_count(self) -> int:
        """How many ads are stored that are not withdrawn."""
        return self._ports.ads.count()

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Records that could not be read."""
        return self._ports.ads.quarantine()

    def link(self, text: str, kind: ConceptKind, language: Language | None = None, *, top: int = 5) -> Link:
        """What a phrase means."""
        return self.engine.linker.link(text, kind, language, top=top)

    def concept(self, code: str) -> Concept:
        """A concept by id, or by code in any scheme. Raises `NotFound` with the nearest codes."""
        taxonomy = self.taxonomy
        found = taxonomy.get(code) or next((concept for concept in taxonomy if concept.code == code), None)
        if found is None:
            codes = {concept.code for concept in taxonomy if concept.code} | taxonomy.concepts.keys()
            raise NotFound("concept.unknown", code=code, scheme="", nearest=nearest(code, codes))
        return found

    def pay(self, asked: PayAsked) -> Pay:
        """What somebody takes home; see `pay_of`."""
        return pay_of(asked, load_places(), lambda: self.today)

    def crosswalk(self, code: str, source_scheme: str, target_scheme: str) -> tuple[Walk, ...]:
        """Where a code of one scheme leads in another; see `walk`."""
        return walk(self.taxonomy, code, source_scheme, target_scheme)
