from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking.told_claims import told

from accordingto.linking.timeline import MARKS, columns, entry_of, marks

DAYS = st.dates().map(lambda day: day.isoformat())


def test_a_row_has_the_days_of_saying_of_the_event_and_of_publication() -> None:
    entry = entry_of(
        [told(1, said_start="2024-06-03", about=(("2024-05-30", None),)), told(2, published="2024-06-04T10:00")]
    )
    assert (entry.said, entry.about, entry.published) == (
        ("2024-06-03",),
        ("2024-05-30",),
        ("2024-06-04", "2024-06-05"),
    )
    within = columns([entry], 10)
    assert within == [("2024-06-03", "2024-06-03"), ("2024-06-04", "2024-06-04"), ("2024-06-05", "2024-06-05")]
    assert marks(entry, within) == MARKS["said"] + MARKS["published"] * 2


def test_a_row_needs_a_claim() -> None:
    with pytest.raises(ValueError, match="needs a claim"):
        entry_of([])


def test_days_that_are_none_are_left_out() -> None:
    entry = entry_of([told(1, published="99999-01-01", said_start="2024-13-40")])
    assert columns([entry], 5) == []


@given(st.lists(DAYS, min_size=1, max_size=60), st.integers(1, 40))
def test_every_day_of_saying_is_drawn_in_one_column(days: list[str], most: int) -> None:
    entries = [entry_of([told(1, said_start=day, published=None)]) for day in days]
    within = columns(entries, most)
    assert 1 <= len(within) <= most
    assert within == sorted(within)
    for entry in entries:
        assert marks(entry, within).count(MARKS["said"]) == 1
