from __future__ import annotations

import random
from dataclasses import replace

from linking.told_claims import FakeWho, told

from accordingto.linking.identity import Identity
from accordingto.linking.origins import origins_of, reports_of

WHO = FakeWho({1: "ministry", 2: "union", 3: "ministry", 4: "Courier"}, {8: "two officials", 9: "an official"})


def test_a_source_quoted_by_five_outlets_is_one_origin() -> None:
    claims = [told(n, source=1 if n % 2 else 3, publisher=f"Outlet {n}") for n in range(1, 6)]
    (origin,) = origins_of(claims, WHO)
    assert origin.name == "ministry"
    assert len(reports_of(origin)) == 5
    assert origin.paths[0].names == ("Outlet 1", "ministry")


def test_two_named_sources_are_two_origins() -> None:
    assert [o.name for o in origins_of([told(1, source=1), told(2, source=2), told(3, source=3)], WHO)] == [
        "ministry", "union",
    ]  # fmt: skip


def test_unnamed_people_count_with_the_outlet_that_heard_them_however_often_it_is_quoted() -> None:
    own = told(1, source=8, publisher="Courier", published="2024-06-05")
    taken_up = [told(n, source=9, via=(4,), publisher=f"Outlet {n}", published="2024-06-06") for n in (2, 3, 4)]
    (origin,) = origins_of([own, *taken_up], WHO)
    assert "heard by Courier" in origin.name
    assert origin.paths[1].names == ("Outlet 2", "Courier", "an official")


def test_unnamed_people_heard_by_two_outlets_are_two_origins() -> None:
    claims = [told(1, source=8, publisher="Courier"), told(2, source=9, publisher="Tribune")]
    assert len(origins_of(claims, WHO)) == 2


def test_a_family_of_reprints_goes_back_to_the_agency_it_credits_or_to_the_oldest_outlet() -> None:
    first = told(1, source=8, publisher="Courier", family=1, published="2024-06-05")
    reprint = told(2, source=9, publisher="Tribune", family=1, published="2024-06-06")
    (origin,) = origins_of([reprint, first], WHO)
    assert "heard by Courier" in origin.name
    assert [path.names for path in origin.paths] == [
        ("Courier", "two officials"),
        ("Tribune", "Courier", "an official"),
    ]
    (credited,) = origins_of([first, told(2, source=9, family=1, publisher="Tribune", agencies=("Union Wire",))], WHO)
    assert "heard by Union Wire" in credited.name


def test_an_outlet_that_quotes_itself_is_its_own_origin_once() -> None:
    (origin,) = origins_of(
        [told(1, source=4, via=(4,), publisher="Courier"), told(2, source=4, publisher="Tribune")], WHO
    )
    assert [path.names for path in origin.paths] == [("Courier",), ("Tribune", "Courier")]


def test_joint_sources_are_an_origin_each() -> None:
    assert len(origins_of([told(1, source=1, co_sources=(2,))], WHO)) == 2


def test_without_source_and_outlet_each_report_stands_for_itself() -> None:
    claims = [
        told(1, source=None, source_name=None, publisher=None),
        told(2, source=None, source_name=None, publisher=None),
    ]
    assert len(origins_of(claims, WHO)) == 2


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [told(n, source=(1, 2, 8, 9, None)[n % 5], publisher=f"Outlet {n % 3}") for n in range(1, 30)]
    expected = origins_of(claims, WHO)
    for seed in range(5):
        random.Random(seed).shuffle(claims)
        assert origins_of(claims, WHO) == expected


def test_a_body_called_by_its_sort_is_the_only_named_one_it_can_be() -> None:
    class Bodies(FakeWho):
        def source(self, number: int) -> Identity:
            found = super().source(number)
            return found if found.named else replace(found, kind="government")

    who = Bodies(
        {1: "Norland's interior ministry", 2: "Norland's health ministry"},
        {8: "the interior ministry", 9: "the ministry"},
    )
    assert len(origins_of([told(1, source=1), told(2, source=8), told(3, source=8)], who)) == 1
    # “The ministry” can be either, so it stays apart from both.
    assert len(origins_of([told(1, source=1), told(2, source=2), told(3, source=9)], who)) == 3
