"""Documents that are dated by their own words; texts invented."""

from __future__ import annotations

import pytest

from accordingto.claims.layout import lay_out
from accordingto.claims.times.said import said_of
from accordingto.claims.times.times import find_times
from accordingto.records import Claim, Span, Spans


@pytest.mark.parametrize(
    ("text", "source", "cue", "year"),
    [
        ("A 2018 study found the dam would hold.", "A 2018 study", "found", "2018"),
        ("According to a 2017 survey by the council, the dam would hold.", "a 2017 survey by the council",
         "According to", "2017"),
        ("The 2018 flood committee said the dam would hold.", "The 2018 flood committee", "said", None),
    ],
)  # fmt: skip
def test_a_document_is_dated_by_its_own_words(text: str, source: str, cue: str, year: str | None) -> None:
    def at(words: str) -> Spans:
        return (Span(text.index(words), text.index(words) + len(words)),)

    row = Claim("C1", "S1", at(source), at(cue), at("the dam would hold"), "indirect", 1.0)
    time, _ = said_of(lay_out(text), (row,), find_times(text, "2030-03-15"))["C1"]
    assert (time and (time.start, time.end)) == (year and (f"{year}-01-01", f"{year}-12-31"))
