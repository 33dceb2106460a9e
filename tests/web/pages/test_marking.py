from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accordingto.records import Span
from accordingto.web.pages.marking import Marked, paragraphs

TEXT = "Ann said Bob claimed it rained.\n\n“Who knows,” it went.\n"


def test_nested_claims_share_words_and_the_innermost_is_first() -> None:
    outer = Marked(1, "1", {"source": (Span(0, 3),), "cue": (Span(4, 8),), "content": (Span(9, 30),)})
    inner = Marked(2, "2", {"source": (Span(9, 12),), "cue": (Span(13, 20),), "content": (Span(21, 30),)}, ("nested",))
    first, second = paragraphs(TEXT, [outer, inner], [(Span(33, 44),)])
    told = {segment.text: (segment.forms, segment.claims) for segment in first}
    assert told["Ann"] == (("source",), (1,))
    assert told["Bob"] == (("content", "source", "nested"), (2, 1))
    assert told["it rained"] == (("content", "nested"), (2, 1))
    assert told["."] == ((), ())
    assert [segment.begins for segment in first if segment.begins] == [((1, "1"),), ((2, "2"),)]
    assert (second[0].text, second[0].forms) == ("“Who knows,", ("untold", "last"))


def test_words_in_two_parts_get_their_number_once() -> None:
    (line,) = paragraphs("It rained, he said, and stopped.", [Marked(7, "3", {"content": (Span(0, 9), Span(20, 31))})])
    assert [segment.begins for segment in line if segment.begins] == [((7, "3"),)]


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 45)).map(lambda pair: Span(*pair))


@given(
    text=st.text(st.sampled_from("ab \n“é😀"), max_size=40),
    spans=st.lists(st.tuples(st.sampled_from(["source", "cue", "content"]), SPANS), max_size=8),
    untold=st.lists(SPANS, max_size=3),
)
def test_every_letter_stands_once_at_its_place_with_the_claims_that_cover_it(
    text: str, spans: list[tuple[str, Span]], untold: list[Span]
) -> None:
    marked = [Marked(n, str(n), {role: (span,)}) for n, (role, span) in enumerate(spans)]
    lines = paragraphs(text, marked, [(span,) for span in untold])
    assert ["".join(segment.text for segment in line) for line in lines] == [
        line for line in text.split("\n") if line.strip()
    ]
    for segment in (segment for line in lines for segment in line):
        assert text[segment.start : segment.start + len(segment.text)] == segment.text
        for place in range(segment.start, segment.start + len(segment.text)):
            covering = {n for n, (_, span) in enumerate(spans) if span.start <= place < span.end}
            assert set(segment.claims) == covering
            assert ("untold" in segment.forms) == any(span.start <= place < span.end for span in untold)
