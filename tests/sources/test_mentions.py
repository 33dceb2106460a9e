"""The tagger's names put right: joined bodies, persons taken for bodies, abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_text import resolved

from accordingto.records import Entity
from accordingto.sources.mentions import mend


def mended(text: str, tags: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    entities = [Entity(text.index(name), text.index(name) + len(name), kind) for name, kind in tags.items()]
    found = mend(text, entities)
    return {text[e.start : e.end]: e.kind for e in found.entities}, dict(found.full)


def test_two_bodies_in_one_name_are_told_apart() -> None:
    text = "The Harbour Committee and the Coastal Security Service agreed."
    names, _ = mended(text, {"Harbour Committee and the Coastal Security Service": "ORG"})
    assert names == {"Harbour Committee": "ORG", "Coastal Security Service": "ORG"}


@pytest.mark.parametrize("name", ["Federation of Norland and the Isles", "Society for Arts and the Young"])
def test_one_body_with_an_and_stays_one(name: str) -> None:
    assert mended(f"The {name} met.", {name: "ORG"})[0] == {name: "ORG"}


def test_a_given_name_makes_a_person_of_a_supposed_body() -> None:
    assert mended("They met Morgan Tolvari there.", {"Morgan Tolvari": "ORG"})[0] == {"Morgan Tolvari": "PER"}


@pytest.mark.parametrize("name", ["Victoria Police", "Chelsea Hospital", "Paris Metro"])
def test_bodies_that_begin_like_a_person_stay_bodies(name: str) -> None:
    assert mended(f"They met {name} there.", {name: "ORG"})[0] == {name: "ORG"}


def test_a_surname_taken_for_a_place_is_the_person() -> None:
    assert resolved(
        "Emily Hartwin arrived. {s0|Hartwin} {c0|said} {x0|it was late}.", {"Emily Hartwin": "PER", "Hartwin": "LOC"}
    ) == ["Emily Hartwin"]


def test_a_full_name_that_the_tagger_missed_is_found_by_its_given_name() -> None:
    assert resolved("Emily Hartwin arrived. {s0|Hartwin} {c0|said} {x0|it was late}.", {"Hartwin": "PER"}) == [
        "Emily Hartwin"
    ]


@pytest.mark.parametrize(
    ("name", "short"),
    [("Coastal Security Service", "CSS"), ("Federal Harbour Guard", "FHB"), ("Gas & Tide Company", "GTC")],
)
def test_an_explained_abbreviation_is_the_full_name(name: str, short: str) -> None:
    assert resolved(f"The {name} ({short}) met. {{s0|The {short}}} {{c0|said}} {{x0|it was late}}.", {name: "ORG"}) == [
        name
    ]


def test_brackets_that_explain_something_else_are_no_abbreviation() -> None:
    assert mended("The Kestrel Space Centre (UTC) opened.", {"Kestrel Space Centre": "LOC"})[1] == {}
    assert mended("The Harbour Bank (Norland) opened.", {"Harbour Bank": "ORG"})[1] == {}


def test_an_embassy_keeps_the_place_where_it_is() -> None:
    names, _ = mended("the Norland Embassy in Lima declined", {"Norland Embassy": "ORG", "Lima": "LOC"})
    assert names == {"Norland Embassy in Lima": "ORG"}


def test_a_noun_for_an_outlet_is_no_part_of_its_name() -> None:
    assert mended("Kestrel magazine said so.", {"Kestrel magazine": "ORG"})[0] == {"Kestrel": "ORG"}
    assert mended("State media said so.", {"State media": "ORG"})[0] == {"State media": "ORG"}


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 79), st.integers(1, 20), st.sampled_from(["PER", "ORG", "LOC"]))),
)
def test_mended_names_lie_in_the_text_in_order(text: str, tags: list[tuple[int, int, str]]) -> None:
    entities = [Entity(s, s + n, k) for s, n, k in tags if s + n <= len(text) and text[s : s + n].strip()]
    found = mend(text, entities).entities
    assert all(0 <= e.start < e.end <= len(text) for e in found)
    assert [e.start for e in found] == sorted(e.start for e in found)
