import pytest
from tokenizers import Tokenizer

from accordingto.reading.forms import fixed_forms, participles
from accordingto.reading.words import split_words


def found(text: str, tokenizer: Tokenizer) -> list[tuple[str, str, str]]:
    words = split_words(text, tokenizer)

    def cut(low: int, high: int) -> str:
        return text[words.starts[low] : words.ends[high - 1]]

    return [(cut(*f.source[0]), cut(*f.cue), cut(*f.content[0])) for f in fixed_forms(text, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was forced by what it calls arms smuggling – a charge.", ("it", "calls", "arms smuggling")),
        ("They paid for what he described as the cost of peace.", ("he", "described as", "the cost of peace")),
        ("It came after what he said was an increase in raids.", ("he", "said", "an increase in raids")),
        ("They met over what the mayor has called “a plain lie”.", ("the mayor", "has called", "“a plain lie”")),
        (
            "It is a charge rejected by Kyiv and the West as plain lies.",
            ("Kyiv and the West", "rejected", "plain lies"),
        ),
        ("It came after Ana Rossi denied this on Monday.", ("Ana Rossi", "denied", "this")),
        ("Norland has repeatedly denied the accusation.", ("Norland", "has repeatedly denied", "the accusation")),
        (
            "It began after Ana Rossi recognised the two islands as a state, which angered many.",
            ("Ana Rossi", "recognised", "the two islands as a state"),
        ),
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
        "Ana Rossi denied that the ship sailed.",
        "The plan was rejected by the court.",
        "Ana Rossi recognised the man at once.",
    ],
)
def test_other_uses_of_what_are_left_alone(text: str, tokenizer: Tokenizer) -> None:
    assert found(text, tokenizer) == []


def test_a_participle_is_found_where_nothing_of_it_is_taken(tokenizer: Tokenizer) -> None:
    text = "Rossi denied it on many occasions saying only two ships had sailed. It goes without saying that this is so."
    words = split_words(text, tokenizer)
    (form,) = participles(text, words, frozenset())
    assert form.source == ()
    low, high = form.content[0]
    assert text[words.starts[low] : words.ends[high - 1]] == "only two ships had sailed"
    assert list(participles(text, words, set(range(*form.cue)))) == []
