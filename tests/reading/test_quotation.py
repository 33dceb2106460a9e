import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.reading.quotation import Quotation, find_quotations, quotation_kind


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we stay” today.", ["“we stay”"]),
        ('He said "we stay" today.', ['"we stay"']),
        ("He said «we stay» today.", ["«we stay»"]),
        ("Er sagte „wir bleiben“ heute.", ["„wir bleiben“"]),
        ('"One," she said, "and two."', ['"One,"', '"and two."']),
        ("The ‘special operation’ went on.", ["‘special operation’"]),
        ("The soldiers' pay and the men’s boots.", []),
        ("It's the '90s and it isn’t over.", []),
        ("“He told me ‘never’ twice,” she said.", ["“He told me ‘never’ twice,”"]),
        ("no marks at all", []),
        ("", []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_open_mark_ends_with_its_paragraph() -> None:
    text = "“We stay, he said.\nNobody answered."
    (found,) = find_quotations(text)
    assert (text[found.start : found.end], found.closed, found.continues) == ("“We stay, he said.", False, False)


def test_a_speech_over_paragraphs_is_marked_as_going_on() -> None:
    text = "“First.\n\n“Second.”\n\nDone."
    first, second = find_quotations(text)
    assert first.continues and not first.closed
    assert text[second.start : second.end] == "“Second.”"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“all of it,”", "direct"),
        ("it is “almost” over", "mixed"),
        ("nothing of it", "indirect"),
        ("all of it,", "direct"),
    ],
)
def test_kind_of_quotation(content: str, kind: str) -> None:
    text = "She said “all of it,” that it is “almost” over and nothing of it was."
    start = text.index(content)
    assert quotation_kind(text, [(start, start + len(content))], find_quotations(text)) == kind


@given(st.text(alphabet="ab \n.,\"“”‘’'«»„‟", max_size=80))
def test_quotations_are_ordered_apart_and_inside_the_text(text: str) -> None:
    found = find_quotations(text)
    assert all(isinstance(q, Quotation) and 0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert not any("\n" in text[q.start : q.end] for q in found)
