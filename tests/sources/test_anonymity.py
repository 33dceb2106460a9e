"""How many people an unnamed source is, and why it is not named; all texts invented."""

from __future__ import annotations

import pytest

from accordingto.records import Span
from accordingto.sources.anonymity import anonymity_of, number_in


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a senior Norland official", 1), ("an aide to the mayor", 1), ("two officials", 2), ("the three witnesses", 3),
        ("One of the divers", 1), ("12 residents", 12), ("officials", None), ("the official", None),
        ("a group of residents", None), ("a number of guards", None), ("some residents", None), ("a court", None),
    ],
)  # fmt: skip
def test_number(words: str, number: int | None) -> None:
    assert number_in(words) == number


@pytest.mark.parametrize(
    ("text", "source", "wanted"),
    [
        ("A diplomat who spoke on condition of anonymity because talks go on said no.", "A diplomat",
         "spoke on condition of anonymity because talks go on"),
        ("Two guards, speaking on condition of anonymity, said no.", "Two guards",
         "speaking on condition of anonymity"),
        ("A nurse, who asked not to be named for fear of losing her job, said no.", "A nurse",
         "asked not to be named for fear of losing her job"),
        ("“No,” said a clerk who declined to be identified.", "a clerk", "declined to be identified"),
        ("A soldier who was not authorised to speak to the press said no.", "A soldier",
         "was not authorised to speak to the press"),
        ("A boy whose name was not released said no.", "A boy", "whose name was not released"),
    ],
)  # fmt: skip
def test_anonymity(text: str, source: str, wanted: str) -> None:
    start = text.index(source)
    words, where = anonymity_of(text, (Span(start, start + len(source)),), (text.index("said"),)) or ("", Span(0, 0))
    assert words == wanted
    assert text[where.start : where.end] == words


def test_another_sentence_is_not_about_this_source() -> None:
    text = "A diplomat said no. A guard spoke on condition of anonymity."
    assert anonymity_of(text, (Span(0, 10),)) is None
