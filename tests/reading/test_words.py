import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from accordingto.reading.windows import cut_windows
from accordingto.reading.words import GAPS, QUOTES, SHAPES, split_words


def test_words_point_at_their_characters(tokenizer: Tokenizer) -> None:
    text = "“We stay,” the U.N. said\u00a0on 5 May.\n\nCafe\u0301s"
    words = split_words(text, tokenizer)
    found = [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)]
    assert found[:5] == ["“", "We", "stay", ",", "”"]
    assert found[-1] == "Cafe\u0301s"
    assert words.gap[-1] == 3 and words.gap[found.index("on")] == 1
    assert [words.quote[found.index(w)] for w in ("“", "stay", "”", "said")] == [2, 1, 3, 0]
    assert [words.shape[found.index(w)] for w in ("stay", "We", "5", ",")] == [0, 1, 4, 5]


def test_a_trailing_combining_mark_belongs_to_its_word(tokenizer: Tokenizer) -> None:
    words = split_words("cafe\u0301 a", tokenizer)
    assert (int(words.starts[0]), int(words.ends[0])) == (0, 5)


def test_covering_finds_the_words_of_a_span(tokenizer: Tokenizer) -> None:
    text = "the mayor said so"
    words = split_words(text, tokenizer)
    assert words.covering(4, 9) == (1, 2)
    assert words.covering(5, 12) == (1, 3)
    assert words.covering(3, 4) == (1, 1)


@given(st.text(max_size=200))
def test_any_text_gives_ordered_words_within_it(tokenizer: Tokenizer, text: str) -> None:
    words = split_words(text, tokenizer)
    assert (words.starts >= 0).all() and (words.ends <= len(text)).all()
    assert (words.starts <= words.ends).all()
    assert (words.starts[1:] >= words.ends[:-1]).all()
    assert words.first[0] == 0 and words.first[-1] == len(words.pieces)
    assert ((words.shape < SHAPES) & (words.gap < GAPS) & (words.quote < QUOTES)).all()


@given(
    st.lists(st.sampled_from(["said", "stay.", "We", "“we", "stay”", "x" * 90, "\n"]), max_size=300),
    st.integers(12, 64),
)
def test_windows_answer_for_each_word_once(tokenizer: Tokenizer, parts: list[str], size: int) -> None:
    text = " ".join(parts)
    words = split_words(text, tokenizer)
    answered: list[int] = []
    for window in cut_windows(words, text, size=size, context=size // 6):
        assert window.low <= window.keep_low < window.keep_high <= window.high
        assert words.first[window.high] - words.first[window.low] <= size or window.high == window.low + 1
        answered += range(window.keep_low, window.keep_high)
    assert answered == list(range(len(words)))


def test_windows_do_not_depend_on_what_follows_far_away(tokenizer: Tokenizer) -> None:
    text = "we stay. " * 100
    first = next(iter(cut_windows(split_words(text, tokenizer), text)))
    longer = text + "said " * 500
    again = next(iter(cut_windows(split_words(longer, tokenizer), longer)))
    assert first == again
    assert isinstance(first.low, int | np.integer)
