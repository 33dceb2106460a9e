import pytest
from tokenizers import Tokenizer

from accordingto.reading.free_relatives import free_relatives
from accordingto.reading.words import split_words


def found(text: str, tokenizer: Tokenizer) -> list[tuple[str, str, str]]:
    words = split_words(text, tokenizer)

    def cut(low: int, high: int) -> str:
        return text[words.starts[low] : words.ends[high - 1]]

    return [(cut(*f.source[0]), cut(*f.cue), cut(*f.content[0])) for f in free_relatives(text, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was forced by what it calls arms smuggling – a charge.", ("it", "calls", "arms smuggling")),
        ("They paid for what he described as the cost of peace.", ("he", "described as", "the cost of peace")),
        ("It came after what he said was an increase in raids.", ("he", "said", "an increase in raids")),
        ("They met over what the mayor has called “a plain lie”.", ("the mayor", "has called", "“a plain lie”")),
        ("It ended, in what Ana Rossi termed a farce, on Monday.", ("Ana Rossi", "termed", "a farce")),
    ],
)
def test_the_form_is_found(text: str, expected: tuple[str, str, str], tokenizer: Tokenizer) -> None:
    assert found(text, tokenizer) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "What he said was true.",
        "Nobody knew what he said.",
        "We know what to call it.",
        "She asked what was called off.",
        "It is what it is.",
    ],
)
def test_other_uses_of_what_are_left_alone(text: str, tokenizer: Tokenizer) -> None:
    assert found(text, tokenizer) == []
