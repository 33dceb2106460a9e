from __future__ import annotations

import pytest

from accordingto.linking.entities.keys import keys_of
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import same


def party(name: str, kind: str = "person", country: str | None = None, role: str | None = None) -> Party:
    return Party("sha256:1", "S1", name, kind, True, role, country)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (party("Volodymyr Zelensky"), party("Vladimir Zelenskiy")),
        (party("Bashar al-Assad"), party("Bashar Assad")),
        (party("Xi Jinping"), party("Jinping Xi")),
        (party("Russian MoD", "government"), party("Ministry of Defense (Russia)", "government")),
        (party("MoD", "government", "RU"), party("Russia's Ministry of Defence", "government")),
        (party("WHO", "organisation"), party("World Health Organization", "organisation")),
        (party("Moscow", "place-as-government"), party("Russian government", "government")),
    ],
)
def test_variants_are_the_same_and_share_a_key(one: Party, two: Party) -> None:
    assert same(one, two).answer == "same"
    assert set(keys_of(one)) & set(keys_of(two))


def test_countries_and_walks_of_life_speak_against_a_frequent_name() -> None:
    police = party("John Smith", country="GB", role="police chief of Leeds")
    assert same(police, party("John Smith", role="economist")).answer == "unsure"
    assert (
        same(police, party("John Smith", country="US", role="footballer")).score
        < same(police, party("John Smith")).score
    )
    assert same(police, party("John Smith", country="GB", role="police chief")).answer == "same"


def test_a_misread_country_alone_does_not_divide_a_rare_name() -> None:
    assert same(party("Brenna Oszkar", country="HU"), party("Brenna Oszkar", country="SK")).answer == "same"


def test_a_surname_with_a_full_name_is_for_the_set_to_decide() -> None:
    verdict = same(party("Lenk", role="minister", country="NO"), party("Dario Lenk", role="minister", country="NO"))
    assert verdict.answer == "unsure"
    assert "surname alone" in verdict.why


def test_a_ministry_without_a_country_is_nobody_in_particular() -> None:
    verdict = same(party("Health Ministry", "government"), party("Ministry of Health", "government"))
    assert verdict.answer == "unsure"
    assert verdict.why == "of which country is not told"


@pytest.mark.parametrize(
    "some",
    [
        Party("sha256:1", "S1", "a senior official", "officials", False),
        Party("sha256:1", "S1", "US officials", "officials", True),
        Party("sha256:1", "S1", "Ana Rossi", "author", True),
        Party("sha256:1", "S1", "…", "person", True),
    ],
)
def test_who_is_not_named_has_no_key_and_is_never_the_same(some: Party) -> None:
    assert keys_of(some) == ()
    assert same(some, some).answer != "same"


def test_an_abbreviation_is_written_with_capitals() -> None:
    who = party("WHO", "organisation")
    assert same(who, party("The Who", "organisation")).answer != "same"


def test_a_capital_stands_for_the_state_only_where_it_speaks() -> None:
    speaking = party("London", "place-as-government")
    assert same(speaking, party("United Kingdom", "place-as-government")).answer == "same"
    assert same(party("London Fire Brigade", "government"), speaking).answer == "different"
