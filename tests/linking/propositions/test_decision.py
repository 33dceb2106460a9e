from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.linking.propositions import Proposition, Relation, compare, keys_of, proposition_of

DAY = "2030-03-15"
CLAIMS = (
    "conscripts took part in the fighting near Zelin",
    "no conscripts took part in the fighting near Zelin",
    "the dam above Ostrany burst on Monday",
    "the dam above Ostrany did not burst",
    "12 people were killed in the blast at Harsk",
    "about 30 people died in the Harsk blast",
    "Norland attacked the port of Ostran",
    "the road to Pellow is open",
    "the road to Pellow is closed",
    "I never met Karl Dunne",
)


def said(content: str, act: str = "assert", source: str | None = None, title: str | None = None) -> Proposition:
    return proposition_of(content, act, source, DAY, title)


def decided(one: Proposition | str, other: Proposition | str) -> Relation | None:
    return compare(*(said(p) if isinstance(p, str) else p for p in (one, other)))


def kind(one: Proposition | str, other: Proposition | str) -> str | None:
    found = decided(one, other)
    return found.kind if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "the rebels shot down the transport plane over Velm",
            "the transport plane was shot down by the rebels over Velm",
        ),
        ("conscripts took part in the fighting near Zelin", "conscripts took part in the battle near Zelin"),
        ("about 70 houses were destroyed in Pellow by the fire", "71 houses in Pellow were destroyed by the fire"),
        ("more than 50 ships lay off the port of Velm", "71 ships lay off the port of Velm"),
        ("French soldiers guarded the bridge at Velm", "soldiers of France guarded the bridge at Velm"),
        (
            "no conscripts took part in the fighting near Zelin",
            "conscripts did not take part in the fighting near Zelin",
        ),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert kind(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("conscripts took part in the fighting near Zelin", "no conscripts took part in the fighting near Zelin"),
        ("the dam above Ostrany burst after the storm", "the dam above Ostrany did not burst after the storm"),
        ("the road to Pellow is open to cars", "the road to Pellow is closed to cars"),
        ("soldiers used cluster bombs in the valley", "soldiers never used cluster bombs"),
        ("the ambassador's car was red", "the ambassador's car was blue"),
    ],
)
def test_opposites(one: str, other: str) -> None:
    found = decided(one, other)
    assert found is not None and found.kind == "opposed"


def test_a_denial_turns_what_is_denied() -> None:
    told = "conscripts took part in the fighting near Zelin"
    assert kind(said(told), said(told, "deny")) == "opposed"
    assert kind(said(told, "deny"), said("no conscripts took part in the fighting near Zelin")) == "same"
    assert kind(said(told, "deny"), said(told, "deny")) == "same"


def test_a_demand_is_no_report() -> None:
    told = "the border near Zelin was closed to lorries"
    assert kind(said(told, "urge"), said("the border near Zelin was not closed to lorries")) is None


def test_a_condition_and_what_nobody_knows_are_neither_so_nor_not_so() -> None:
    told = "the dam above Ostrany burst after the storm"
    assert kind(told, "if the dam above Ostrany did not burst the storm was weak") is None
    assert kind(told, "it could not be confirmed that the dam above Ostrany burst after the storm") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 people were killed in the blast at Harsk", "30 people were injured in the blast at Harsk"),
        ("Norland attacked Ostran at dawn", "Ostran attacked Norland at dawn"),
        ("the mayor knew about the leak at the Orvel plant", "the mayor did not visit the Orvel plant"),
        ("the dam above Ostrany burst on 3 March 2030", "the dam above Ostrany did not burst on 9 March 2030"),
        ("24 people from Skarn were in hospital", "as many as 32 people from Skarn were in hospital"),
        ("the harbour of Skarn was closed", "wheat prices rose in Belmar"),
    ],
)
def test_what_merely_differs_is_nothing(one: str, other: str) -> None:
    assert decided(one, other) is None


def test_another_number_tells_which_is_larger_and_whether_the_day_is_the_same() -> None:
    one = said("12 people were killed in the blast at Harsk on Monday")
    other = said("30 people died on Monday in the blast at Harsk")
    found = compare(one, other)
    assert found is not None
    assert (found.kind, found.larger, found.same_time) == ("other-number", "other", True)
    assert "“12 people” and “30 people”" in found.why
    later = compare(said("12 people were killed in the blast at Harsk"), other)
    assert later is not None and not later.same_time


def test_roles_are_told_by_the_passive_too() -> None:
    assert kind("Norland attacked Ostran at dawn", "Ostran was attacked by Norland at dawn") == "same"


def test_why_names_the_words() -> None:
    found = decided("the road to Pellow is open to cars", "the road to Pellow is closed to cars")
    assert found is not None and found.why.startswith("“open” is the opposite of “closed”; both: ")
    assert "“Pellow”" in found.why


def test_the_first_person_is_the_source() -> None:
    one = said("I never met the lobbyist Karl Dunne", source="Ilda Moreau")
    assert {"moreau", "dunne"} <= {term.lemma for term in one.terms}
    assert kind(one, "Moreau met the lobbyist Karl Dunne") == "opposed"


@given(st.sampled_from(CLAIMS), st.sampled_from(CLAIMS), st.sampled_from(("assert", "deny", "urge")))
@settings(max_examples=150, deadline=None)
def test_both_orders_give_the_same(one: str, other: str, act: str) -> None:
    a, b = said(one, act), said(other)
    there, back = compare(a, b), compare(b, a)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.kind, there.score, there.same_time) == (back.kind, back.score, back.same_time)
        assert {there.larger, back.larger} in ({None}, {"one", "other"})
        assert 0 <= there.score <= 1


@given(st.sampled_from(CLAIMS), st.sampled_from((None, "Blast at Harsk", "Dam of Ostrany bursts")))
def test_the_json_form_is_the_same_thing(content: str, title: str | None) -> None:
    one = said(content, title=title)
    again = Proposition.from_dict(one.to_dict())
    assert again == one and again.digest == one.digest
    assert keys_of(again) == keys_of(one)


def test_what_is_decided_otherwise_has_another_digest() -> None:
    told = "conscripts took part in the fighting near Zelin"
    assert len({said(told).digest, said(told, "deny").digest, said(told, "urge").digest, said(f"{told}s").digest}) == 4
