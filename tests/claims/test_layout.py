"""Paragraphs, sentences and words as offsets; all texts invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.layout import lay_out


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in lay_out(text).sentences]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rain fell. Roads closed.", ["Rain fell.", "Roads closed."]),
        ("Mr. Hale met Dr. Osei. They spoke.", ["Mr. Hale met Dr. Osei.", "They spoke."]),
        ("“No!” he said. “Never.”", ["“No!” he said.", "“Never.”"]),
        ("It rose to 3.5 million. Nobody knew.", ["It rose to 3.5 million.", "Nobody knew."]),
        ("She left the U.S. The talks went on.", ["She left the U.S.", "The talks went on."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("By J. K. Lund. Printed in June.", ["By J. K. Lund.", "Printed in June."]),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@given(st.text(alphabet=st.sampled_from("aA .!?\n“”\"'9é"), max_size=80))
def test_sentences_cover_all_that_is_not_white_space_once_and_in_order(text: str) -> None:
    layout = lay_out(text)
    covered = "".join(text[s.start : s.end] for s in layout.sentences)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(layout.sentences, layout.sentences[1:], strict=False))
    for sentence in layout.sentences:
        assert layout.sentence(sentence.start) == layout.sentence(sentence.end - 1) == sentence
        assert any(p.start <= sentence.start and sentence.end <= p.end for p in layout.paragraphs)


def test_words_keep_their_offsets() -> None:
    text = "Don’t pay 1,200.50 – yet."
    words = lay_out(text).words(0, len(text))
    assert [w.text for w in words] == ["Don’t", "pay", "1,200.50", "–", "yet", "."]
    assert all(text[w.start : w.end] == w.text for w in words)
