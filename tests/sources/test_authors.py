"""Documents with a named author are that author's words."""

from __future__ import annotations

import pytest
from marked_text import resolved

from accordingto.sources.authors import author_of


@pytest.mark.parametrize(
    ("words", "name", "kind", "author"),
    [
        ("a report on Wednesday by Tidewater, a security firm,", "Tidewater", "ORG", "Tidewater, a security firm,"),
        ("a Twitter post by Ana Rossi", "Ana Rossi", "PER", "Ana Rossi"),
        ("a March 14, 2019 Harbour League press release", "Harbour League", "ORG", "Harbour League"),
        ("The Harbour Revenue website", "Harbour Revenue", "ORG", "Harbour Revenue"),
        ("the HLO's statistics", "HLO", "ORG", "HLO"),
        ("a memo posted online by Senator Ana Rossi", "Ana Rossi", "PER", "Senator Ana Rossi"),
        ("a decree signed by Ana Rossi", "Ana Rossi", "PER", None),
        ("a letter seen by Tidewater", "Tidewater", "ORG", None),
        ("Harbour League guidelines", "Harbour League", "ORG", None),
        ("records of the Harbour League", "Harbour League", "ORG", None),
        ("the report", "", "ORG", None),
        ("Ana Rossi of Tidewater", "Tidewater", "ORG", None),
    ],
)
def test_who_wrote_it(words: str, name: str, kind: str, author: str | None) -> None:
    entities = [(words.index(name), words.index(name) + len(name), kind)] if name else []
    found = author_of(words, entities)
    assert (words[slice(*found)] if found else None) == author


def test_the_report_again_is_its_authors() -> None:
    names = {"Harbour Institute": "ORG", "Coastal Union": "ORG"}
    first = "{s0|A report by the Harbour Institute} {c0|found} {x0|it was late}. "
    again = "{s2|The report} {c2|said} {x2|that it rained}."
    assert resolved(first + again, names) == ["Harbour Institute", "Harbour Institute"]
    two = first + "{s1|A report by the Coastal Union} {c1|denied} {x1|this}. " + again
    assert resolved(two, names) == ["Harbour Institute", "Coastal Union", "report"]
    other = first + "{s1|A secret report} {c1|denied} {x1|this}. " + again
    assert resolved(other, names)[:2] == ["Harbour Institute", "secret report"]
    assert resolved(other, names)[2] != "Harbour Institute"
