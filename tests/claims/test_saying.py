"""Which cues are no saying; texts invented."""

from __future__ import annotations

import pytest

from accordingto.claims.acts.cue import cue_of
from accordingto.claims.acts.saying import is_saying
from accordingto.records import Span


@pytest.mark.parametrize(
    ("text", "cue", "content", "wanted"),
    [
        ("Lund said the dam would hold.", "said", "the dam would hold", True),
        ("Lund signed a law on dams.", "signed", "a law on dams", False),
        ("Lund was sentenced to three years.", "was sentenced", "three years", False),
        ("Lund did not say who built the dam.", "did not say", "who built the dam", False),
        ("Lund did not deny that the dam had cracks.", "did not deny", "that the dam had cracks", True),
        ("Lund does not believe the dam will hold.", "does not believe", "the dam will hold", True),
        ("Lund blorked that the dam would hold.", "blorked", "that the dam would hold", True),
    ],
)
def test_is_saying(text: str, cue: str, content: str, wanted: bool) -> None:
    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    assert is_saying(cue_of(text, at(cue), at(content))) is wanted
