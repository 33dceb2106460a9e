"""The country that the words of a mention name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.sources.country import country_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Russia’s Defence Minister", "RU"),
        ("the Kremlin", "RU"),
        ("Downing Street", "GB"),
        ("the White House", "US"),
        ("the Pentagon", "US"),
        ("the Élysée", "FR"),
        ("separatists in the Donbas", "UA"),
        ("US officials", "US"),
        ("U.S. officials", "US"),
        ("the UK", "GB"),
        ("a UAE minister", "AE"),
        ("Turkish police", "TR"),
        ("the Dutch prime minister", "NL"),
        ("South Korean lawmakers", "KR"),
        ("Nigerien soldiers", "NE"),
        ("Nigerians", "NG"),
        ("the Dominican Republic", "DO"),
        ("the Democratic Republic of the Congo", "CD"),
        ("Papua New Guinea", "PG"),
        ("officials in Nairobi", "KE"),
        ("Cape Verde", "CV"),
        ("the Palestinians", "PS"),
        ("Tbilisi and Georgian officials", "GE"),
        ("Georgia", "GE"),
        ("Georgia Secretary of State", "US"),
        ("a Moscow-based analyst", "RU"),
        ("a Russian-backed Ukrainian politician", "UA"),  # the backers do not speak
        ("Frenchmen", "FR"),
        ("New Mexico officials", "US"),
        ("Jordan", "JO"),
        ("the Jordan government", "JO"),
    ],
)
def test_one_country(words: str, code: str) -> None:
    assert country_of(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "officials",
        "he told us",
        "a turkey farmer",
        "fine china",
        "Russia and Ukraine",
        "the Russian ambassador to Kenya",
        "Latin American leaders",
        "Congo",
        "Jordan Petersen",
        "Mr Jordan",
        "Paris Hillman",
        "",
    ],
)
def test_no_single_country(words: str) -> None:
    assert country_of(words) is None


def test_a_person_is_no_country() -> None:
    assert country_of("Jordan", [(0, 6, "PER")]) is None
    assert country_of("Chad", [(0, 4, "LOC")]) == "TD"


@given(st.text(max_size=60))
def test_any_words_give_a_code_or_nothing(words: str) -> None:
    code = country_of(words)
    assert code is None or (len(code) == 2 and code.isupper())
