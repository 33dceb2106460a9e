from __future__ import annotations

import pytest
from linking.told_claims import FakeWho, relation, told

from accordingto.linking.bearing import bearing, day_of, in_order, same_source

WHO = FakeWho({1: "ministry", 2: "union", 3: "ministry"})


def test_the_day_of_saying_comes_before_that_of_the_report() -> None:
    assert day_of(told(1, said_start="2024-06-03T10:00")) == "2024-06-03"
    assert day_of(told(1)) == "2024-06-05"
    assert day_of(told(1, published=None)) is None


def test_claims_stand_in_order_of_their_days() -> None:
    early, late = told(2, published="2024-06-01"), told(1, published="2024-06-09")
    assert in_order(late, early) == (early, late) == in_order(early, late)


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        ("same", {"source": 1}, {"source": 3}, "repeats"),
        ("same", {"source": 1}, {"source": 2}, "supports"),
        ("same", {"source": 1}, {"source": 9}, "repeats"),
        ("opposed", {"source": 1}, {"source": 2}, "contradicts"),
        ("opposed", {"source": 1}, {"source": 3, "published": "2024-06-08"}, "reverses"),
        ("opposed", {"source": 1}, {"source": 3}, "contradicts"),
        ("opposed", {"source": 1}, {"source": None}, "contradicts"),
    ],
)
def test_sources_and_days_make_the_kind(
    kind: str, one: dict[str, object], other: dict[str, object], expected: str
) -> None:
    found = bearing(relation(kind), told(1, **one), told(2, **other), WHO)
    assert found is not None
    assert found.kind == expected


@pytest.mark.parametrize(
    ("one", "other", "facts", "expected"),
    [
        ({"source": 1}, {"source": 2}, {"larger": "other"}, "contradicts"),
        ({"source": 1}, {"source": 2, "published": "2024-06-08"}, {"larger": "other"}, "updates"),
        ({"source": 1}, {"source": 2, "published": "2024-06-08"}, {"larger": "one"}, None),
        ({"source": 1}, {"source": 3, "published": "2024-06-08"}, {"larger": "one"}, "updates"),
        ({"source": 1}, {"source": 2, "published": "2024-06-08"}, {"larger": "one", "same_time": True}, "contradicts"),
        ({"source": 1, "published": "2024-06-08"}, {"source": 2}, {"larger": "one"}, "updates"),
        ({"source": 1}, {"source": 3, "published": "2024-09-08"}, {"larger": "other"}, None),
        ({"source": 1}, {"source": 2, "published": None}, {"larger": "other"}, None),
        ({"source": 1}, {"source": 2, "published": None}, {"larger": "other", "same_time": True}, "contradicts"),
        ({"source": 1}, {"source": 2, "published": "2024-09-08"}, {"larger": "one", "same_time": True}, "contradicts"),
    ],
)
def test_another_number_contradicts_on_one_day_and_updates_when_it_grew(
    one: dict[str, object], other: dict[str, object], facts: dict[str, object], expected: str | None
) -> None:
    found = bearing(relation("other-number", **facts), told(1, **one), told(2, **other), WHO)
    assert (found and found.kind) == expected


def test_unnamed_sources_of_two_reports_cannot_be_told_apart_nor_together() -> None:
    assert same_source(told(1, source=8), told(2, source=9), WHO) is None
    assert same_source(told(1, source=1), told(2, source=2, co_sources=(3,)), WHO) is True
    assert same_source(told(1, source=1), told(2, source=2), WHO) is False
