from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import measure_duplicates

from tvers.ads import Ad, Employer, Engagement, OccupationCode, Workplace, load_examples, same_job, same_jobs, sketch
from tvers.kernel import Country, Language
from tvers.sources import read_ads

TEXT = """Halden kommune søker sykepleiere til hjemmetjenesten. Du får ansvar for en fast gruppe brukere i Tistedal og samarbeider tett med
lege, fysioterapeut og pårørende. Vi dokumenterer i Gerica og planlegger rutene i Spider.
- Du har norsk autorisasjon og førerkort klasse B
- Du trives med å arbeide selvstendig og tar ansvar når noe uventet skjer på vakt
Vi tilbyr grundig opplæring, god pensjonsordning og turnus hver tredje helg."""
AD = Ad(
    "nav",
    "11111111-1111-4111-8111-111111111111",
    "Sykepleier",
    Employer("Halden kommune", "959159092"),
    (Workplace(Country.NO, "Halden", "3101"),),
    TEXT,
    language=Language.NB,
    published=datetime(2026, 10, 1, tzinfo=UTC),
    expires=datetime(2026, 11, 1, tzinfo=UTC),
    url="https://arbeidsplassen.nav.no/stillinger/stilling/11111111-1111-4111-8111-111111111111",
)
ENGLISH = """Halden municipality is looking for nurses. You will look after a group of people who live at home in Tistedal, together with
the doctor, the physiotherapist and their families. We document in Gerica and plan the routes in Spider, and you need a licence to drive.
You will get thorough training, a good pension and work every third weekend, and you enjoy working on your own when things happen."""


def again(**changes: object) -> Ad:
    """The ad under another id."""
    return replace(replace(AD, source_id="22222222", url=""), **changes)  # type: ignore[arg-type]


def eures(**changes: object) -> Ad:
    """The ad as EURES has it, under an id of its own."""
    return replace(again(employer=Employer("HALDEN KOMMUNE")), source="eures", **changes)  # type: ignore[arg-type]


def alike(other: Ad, one: Ad = AD) -> bool:
    found = same_job(sketch(one), sketch(other))
    assert found == same_job(sketch(other), sketch(one))
    assert found == (len(set(same_jobs([(one.id, sketch(one)), (other.id, sketch(other))]).values())) == 1)
    return found


@pytest.mark.parametrize(
    "other",
    [
        again(),
        again(title="Vi søker sykepleiere i Halden – søknadsfrist forlenget"),
        again(expires=datetime(2026, 11, 20, tzinfo=UTC), text=TEXT.replace("hver tredje helg", "hver fjerde helg")),
        again(text=TEXT.replace("\n- ", " ")),
        again(text=TEXT[: len(TEXT) // 2]),
        again(title="Sykepleier natt"),
        replace(again(), source="schema_org", employer=Employer("Halden Kommune", "959159092")),
        eures(text=f"This vacancy comes from EURES.\n{TEXT}"),
        eures(title="Nurse"),
        eures(title="Nurse", text=ENGLISH, language=Language.EN),
        eures(source_id=AD.source_id, title="Nurse", text="See the ad.", language=Language.EN),
        eures(text="See the ad.", apply_url="http://www.arbeidsplassen.nav.no/stillinger/stilling/11111111-1111-4111-8111-111111111111/"),
        eures(text="For fullstendig annonsetekst, se annonsen."),
    ],
)
def test_one_job_in_two_ads_is_told(other: Ad) -> None:
    assert alike(other)


@pytest.mark.parametrize(
    "other",
    [
        again(title="Vernepleier"),
        again(text=TEXT.replace("Tistedal", "Idd").replace("Gerica", "Profil")),
        again(text=ENGLISH),
        again(employer=Employer("Halden kommune", "974605171")),
        again(employer=Employer("Sarpsborg kommune")),
        again(workplaces=(Workplace(Country.NO, "Sarpsborg", "3105"),)),
        again(published=datetime(2026, 11, 3, tzinfo=UTC), expires=None),
        again(text="Se annonsen på nettsiden vår."),
        eures(title="Vernepleier", text="Se annonsen på nettsiden vår."),
        eures(title="Teacher", text=ENGLISH.replace("Gerica", "Visma").replace("Spider", "Teams"), language=Language.EN),
        eures(title="Nurse", text=ENGLISH, language=Language.EN, expires=datetime(2026, 11, 8, tzinfo=UTC)),
        replace(again(title="Vernepleier", text="Søk her."), source="schema_org", apply_url=AD.url),
    ],
)
def test_two_jobs_are_not_taken_for_one(other: Ad) -> None:
    assert not alike(other)


def test_two_posts_with_one_engagement_each_or_other_codes_are_two_jobs() -> None:
    permanent = replace(AD, engagement=Engagement.PERMANENT, occupation_codes=(OccupationCode("styrk08", "2223"),))
    assert not alike(again(engagement=Engagement.FIXED_TERM), permanent)
    assert not alike(again(occupation_codes=(OccupationCode("styrk08", "2221"),)), permanent)
    assert alike(again(occupation_codes=(OccupationCode("isco08", "2221"), OccupationCode("pyrk", "a/b"))), permanent)


def test_a_series_with_one_text_is_as_many_jobs_as_it_has_titles() -> None:
    series = [again(source_id=str(number), title=f"Sommerjobb {field}") for number, field in enumerate(("bygg", "elektro", "data"))]
    assert len(set(same_jobs((ad.id, sketch(ad)) for ad in series).values())) == 3


def test_an_ad_that_says_nothing_is_no_ones_copy() -> None:
    nothing = Ad("nav", "1", "x", Employer(""), (), "")
    assert not alike(replace(nothing, source="eures", source_id="2"), nothing)


def test_a_group_goes_by_the_id_that_comes_first_and_reaches_over_others() -> None:
    middle, far = again(title="Sykepleier natt"), eures(source_id="33333333", title="Sykepleier natt og helg")
    found = same_jobs((ad.id, sketch(ad)) for ad in (far, AD, middle))
    assert set(found.values()) == {"eures:33333333"}


EXAMPLES = [(ad.id, sketch(ad)) for ad in (*load_examples()[:20], AD, again(), again(source_id="3", title="Sykepleier natt"), eures())]


@given(st.permutations(EXAMPLES))
def test_the_order_does_not_matter(order: list[tuple[str, object]]) -> None:
    assert same_jobs(order) == same_jobs(EXAMPLES)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", measure_duplicates.APART)
def test_made_pairs_of_two_jobs_are_hardly_ever_joined(kind: str) -> None:
    stock = measure_duplicates.stock_of([])[::3]
    assert measure_duplicates.joined_share(stock, measure_duplicates.APART[kind])[0] <= 1


@pytest.mark.parametrize("kind", [kind for kind in measure_duplicates.SAME if "stand-in" not in kind])
def test_made_pairs_of_one_job_are_joined(kind: str) -> None:
    stock = measure_duplicates.stock_of([])[::3]
    assert measure_duplicates.joined_share(stock, measure_duplicates.SAME[kind])[0] >= 43


@pytest.mark.reference_data
def test_among_real_ads_the_one_that_was_put_out_twice_is_found(reference_data: Path) -> None:
    files = sorted((reference_data / "ads").glob("*-ads-*.json"))
    ads = {ad.id: ad for file in files for ad in read_ads(file) if isinstance(ad, Ad)}
    leaders = same_jobs((ad_id, sketch(ad)) for ad_id, ad in ads.items())
    assert {ad_id: leader for ad_id, leader in leaders.items() if ad_id != leader} == {"jobtech:30016519": "jobtech:30016490"}
