"""Leaving attributions out without losing what stands inside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accordingto.records import Attribution, Span, only


def attribution(at: int, parent: int | None = None) -> Attribution:
    return Attribution((), (Span(at, at + 1),), (Span(at + 1, at + 2),), 0.9, parent)


def test_children_of_one_that_goes_stand_in_what_it_stood_in() -> None:
    found = (attribution(0), attribution(2, 0), attribution(4, 1), attribution(6))
    kept = only(found, [True, False, True, True])
    assert [a.cue[0].start for a in kept] == [0, 4, 6]
    assert [a.parent for a in kept] == [None, 0, None]
    assert [a.parent for a in only(found, [False, False, True, True])] == [None, None]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=8))
def test_parents_are_among_those_that_stay(rows: list[tuple[bool, int]]) -> None:
    found = tuple(attribution(2 * n, parent if parent < n else None) for n, (_, parent) in enumerate(rows))
    kept = only(found, [keep for keep, _ in rows])
    assert len(kept) == sum(keep for keep, _ in rows)
    assert all(a.parent is None or 0 <= a.parent < n for n, a in enumerate(kept))
