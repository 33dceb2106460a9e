"""Words that people type are found in a report whatever white space, quotation marks and dashes it has."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from accordingto.web.pages.finding import Text

_LETTERS = st.text("ab’'“\"–- \n\t", max_size=30)
_ALIKE = {"'": "['‘’ʼ]", '"': '["“”„«»]', "-": "[-–—‑]"}


@given(_LETTERS, st.text("ab'\"- ", max_size=6), st.integers(0, 30))
def test_the_same_places_as_a_pattern_finds(text: str, words: str, after: int) -> None:
    pattern = r"\s+".join("".join(_ALIKE.get(c, c) for c in word) for word in words.split())
    after = min(after, len(text))
    expected = [match.span() for match in re.compile(pattern).finditer(text, after)] if pattern else []
    assert [tuple(span) for span in Text(text).places(words, after)] == expected


def test_typed_as_it_stands_there() -> None:
    text = "He said:\n“We  won’t –  ever.”"
    assert [text[start:end] for start, end in Text(text).places("“We won’t – ever.”")] == ["“We  won’t –  ever.”"]
