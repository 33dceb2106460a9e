from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import DecisionError
from accordingto.ledger.review.change import NOBODY, UNCHANGED
from accordingto.records import Quantity, Span, Time
from accordingto.web.pages import drafts
from accordingto.web.pages.correcting import change_of, located

TEXT = "He said “it rained”\nand it rained again. Ann said it’s over; it rained."
SEEN = {
    "who": "3", "who_named": "on", "act": "assert", "said_start": "", "said_end": "", "content_words": "it rained",
    "content_at": "9-18", "source_words": "He", "source_at": "0-2", "number_0_minimum": "16000",
    "number_0_unit": "people", "standing_0_status": "disputed", "note": "",
}  # fmt: skip


def test_what_is_not_touched_is_not_changed() -> None:
    change = change_of(dict(SEEN), SEEN, TEXT)
    assert (change.changed, change.note) == ((), None)


def test_cells_are_read_as_they_are_typed() -> None:
    typed = SEEN | {
        "who": "nobody", "act": "", "said_start": "2024-05-06", "number_0_minimum": "16,000", "number_0_maximum": "0.5",
        "standing_0_status": "", "standing_1_status": "verified", "standing_1_by": " Ann ", "note": " look ",
    }  # fmt: skip
    change = change_of(typed, SEEN, TEXT)
    assert change.source == NOBODY
    assert (change.act, change.note) == (None, "look")
    assert change.said == Time("2024-05-06", "2024-05-06", ())
    assert change.quantities == (Quantity(16000, 0.5, "people", ()),)
    assert change.verification == (("verified", "Ann"),)
    assert change.content_spans is None


def test_a_typed_name_wins_over_the_list() -> None:
    change = change_of(SEEN | {"who_name": "Bob", "who_kind": "person", "who_named": ""}, SEEN, TEXT)
    assert change.source is not None
    assert (change.source.name, change.source.kind, change.source.named) == ("Bob", "person", False)
    assert change.act is UNCHANGED


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("it rained again", "", ((24, 39),)),  # nearest to where the content was
        ("it rained", "50-59", ((9, 18),)),  # a place that does not fit is not believed
        ("it rained", "24-33", ((24, 33),)),
        ('said "it rained" and it', "", ((3, 26),)),  # straight quotation marks, another line break
        ("it's over … it rained", "", ((50, 59), (61, 70))),
        ("it rained ... again", "", ((9, 18), (34, 39))),
        ("", "9-18", ()),
    ],
)
def test_words_are_found_in_the_report(words: str, at: str, found: tuple[tuple[int, int], ...]) -> None:
    assert located({"content_words": words, "content_at": at}, SEEN, "content", TEXT) == tuple(Span(*s) for s in found)


@pytest.mark.parametrize(
    "typed",
    [
        {"content_words": "it snowed"}, {"content_words": "again … it rained again"}, {"number_0_minimum": "many"},
        {"who": "x"}, {"standing_0_status": "", "standing_0_by": "Ann"}, {"source_words": "x" * 30_000},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_words(typed: dict[str, str]) -> None:
    with pytest.raises(DecisionError):
        change_of(SEEN | typed, SEEN, TEXT)


def test_what_a_colleague_changed_meanwhile_stays_unless_both_did() -> None:
    mine = SEEN | {"act": "deny", "note": "mine"}
    theirs = SEEN | {"act": "warn", "said_start": "2024-05-06", "number_1_minimum": "3"}
    mixed, clashes = drafts.merged(mine, SEEN, theirs)
    assert clashes == {"act"}
    assert (mixed["act"], mixed["note"], mixed["said_start"], mixed["number_1_minimum"]) == (
        "deny", "mine", "2024-05-06", "3",
    )  # fmt: skip
    assert drafts.merged(mine, SEEN, SEEN | {"act": "deny"})[1] == set()


def test_only_fields_of_the_form_are_taken() -> None:
    assert drafts.posted({"act": "deny", "revision": "3", "number_7_unit": "a\r\nb", "who_x": "", "note": b""}) == {
        "act": "deny", "number_7_unit": "a\nb",
    }  # fmt: skip
    assert drafts.seen({"seen": '{"act": "deny", "x": 1, "note": 2}'}) == {"act": "deny"}
    assert drafts.seen({"seen": "[1]"}) == drafts.seen({"seen": "{"}) == drafts.seen({}) == {}


@given(st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)).map(lambda pair: Span(*pair))))
def test_spans_are_read_as_they_are_written(spans: list[Span]) -> None:
    assert drafts.read_spans(drafts.written(tuple(spans))) == tuple(spans)


@given(st.text(max_size=30))
def test_whatever_a_form_keeps_for_spans_is_read_or_refused(kept: str) -> None:
    found = drafts.read_spans(kept)
    assert found is None or all(span.start >= 0 and span.end >= 0 for span in found)


@given(st.text(st.sampled_from("ab “”\"'’ …\n"), max_size=30), st.data())
def test_any_stretch_of_a_text_is_found_by_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = drafts.plain_words(text, (Span(start, end),))
    if not words or "…" in words:
        return
    found = located({"content_words": words}, {}, "content", text)
    assert drafts.plain_words(text, found).translate(_SAME) == words.translate(_SAME)


_SAME = str.maketrans({"“": '"', "”": '"', "’": "'"})
