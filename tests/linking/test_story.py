from __future__ import annotations

import random

from linking.told_claims import FakeWho, told

from accordingto.linking.bearing import Bearing
from accordingto.linking.matter import Matter, once_a_family, unique
from accordingto.linking.story import story_of

WHO = FakeWho({1: "ministry", 2: "union", 3: "Courier"})


def test_claims_that_agree_are_one_side_and_sides_that_exclude_each_other_one_point() -> None:
    a, b, c, d = (told(n, proposition=n, source=1 + n % 2, published=f"2024-06-0{n}") for n in range(1, 5))
    bearings = (Bearing("repeats", a, b, "", 0.9), Bearing("contradicts", b, c, "", 0.9))
    story = story_of(Matter((a, b, c, d), bearings, {1: 2}), WHO)
    assert [[side.claims for side in point.sides] for point in story.points] == [[(a, b), (c,)], [(d,)]]
    assert story.points[0].sides[0].reports == 4
    assert story.points[0].bearings == bearings


def test_an_agreement_that_is_not_sure_joins_nothing() -> None:
    a, b = told(1, proposition=1), told(2, proposition=2)
    story = story_of(Matter((a, b), (Bearing("repeats", a, b, "", 0.55),), {}), WHO)
    assert [[side.claims for side in point.sides] for point in story.points] == [[(a,)], [(b,)]]


def test_claims_with_one_proposition_are_one_side() -> None:
    a, b = told(1, proposition=7), told(2, proposition=7, source=2)
    (point,) = story_of(Matter((a, b), (), {}), WHO).points
    assert point.sides[0].claims == (a, b)
    assert len(point.sides[0].origins) == 2


def test_the_story_is_the_same_whatever_the_order() -> None:
    claims = [told(n, proposition=n % 6, source=1 + n % 2, published=f"2024-06-{1 + n % 9:02}") for n in range(1, 20)]
    bearings = [Bearing("contradicts", claims[n], claims[n + 5], "", 0.5) for n in range(0, 12, 3)]
    expected = story_of(Matter(tuple(claims), tuple(bearings), {}), WHO)
    for seed in range(5):
        chance = random.Random(seed)
        chance.shuffle(claims)
        chance.shuffle(bearings)
        found = story_of(Matter(tuple(claims), tuple(bearings), {}), WHO)
        assert [[s.claims for s in p.sides] for p in found.points] == [
            [s.claims for s in p.sides] for p in expected.points
        ]


def test_a_family_of_reprints_tells_a_claim_once() -> None:
    first = told(1, proposition=1, family=1, published="2024-06-01")
    copies = [told(n, proposition=1, family=1, published="2024-06-02") for n in (2, 3)]
    another = told(4, proposition=1, family=4)
    kept, counts = once_a_family([*copies, another, first])
    assert kept == [first, another]
    assert counts == {1: 2, 4: 0}


def test_a_claim_that_a_reprint_edits_is_the_same_and_another_is_not() -> None:
    first = told(1, family=1, content="the leak at the depot was reported in April", published="2024-06-01")
    edited = told(2, family=1, content="a leak at the depot was reported in April")
    denied = told(3, family=1, content="a leak at the depot was reported in April", act="deny")
    added = told(4, family=1, content="nobody had told the mayor of it")
    kept, counts = once_a_family([added, denied, edited, first])
    assert kept == [first, denied, added]
    assert counts == {1: 1, 3: 0, 4: 0}


def test_of_two_bearings_on_one_pair_the_surer_stays() -> None:
    one, other = told(1), told(2)
    sure, less = Bearing("contradicts", one, other, "", 0.9), Bearing("supports", one, other, "", 0.6)
    assert unique([less, sure]) == unique([sure, less]) == (sure,)
