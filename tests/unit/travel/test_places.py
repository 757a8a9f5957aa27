import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from tvers.kernel import Country, Place, great_circle_km
from tvers.travel import PlaceIndex, load_places

Points = dict[tuple[Country, str], list[tuple[float, float]]]

HALDEN = Place(Country.NO, "3101", "Halden", 59.12, 11.39, touches_border=True)
STROMSTAD = Place(Country.SE, "1486", "Strömstad", 58.94, 11.17, touches_border=True)
SANDE_NO = Place(Country.NO, "1514", "Sande", 62.2, 5.5)
SANDE_SE = Place(Country.SE, "9999", "Sande", 58.0, 12.0)
IN_SANDE = Place(Country.NO, "3101", "Sandegrenda", 59.1, 11.4)

BORDER_COUNTIES = {Country.NO: ("31", "34", "50", "18", "55"), Country.SE: ("14", "17", "20", "23", "24", "25")}


def index() -> PlaceIndex:
    return PlaceIndex([(HALDEN, ("Fredrikshald", "Sande")), (STROMSTAD, ()), (SANDE_NO, ()), (SANDE_SE, ())])


def rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def postcode_points(folder: Path) -> Points:
    points: Points = defaultdict(list)
    at = {row["POSTNR"]: (float(row["LAT"]), float(row["LON"])) for row in rows(folder / "no-postcode-coordinates.tsv", "\t") if row["LAT"]}
    for postcode in json.loads((folder / "no-postal-codes-2026.json").read_text(encoding="utf-8")):
        if postcode["code"] in at:
            points[Country.NO, postcode["id"]].append(at[postcode["code"]])
    for row in rows(folder / "se-postcodes.csv", ","):
        if row["Latitude"]:
            points[Country.SE, row["KnKod"]].append((float(row["Latitude"]), float(row["Longitude"])))
    return points


@pytest.mark.parametrize("typed", ["Halden", "  halden ", "HALDEN", "Halden kommune", "Fredrikshald"])
def test_a_place_is_found_however_it_is_typed(typed: str) -> None:
    assert index().find(typed) == (HALDEN,)


@pytest.mark.parametrize("typed", ["Strømstad", "strömstad", "Strömstads kommun"])
def test_a_place_is_found_with_the_neighbours_letters(typed: str) -> None:
    assert index().find(typed) == (STROMSTAD,)


def test_the_country_tells_places_of_one_name_apart() -> None:
    assert index().find("Sande", Country.SE) == (SANDE_SE,)


def test_a_municipality_comes_before_a_place_that_only_also_has_the_name() -> None:
    assert index().find("Sande", Country.NO) == (SANDE_NO, HALDEN)


def test_a_name_that_is_not_known_finds_nothing_but_has_near_ones() -> None:
    assert index().find("Haldn") == ()
    assert index().nearest("Haldn") == ("Halden",)
    assert index().nearest("Haldn", Country.SE) == ()


def test_a_place_is_found_by_its_code_in_its_own_country_only() -> None:
    assert index().by_code(Country.NO, "3101") is HALDEN
    assert index().by_code(Country.SE, "3101") is None


def test_a_code_stands_for_the_municipality_and_not_for_a_town_in_it() -> None:
    places = PlaceIndex([(HALDEN, ()), (IN_SANDE, ())])

    assert places.by_code(Country.NO, "3101") is HALDEN
    assert places.find("Sandegrenda") == (IN_SANDE,)


def test_every_municipality_of_both_countries_is_known() -> None:
    codes = {(place.country, place.municipality_code) for place in load_places().places}

    assert sum(country is Country.NO for country, _ in codes) == 357
    assert sum(country is Country.SE for country, _ in codes) == 290


def test_the_border_flags_are_those_of_the_municipalities_with_a_land_border(reference_data: Path) -> None:
    listed = rows(reference_data / "tax" / "border-municipalities.tsv", "\t")
    touching = {(row["country"], row["code"]) for row in listed if row["status"].startswith("land")}

    ours = {(place.country.value, place.municipality_code) for place in load_places().places if place.touches_border}

    assert ours == touching


def test_every_municipality_of_the_border_counties_lies_at_one_of_its_postcodes(reference_data: Path) -> None:
    places = load_places()
    points = postcode_points(reference_data / "geo")
    away = {}
    seen = 0
    for country, code in {(place.country, place.municipality_code) for place in places.places}:
        place = places.by_code(country, code)
        if place is None or not code.startswith(BORDER_COUNTIES[country]):
            continue
        seen += 1
        km = min((great_circle_km(place.latitude, place.longitude, *point) for point in points[country, code]), default=float("inf"))
        if km > 3:
            away[place.name] = km

    assert seen > 150
    assert away == {}


@pytest.mark.parametrize("name", ["Halden, Norge", "Halden (Østfold)", "halden/Østfold", "Halden sentrum", "Halden kommune, Norge"])
def test_a_place_is_found_with_its_country_or_its_centre_named_too(name: str) -> None:
    assert index().find(name) == (HALDEN,)
