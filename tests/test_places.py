"""Places are decided by what else stands in the article."""

import pytest

from helpers.names.places import candidates, countries, locate, short_state

CASES = [
    (["Tripoli", "Lebanon"], "", "Tripoli", "Lebanon"),
    (["Tripoli", "Benghazi"], "", "Tripoli", "Libya"),
    (["Tripoli"], "A Lebanese baker from Tripoli won.", "Tripoli", "Lebanon"),
    (["Paris", "Texas"], "A fair in Paris, Texas, opened.", "Paris", "United States"),
    (["Paris", "U.S.", "Ohio"], "American envoys met in Paris.", "Paris", "France"),
    (["Paris"], "A fair in Paris opened.", "Paris", "France"),
    (["Georgia", "Tbilisi"], "", "Georgia", "Georgia"),
    (["Georgia", "Florida", "Ohio"], "", "Georgia", "United States"),
    (["U.S."], "", "U.S.", "United States"),
    (["eastern Ukraine"], "", "eastern Ukraine", "Ukraine"),
    (["Scotland"], "", "Scotland", "United Kingdom"),
    (["Newport"], "The fair moved to Newport, Wales, last year.", "Newport", "United Kingdom"),
    (["Nashua", "N.H."], "The fair moved to Nashua, N.H., last year.", "N.H.", "United States"),
    (["Newark", "NJ", "Ohio"], "", "NJ", "United States"),
]


@pytest.mark.parametrize(("names", "text", "asked", "country"), CASES)
def test_the_country_follows_the_other_places(names, text, asked, country):
    assert locate(names, text)[asked].country == country


@pytest.mark.parametrize("name", ["Ramousah", "Middle East", "Nowhereville"])
def test_what_the_gazetteer_does_not_know_has_no_place(name):
    assert locate([name], "") == {name: None}


def test_a_small_town_needs_support():
    town = "Hamdaniya"
    assert candidates(town)
    assert locate([town, "Syria", "Aleppo"], "")[town] is None


def test_a_small_namesake_abroad_is_outweighed():
    british = ["UK", "London", "Leeds", "England", "Wales"]
    assert (
        locate(["Kew Gardens", *british], "An American sang in Kew Gardens.")["Kew Gardens"] is None
    )
    american = locate(["Kew Gardens", "New York"], "Americans sang in Kew Gardens.")
    assert american["Kew Gardens"].country == "United States"


def test_short_forms_of_states_keep_their_letters():
    assert [short_state(name) for name in ("Va.", "VA", "va", "LA", "La.")] == [
        "Virginia", "Virginia", "", "", "Louisiana",
    ]  # fmt: skip


def test_coordinates_are_degrees_in_range():
    for place in countries().values():
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180


def test_other_names_do_not_change_a_country():
    alone = locate(["Norway"], "")["Norway"]
    assert locate(["Norway", "Chile", "Peru"], "")["Norway"] == alone


@pytest.mark.parametrize(
    ("text", "north"),
    [("Washington has refused.", 38.9), ("The fires in Washington state grew.", 47)],
)
def test_a_capital_comes_before_a_state_of_its_name(text, north):
    assert locate(["Washington"], text)["Washington"].latitude == pytest.approx(north, abs=1)


def test_an_abbreviation_is_no_city():
    assert locate(["NIS"], "Serbian officials met NIS managers.") == {"NIS": None}


def test_a_quarter_is_not_looked_up():
    text = "Syrian rebels entered the Hamdaniya neighbourhood. Iraqi officials in Iraq watched."
    assert locate(["Hamdaniya", "Iraq"], text)["Hamdaniya"] is None


def test_a_continent_is_not_the_country_it_is_called_after():
    assert locate(["North America"], "")["North America"] is None
