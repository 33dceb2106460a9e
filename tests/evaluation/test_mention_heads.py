import pytest
from invented_mentions import in_line

from evaluation.coreference.mentions.heads import head_lemma
from evaluation.coreference.mentions.mention import Mention


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("collapsed", "collapse"),
        ("checked into", "check"),
        ("has been stepping down", "step"),
        ("the bridge collapse", "collapse"),
        ("made an offer", "offer"),
        ("broke into the bank", "break"),
        ("took over", "take"),
        ("collapse of the bridge", "collapse"),
    ],
)
def test_the_head_of_an_event_is_its_verb_or_last_noun(words, head):
    assert head_lemma(in_line("event", words, words)) == head


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("the mayors of the towns", "mayor"),
        ("in Ostrany", "ostrany"),
        ("the firm which built it", "firm"),
        ("Miriam Kolb , the mayor", "kolb"),
        ("Ostrany 's", "ostrany"),
        ("it", "it"),
    ],
)
def test_the_head_of_an_entity_ends_its_noun_phrase(words, head):
    assert head_lemma(in_line("entity", words, words)) == head


def test_a_mention_is_of_words_of_its_sentence():
    assert Mention("event", "a", 0, ("took", "it", "over"), (0, 2)).text == "took … over"
    with pytest.raises(ValueError, match="no words at"):
        Mention("event", "a", 0, ("took",), (1,))
    with pytest.raises(ValueError, match="no words at"):
        Mention("event", "a", 0, ("took",), ())
